"""What counts as a command: slashes of both widths, the bot's name, plain words; and what does not."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Chat, Message, User

from handlers.words import Said, said_command, said_word, words_for
from tests.wire import BOT, DUSK, GROUP, TOKEN, Wire

WANG = User(id=5, is_bot=False, first_name="王大妈")


def message(text: str | None, *, private: bool = True, reply_from: User | None = None) -> Message:
    chat = Chat(id=5, type="private") if private else Chat(id=GROUP, type="supergroup")
    over = Message(message_id=1, date=DUSK, chat=chat, from_user=reply_from, text="x") if reply_from else None
    return Message(message_id=2, date=DUSK, chat=chat, from_user=WANG, text=text, reply_to_message=over)


async def heard(name: str, said: Message) -> str | None:
    nothing_asked = FSMContext(MemoryStorage(), StorageKey(BOT.id, said.chat.id, WANG.id))
    found = await Said(name)(said, Bot(TOKEN, session=Wire()), nothing_asked, DUSK)
    return found["argument"] if isinstance(found, dict) else None


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        ("/call", ""),
        ("/call 明早6点收土豆", "明早6点收土豆"),
        ("/call\n明早6点\n收土豆", "明早6点\n收土豆"),
        ("／call 明早6点", "明早6点"),
        ("/CALL@Yihu_Bot 明早6点", "明早6点"),
        ("  /call  明早6点 ", "明早6点"),
        ("发布 明早6点", "明早6点"),
        ("发布：明早6点", "明早6点"),
        ("发布\u3000明早6点", "明早6点"),
        ("发布", ""),
        ("发布明早6点收土豆", "明早6点收土豆"),
        ("call tomorrow 6am", "tomorrow 6am"),
        ("Call", ""),
    ],
)
async def test_it_is_heard_as_a_call(text: str, argument: str) -> None:
    assert await heard("call", message(text)) == argument


@pytest.mark.parametrize(
    "text",
    ["/calls", "/call@other_bot x", "/callx", "发布了吗", "calling you", "我要发布", "", None, "/", "／", "/ call"],
)
async def test_it_is_not_heard_as_a_call(text: str | None) -> None:
    assert await heard("call", message(text)) is None


@pytest.mark.parametrize("text", ["名单", "名单。", "名单！", "roster", "/roster"])
async def test_a_word_may_stand_alone(text: str) -> None:
    assert await heard("roster", message(text)) == ""


@pytest.mark.parametrize("text", ["反馈很好，下次还来", "签到的人真多", "帮助别人是好事", "helpful"])
async def test_a_sentence_that_only_begins_like_a_command_is_none(text: str) -> None:
    for name in ("feedback", "checkin", "help"):
        assert await heard(name, message(text)) is None


async def test_in_a_group_plain_words_count_only_in_reply_to_the_bot() -> None:
    assert await heard("roster", message("名单", private=False)) is None
    assert await heard("roster", message("名单", private=False, reply_from=WANG)) is None
    assert await heard("roster", message("名单", private=False, reply_from=BOT)) == ""
    assert await heard("roster", message("/roster", private=False)) == ""


def test_the_words_promised_in_chinese_are_all_known() -> None:
    promised = {
        "call": "发布",
        "calls": "召集",
        "roster": "名单",
        "checkin": "签到",
        "feedback": "反馈",
        "digest": "简报",
        "summary": "摘要",
        "export": "导出",
        "help": "帮助",
    }
    assert all(word in words_for(name) for name, word in promised.items())


def test_no_word_means_two_commands() -> None:
    names = (
        "call",
        "calls",
        "roster",
        "checkin",
        "feedback",
        "digest",
        "summary",
        "export",
        "help",
        "status",
        "language",
    )
    words = [word for name in names for word in words_for(name)]
    assert len(words) == len(set(words))


def test_a_command_without_words_has_only_its_slash() -> None:
    assert words_for("setup") == ()
    assert said_word("setup", "setup") is None
    assert said_command("/setup", "yihu_bot") == ("setup", "")
