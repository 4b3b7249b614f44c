"""Keyboards under messages: what the platform accepts of them, and what it keeps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import bad_request, not_modelled

MOST_BUTTONS = 100
LONGEST_PRESSED = 64
STYLES = frozenset({"danger", "success", "primary"})
_UNMODELLED = frozenset(
    [
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    ]
)
_FAULT = "can't parse inline keyboard button"


def checked_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """A reply_markup as it will be kept; None when there is none or an inline keyboard without buttons."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard")
        keys = [[{"text": key} if isinstance(key, str) else key for key in row] for row in rows]
        if any(not isinstance(key, dict) or not isinstance(key.get("text"), str) for row in keys for key in row):
            raise bad_request("can't parse keyboard button: text expected")
        return {**markup, "keyboard": keys}
    if markup.get("remove_keyboard"):
        return {"remove_keyboard": True}
    if markup.get("force_reply"):
        return {key: markup[key] for key in ("force_reply", "input_field_placeholder", "selective") if key in markup}
    raise bad_request("object expected as reply markup")


def _inline(given: Any) -> dict[str, Any] | None:
    rows = [[_button(button) for button in row] for row in _rows(given, "inline keyboard") if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _rows(given: Any, what: str) -> list[list[Any]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(f"can't parse {what}: array of arrays of buttons expected")
    return given


def _button(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise bad_request(f"{_FAULT}: object expected")
    if not isinstance(given.get("text"), str) or not given["text"].strip():
        raise bad_request(f'{_FAULT}: Field "text" must be of type String')
    if unmodelled := sorted(_UNMODELLED & given.keys()):
        raise not_modelled(f"{unmodelled[0]} buttons")
    button = {"text": given["text"]}
    if (pressed := given.get("callback_data")) is not None:
        if not isinstance(pressed, str) or not 1 <= len(pressed.encode()) <= LONGEST_PRESSED:
            raise bad_request("BUTTON_DATA_INVALID")
        button["callback_data"] = pressed
    elif (url := given.get("url")) is not None:
        address = urlsplit(str(url))
        if address.scheme not in ("http", "https", "tg", "") or not (address.netloc or "." in address.path):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        button["url"] = str(url)
    else:
        raise bad_request(f"{_FAULT}: Text buttons are unallowed in the inline keyboard")
    if (style := given.get("style")) is not None:
        if style not in STYLES:
            raise bad_request(f"{_FAULT}: invalid button style specified")
        button["style"] = style
    return button
