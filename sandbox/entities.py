"""Text as the platform sees it: lengths in UTF-16 units, trimmed ends, entities checked and found."""

from __future__ import annotations

import re
from typing import Any

from sandbox.errors import bad_request

Entity = dict[str, Any]

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
GIVEN_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    ]
)
# Entities the platform recognises by itself, in the order it prefers them.
_FOUND = (
    (
        "url",
        re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?()\u3000-\u303f\uff00-\uffef]|\bt\.me/[\w/?=&%-]+"),
    ),
    ("email", re.compile(r"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\b", re.ASCII)),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])", re.ASCII),
    ),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
)
_SPACE = " \t\n\r\v\f"


def units(text: str) -> int:
    """Length in UTF-16 code units, the measure of every limit and offset of the Bot API."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of `text` an entity covers."""
    return text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * (offset + length)].decode(
        "utf-16-le", "surrogatepass"
    )


def formatted(
    text: str, given: list[Entity], known: set[int], *, empty: str, limit: int, too_long: str
) -> tuple[str, tuple[Entity, ...]]:
    """Text and entities as they will stand in the message.

    Checks the given entities, cuts white space off both ends, refuses what is empty or longer than `limit`
    UTF-16 units with the given words, and adds the entities the platform finds by itself. A mention of a
    user who is not in `known` is dropped silently, as it is there.
    """
    text = text.replace("\r", "").replace("\x00", "")
    entities = _checked(text, given, known)
    lead = units(text) - units(text.lstrip(_SPACE))
    text = text.strip(_SPACE)
    total = units(text)
    if not text and empty:
        raise bad_request(empty)
    if total > limit:
        raise bad_request(too_long)
    kept = [clipped for entity in entities if (clipped := _clip(entity, lead, total))]
    return text, tuple(sorted(kept + found(text, kept), key=lambda e: (e["offset"], -e["length"])))


def found(text: str, taken: list[Entity]) -> list[Entity]:
    """The commands, mentions, links, addresses and tags in a text, outside what is `taken`."""
    if not any(mark in text for mark in "/@#"):
        return [] if "t.me" not in text else _found_in(text, taken)
    return _found_in(text, taken)


def _found_in(text: str, taken: list[Entity]) -> list[Entity]:
    spans = [(entity["offset"], entity["offset"] + entity["length"]) for entity in taken]
    new: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            offset = units(text[: match.start()])
            end = offset + units(match[0])
            if all(end <= start or offset >= stop for start, stop in spans):
                spans.append((offset, end))
                new.append({"type": kind, "offset": offset, "length": end - offset})
    return new


def _checked(text: str, given: list[Entity], known: set[int]) -> list[Entity]:
    inside = _middles(text) if given else set()
    total = units(text)
    kept = []
    for entity in given:
        kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
        if not isinstance(entity.get("type"), str):
            raise bad_request('can\'t parse MessageEntity: Field "type" must be of type String')
        for name, value in (("offset", offset), ("length", length)):
            if not isinstance(value, int) or isinstance(value, bool):
                raise bad_request(f'can\'t parse MessageEntity: Field "{name}" must be of type Number')
        assert isinstance(offset, int)
        assert isinstance(length, int)
        if kind not in GIVEN_TYPES:
            raise bad_request("can't parse MessageEntity: unsupported type specified")
        if offset < 0 or length <= 0:
            continue
        if offset in inside:
            raise bad_request(f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}")
        if offset + length in inside:
            raise bad_request(f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol")
        if offset + length > total:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {total}"
            )
        if shape := _shape(entity, known):
            kept.append(shape)
    return kept


def _shape(entity: Entity, known: set[int]) -> Entity | None:
    shape = {"type": entity["type"], "offset": entity["offset"], "length": entity["length"]}
    match entity["type"]:
        case "text_link":
            url = entity.get("url")
            if not isinstance(url, str) or not url:
                raise bad_request('can\'t parse MessageEntity: Field "url" must be of type String')
            shape["url"] = url
        case "text_mention":
            user = entity.get("user")
            if not isinstance(user, dict) or not isinstance(user.get("id"), int):
                raise bad_request('can\'t parse MessageEntity: Field "user" must be of type Object')
            if user["id"] not in known:
                return None
            shape["user"] = user["id"]
        case "pre" if entity.get("language"):
            shape["language"] = entity["language"]
        case "custom_emoji":
            # Only bots with a bought username may send these; others see the plain emoji.
            return None
    return shape


def _middles(text: str) -> set[int]:
    """The offsets that fall inside a surrogate pair."""
    middles, at = set(), 0
    for sign in text:
        if ord(sign) > 0xFFFF:
            middles.add(at + 1)
            at += 1
        at += 1
    return middles


def _clip(entity: Entity, lead: int, total: int) -> Entity | None:
    start = max(0, entity["offset"] - lead)
    end = min(total, entity["offset"] + entity["length"] - lead)
    return {**entity, "offset": start, "length": end - start} if end > start else None
