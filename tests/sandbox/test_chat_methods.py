"""What the bot can ask about chats and members, and what it can say about itself."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
)

from sandbox.commands import commands_for
from sandbox.server import Sandbox
from tests.sandbox.conftest import Wire


async def test_the_village_group_has_its_cast(sandbox: Sandbox, bot: Bot) -> None:
    group = sandbox.stage.village
    chat = await bot.get_chat(group.id)
    assert (chat.type, chat.title) == ("supergroup", "柳沟村志愿服务群")
    assert await bot.get_chat_member_count(group.id) == 37
    admins = await bot.get_chat_administrators(group.id)
    assert {(admin.user.full_name, admin.status) for admin in admins} == {
        ("韩书记", "creator"),
        ("刘主任", "administrator"),
    }
    people = list(sandbox.stage.memory.people.values())
    kinds = [person.kind for person in people]
    assert [kinds.count(kind) for kind in ("operator", "official", "worker", "villager")] == [1, 3, 2, 30]
    assert len({person.name for person in people}) == 36


async def test_a_members_place_is_told(sandbox: Sandbox, bot: Bot) -> None:
    stage, group = sandbox.stage, sandbox.stage.village
    wang = stage.person("wang").id
    assert (await bot.get_chat_member(group.id, wang)).status == "member"
    stage.set_place("han", group, "wang", "restricted")
    assert (await bot.get_chat_member(group.id, wang)).status == "restricted"
    stage.set_place("han", group, "wang", "kicked")
    assert (await bot.get_chat_member(group.id, wang)).status == "kicked"
    stranger = stage.add_person("wu", "吴路过")
    assert (await bot.get_chat_member(group.id, stranger.id)).status == "left"
    assert (await bot.get_chat_member(group.id, bot.id)).status == "member"
    with pytest.raises(TelegramBadRequest, match="user not found"):
        await bot.get_chat_member(group.id, 12)
    with pytest.raises(TelegramBadRequest, match="invalid user_id specified"):
        await bot.get_chat_member(group.id, 0)


async def test_private_chats_have_no_administrators_and_strange_groups_no_answer(sandbox: Sandbox, bot: Bot) -> None:
    stage = sandbox.stage
    stage.open_bot("wang")
    with pytest.raises(TelegramBadRequest, match="there are no administrators in the private chat"):
        await bot.get_chat_administrators(stage.person("wang").id)
    group = stage.create_group("wang", "没有机器人的群", bot=False)
    with pytest.raises(TelegramForbiddenError, match="bot is not a member of the supergroup chat"):
        await bot.get_chat(group.id)


async def test_pinning_in_a_group_needs_an_admin(sandbox: Sandbox, bot: Bot) -> None:
    stage, group = sandbox.stage, sandbox.stage.village
    card = await bot.send_message(group.id, "收土豆")
    with pytest.raises(TelegramBadRequest, match="not enough rights to manage pinned messages in the chat"):
        await bot.pin_chat_message(group.id, card.message_id)
    stage.set_place("han", group, bot.id, "administrator")
    assert await bot.pin_chat_message(group.id, card.message_id)
    pinned = (await bot.get_chat(group.id)).pinned_message
    assert pinned
    assert pinned.message_id == card.message_id
    assert await bot.unpin_chat_message(group.id)
    assert (await bot.get_chat(group.id)).pinned_message is None


async def test_commands_are_kept_by_scope_and_language_and_the_narrowest_is_shown(sandbox: Sandbox, bot: Bot) -> None:
    memory, group = sandbox.stage.memory, sandbox.stage.village
    han, wang, peng = (sandbox.stage.person(key) for key in ("han", "wang", "peng"))
    private = sandbox.stage.private(wang)

    def shown(*names: str) -> list[BotCommand]:
        return [BotCommand(command=name, description=name) for name in names]

    await bot.set_my_commands(shown("help"))
    assert [c["command"] for c in commands_for(memory, wang, group)] == ["help"]
    await bot.set_my_commands(shown("call"), scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands(shown("status"), scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(shown("hujiao"), scope=BotCommandScopeAllGroupChats(), language_code="zh")
    await bot.set_my_commands(shown("setup"), scope=BotCommandScopeChatAdministrators(chat_id=group.id))
    assert [c["command"] for c in commands_for(memory, wang, group)] == ["hujiao"]
    assert [c["command"] for c in commands_for(memory, peng, group)] == ["call"]
    assert [c["command"] for c in commands_for(memory, han, group)] == ["setup"]
    assert [c["command"] for c in commands_for(memory, wang, private)] == ["status"]
    member = BotCommandScopeChatMember(chat_id=group.id, user_id=wang.id)
    await bot.set_my_commands(shown("roster"), scope=member)
    assert [c["command"] for c in commands_for(memory, wang, group)] == ["roster"]
    assert await bot.delete_my_commands(scope=member)
    assert await bot.get_my_commands(scope=member) == []
    assert [c["command"] for c in commands_for(memory, wang, group)] == ["hujiao"]
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await bot.set_my_commands(shown("发布"))


async def test_name_and_descriptions_are_kept_by_language(bot: Bot) -> None:
    assert (await bot.get_my_name()).name == "一呼"
    await bot.set_my_description("一呼百应")
    await bot.set_my_description("One call", language_code="en")
    await bot.set_my_short_description("村里的大喇叭")
    assert (await bot.get_my_description()).description == "一呼百应"
    assert (await bot.get_my_description(language_code="en")).description == "One call"
    assert (await bot.get_my_short_description(language_code="en")).short_description == "村里的大喇叭"
    with pytest.raises(TelegramBadRequest, match="too long"):
        await bot.set_my_name("一" * 65)


async def test_an_action_shown_needs_an_open_door(wire: Wire) -> None:
    wang = wire.sandbox.stage.person("wang").id
    refused = await wire.refusal("sendChatAction", chat_id=wang, action="typing")
    assert refused == "Forbidden: bot can't initiate conversation with a user"
    wire.sandbox.stage.open_bot("wang")
    assert await wire.result("sendChatAction", chat_id=wang, action="typing")
