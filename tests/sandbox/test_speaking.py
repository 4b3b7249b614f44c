"""How the bot speaks: texts, entities, keyboards, files, and the platform's refusals."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
    User,
)

from sandbox import queries
from sandbox.server import Sandbox
from tests.sandbox.conftest import StillDial, Wire


def buttons(*labels: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=label, callback_data=f"tap:{label}") for label in labels]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def test_a_text_stands_in_the_chat_it_was_sent_to(sandbox: Sandbox, bot: Bot) -> None:
    group = sandbox.stage.village
    sent = await bot.send_message(group.id, "  明早收土豆 \n", reply_markup=buttons("报名"))
    assert (sent.text, sent.chat.id, sent.date) == ("明早收土豆", group.id, sandbox.dial.now())
    assert [message.text for message in sandbox.stage.reads("wang", group)] == ["明早收土豆"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: message text is empty"),
        ({"text": "好" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"text": "a", "chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"text": "a", "chat_id": 5}, "Bad Request: chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"text": "a", "parse_mode": "HTML"}, "Not Implemented: the sandbox does not model parse_mode"),
        ({"text": "a", "message_thread_id": 3}, "Bad Request: message thread not found"),
        (
            {"text": "a", "reply_parameters": {"message_id": 99}},
            "Bad Request: message to be replied not found",
        ),
        ({"text": "a", "reply_markup": "{oops"}, "Bad Request: can't parse reply markup JSON object"),
        ({"text": "a", "reply_markup": {}}, None),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "Bad Request: entity beginning at",
        ),
        (
            {"text": "😀", "entities": [{"type": "bold", "offset": 1, "length": 1}]},
            "Bad Request: entity begins in a middle",
        ),
        (
            {"text": "a", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
            "Bad Request: can't parse MessageEntity",
        ),
        ({"text": "\ud800"}, "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_what_is_wrong_with_a_text_is_said_in_the_platforms_words(
    wire: Wire, fields: dict[str, object], why: str | None
) -> None:
    body = await wire.call("sendMessage", **{"chat_id": wire.sandbox.stage.village.id, **fields})
    if why is None:
        assert body["ok"]
    else:
        assert body["description"].startswith(why)
        assert wire.sandbox.stage.reads("wang", wire.sandbox.stage.village) == []


async def test_4096_units_just_fit(wire: Wire) -> None:
    sent = await wire.result("sendMessage", chat_id=wire.sandbox.stage.village.id, text="😀" * 2048)
    assert len(sent["text"]) == 2048


async def test_entities_are_measured_in_utf_16(sandbox: Sandbox, bot: Bot) -> None:
    wang = sandbox.stage.person("wang")
    user = User(id=wang.id, is_bot=False, first_name="x")
    given = [
        MessageEntity(type="bold", offset=3, length=2),
        MessageEntity(type="text_mention", offset=6, length=3, user=user),
        MessageEntity(type="text_mention", offset=0, length=1, user=User(id=12, is_bot=False, first_name="?")),
    ]
    sent = await bot.send_message(sandbox.stage.village.id, " 🥔土豆 王大妈 /help", entities=given)
    assert sent.entities
    assert [(entity.type, entity.extract_from(sent.text or "")) for entity in sent.entities] == [
        ("bold", "土豆"),
        ("text_mention", "王大妈"),
        ("bot_command", "/help"),
    ]
    assert sent.entities[1].user
    assert sent.entities[1].user.first_name == "王大妈"


@pytest.mark.parametrize(
    ("button", "why"),
    [
        ({"text": "报名", "callback_data": "x" * 65}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "报名", "callback_data": "名" * 22}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "报名", "callback_data": ""}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"text": "报名"}, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed"),
        ({"text": " ", "callback_data": "x"}, "Bad Request: can't parse inline keyboard button"),
        ({"text": "去", "url": "javascript:alert(1)"}, "Bad Request: inline keyboard button URL"),
        ({"text": "去", "web_app": {"url": "https://x.org"}}, "Not Implemented"),
        ({"text": "报名", "callback_data": "x" * 64}, None),
    ],
)
async def test_buttons_are_checked(wire: Wire, button: dict[str, object], why: str | None) -> None:
    keyboard = {"inline_keyboard": [[button]]}
    fields = {"chat_id": wire.sandbox.stage.village.id, "text": "a", "reply_markup": keyboard}
    body = await wire.call("sendMessage", **fields)
    assert body["ok"] if why is None else body["description"].startswith(why)


async def test_the_bot_may_not_speak_first_nor_through_a_closed_door(sandbox: Sandbox, bot: Bot) -> None:
    stage, wang = sandbox.stage, sandbox.stage.person("wang")
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(wang.id, "在吗")
    stage.open_bot("wang")
    await bot.send_message(wang.id, "在吗")
    stage.block_bot("wang")
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(wang.id, "在吗")
    stage.open_bot("wang")
    await bot.send_message(wang.id, "在吗")


async def test_the_bot_does_not_speak_where_it_was_thrown_out_left_or_muted(sandbox: Sandbox, bot: Bot) -> None:
    stage, group = sandbox.stage, sandbox.stage.village
    stage.set_place("han", group, stage.platform.bot_id, "restricted")
    with pytest.raises(TelegramBadRequest, match="not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "在吗")
    stage.remove_bot("han", group)
    with pytest.raises(TelegramForbiddenError, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "在吗")
    stage.add_bot("han", group)
    await bot.leave_chat(group.id)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "在吗")


async def test_an_edit_that_changes_nothing_is_refused(sandbox: Sandbox, bot: Bot) -> None:
    group = sandbox.stage.village
    card = await bot.send_message(group.id, "7/20", reply_markup=buttons("报名"))
    edited = await bot.edit_message_text(
        "8/20", chat_id=group.id, message_id=card.message_id, reply_markup=buttons("报名")
    )
    assert not isinstance(edited, bool)
    assert edited.edit_date
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message content"):
        await bot.edit_message_text("8/20 ", chat_id=group.id, message_id=card.message_id, reply_markup=buttons("报名"))
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(chat_id=group.id, message_id=card.message_id, reply_markup=buttons("报名"))
    await bot.edit_message_text("8/20", chat_id=group.id, message_id=card.message_id)
    assert sandbox.stage.reads("wang", group)[-1].buttons == []


async def test_only_the_bots_own_messages_that_exist_can_be_edited(sandbox: Sandbox, bot: Bot) -> None:
    group = sandbox.stage.village
    said = sandbox.stage.say("wang", group, "我来")
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("他来", chat_id=group.id, message_id=said.id)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("他来", chat_id=group.id, message_id=999)


async def test_deleting_has_its_limits(sandbox: Sandbox, bot: Bot, dial: StillDial) -> None:
    group = sandbox.stage.village
    said = sandbox.stage.say("wang", group, "我来")
    card = await bot.send_message(group.id, "收土豆")
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(group.id, said.id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(group.id, 999)
    assert await bot.delete_messages(group.id, [said.id, card.message_id, 999])
    assert [message.id for message in sandbox.stage.reads("wang", group)] == [said.id]
    old = await bot.send_message(group.id, "旧")
    dial.at += timedelta(hours=48, seconds=1)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(group.id, old.message_id)


async def test_a_tap_is_answered_once(sandbox: Sandbox, bot: Bot) -> None:
    stage, group = sandbox.stage, sandbox.stage.village
    card = await bot.send_message(group.id, "收土豆", reply_markup=buttons("报名"))
    tap = asyncio.create_task(stage.tap("wang", group, card.message_id, row=0, col=0))
    (update,) = await bot.get_updates(timeout=5)
    query = update.callback_query
    assert query
    assert query.message
    assert (query.data, query.from_user.full_name) == ("tap:报名", "王大妈")
    assert query.message.message_id == card.message_id
    assert await bot.answer_callback_query(query.id, "报上了", show_alert=True)
    toast = await tap
    assert toast
    assert (toast.text, toast.alert) == ("报上了", True)
    for late in (query.id, "12", ""):
        with pytest.raises(
            TelegramBadRequest, match="query is too old and response timeout expired or query ID is inv"
        ):
            await bot.answer_callback_query(late, "再来")


async def test_an_unanswered_tap_ends_without_a_toast(sandbox: Sandbox, bot: Bot) -> None:
    card = await bot.send_message(sandbox.stage.village.id, "收土豆", reply_markup=buttons("报名"))
    assert await sandbox.stage.tap("wang", sandbox.stage.village, card.message_id, "tap:报名", wait=0.01) is None


async def test_forwards_copies_replies_and_reactions(sandbox: Sandbox, bot: Bot) -> None:
    group = sandbox.stage.village
    said = sandbox.stage.say("wang", group, "我来")
    answer = await bot.send_message(group.id, "好", reply_parameters=ReplyParameters(message_id=said.id))
    assert answer.reply_to_message
    assert answer.reply_to_message.text == "我来"
    gone = ReplyParameters(message_id=999, allow_sending_without_reply=True)
    assert (await bot.send_message(group.id, "好", reply_parameters=gone)).reply_to_message is None
    assert (await bot.forward_message(group.id, group.id, said.id)).forward_origin
    copy = await bot.copy_message(group.id, group.id, said.id)
    assert sandbox.stage.reads("li", group)[-1].id == copy.message_id
    assert await bot.set_message_reaction(group.id, said.id, [ReactionTypeEmoji(emoji="👍")])
    with pytest.raises(TelegramBadRequest, match="REACTION_INVALID"):
        await bot.set_message_reaction(group.id, said.id, [ReactionTypeEmoji(emoji="🥔")])


async def test_an_answer_that_comes_too_late_is_refused(
    sandbox: Sandbox, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await bot.send_message(sandbox.stage.village.id, "收土豆", reply_markup=buttons("报名"))
    query_id = sandbox.stage.press("wang", sandbox.stage.village, card.message_id, "tap:报名")
    monkeypatch.setattr(queries, "ANSWERABLE_SECONDS", 0.0)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(query_id, "报上了")
