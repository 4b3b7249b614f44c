"""Bot API methods that change what is already there: edits, deletions, reactions, and the answer to a tap."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from sandbox.chats import Chat
from sandbox.desk import Desk, Method
from sandbox.entities import units
from sandbox.errors import bad_request, not_modelled
from sandbox.keyboards import checked_markup
from sandbox.messages import Message
from sandbox.methods_messages import read_caption, read_text
from sandbox.queries import Toast
from sandbox.shapes import Shape
from sandbox.wire import Call

DELETABLE_SECONDS = 48 * 3600
LONGEST_ANSWER = 200
REACTIONS = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳💯🤣⚡🍌🏆💔🤨😐🍓🍾💋😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡"
)


def _own(desk: Desk, call: Call) -> Message:
    """The bot's own message a call wants to edit."""
    if call.fields.get("inline_message_id"):
        raise not_modelled("inline messages")
    call.refuse("business_connection_id")
    message = desk.message(call, desk.speaking(call), "message to edit not found")
    if message.sender != desk.bot_id or message.service or message.origin:
        raise bad_request("message can't be edited")
    return message


def _changed(desk: Desk, message: Message, *, dated: bool = True, **parts: Any) -> Shape:
    """The edited message, if it is another than before."""
    if all(getattr(message, name) == value for name, value in parts.items()):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    if dated:
        parts["edited_at"] = desk.platform.seconds()
    return desk.shape(desk.platform.change(message, **parts))


async def edit_message_text(desk: Desk, call: Call) -> Shape:
    message = _own(desk, call)
    text, entities = read_text(desk, call)
    if message.file:
        raise bad_request("there is no text in the message to edit")
    return _changed(desk, message, text=text, entities=entities, markup=_markup(call))


async def edit_message_caption(desk: Desk, call: Call) -> Shape:
    message = _own(desk, call)
    caption, entities = read_caption(desk, call)
    if not message.file:
        raise bad_request("there is no caption in the message to edit")
    return _changed(desk, message, text=caption, entities=entities, markup=_markup(call))


async def edit_message_reply_markup(desk: Desk, call: Call) -> Shape:
    """Buttons alone: the message does not become "edited" for it."""
    return _changed(desk, _own(desk, call), dated=False, markup=_markup(call))


def _markup(call: Call) -> dict[str, Any] | None:
    markup = call.object("reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return checked_markup(markup)


async def delete_message(desk: Desk, call: Call) -> bool:
    chat = desk.speaking(call)
    message = desk.message(call, chat, "message to delete not found")
    if not _deletable(desk, chat, message):
        raise bad_request("message can't be deleted")
    desk.platform.remove(chat.id, [message.id])
    return True


async def delete_messages(desk: Desk, call: Call) -> bool:
    """Many at once; those that are gone or may not be deleted are passed over."""
    chat = desk.speaking(call)
    ids = call.structure("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100 or not all(isinstance(i, int) for i in ids):
        raise bad_request("message identifiers are not specified")
    there = [message for number in ids if (message := desk.memory.message(chat.id, number))]
    desk.platform.remove(chat.id, [message.id for message in there if _deletable(desk, chat, message)])
    return True


def _deletable(desk: Desk, chat: Chat, message: Message) -> bool:
    """An admin deletes anything in a supergroup; others their own, and in private the person's, for 48
    hours.
    """
    if chat.kind == "supergroup" and desk.memory.is_admin(chat.id, desk.bot_id):
        return True
    ours = message.sender == desk.bot_id or not chat.is_group
    return ours and desk.platform.seconds() - message.at <= DELETABLE_SECONDS


async def answer_callback_query(desk: Desk, call: Call) -> bool:
    text, url = call.text("text"), call.text("url")
    if units(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not _own_link(desk, url):
        raise bad_request("URL_INVALID")
    toast = Toast(text, call.flag("show_alert"), url or None)
    if not desk.stage.queries.answer(call.text("callback_query_id"), toast):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return True


def _own_link(desk: Desk, url: str) -> bool:
    """The only link an answer may open: t.me/<this bot>?start=…"""
    address = urlsplit(url)
    return address.hostname == "t.me" and address.path.strip("/").lower() == desk.memory.bot["username"].lower()


async def set_message_reaction(desk: Desk, call: Call) -> bool:
    message = desk.message(call, desk.speaking(call), "message to react not found")
    given = call.objects("reaction")
    emoji = tuple(str(reaction.get("emoji", "")) for reaction in given)
    if any(sign.rstrip("\ufe0f") not in REACTIONS or not sign for sign in emoji) or len(emoji) > 1:
        raise bad_request("REACTION_INVALID")
    if emoji != message.reactions:
        desk.platform.change(message, reactions=emoji)
    return True


METHODS: dict[str, Method] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
}
