"""How the bot receives: polling, offsets, conflicts, privacy, members coming and going."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from aiogram import Bot

from sandbox.server import Sandbox
from tests.sandbox.conftest import StillDial, Wire


async def test_an_update_comes_again_until_a_later_one_is_asked_for(wire: Wire) -> None:
    wire.sandbox.stage.open_bot("wang", "hello")
    first = await wire.result("getUpdates")
    again = await wire.result("getUpdates")
    assert first == again
    assert first[0]["message"]["text"] == "/start hello"
    assert await wire.result("getUpdates", offset=first[0]["update_id"]) == first
    assert await wire.result("getUpdates", offset=first[0]["update_id"] + 1) == []
    assert await wire.result("getUpdates") == []


async def test_a_negative_offset_keeps_the_last_and_forgets_the_rest(wire: Wire) -> None:
    for word in ("一", "二", "三"):
        wire.sandbox.stage.say("wang", wire.sandbox.stage.person("wang").id, word)
    last = await wire.result("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in last] == ["三"]
    assert await wire.result("getUpdates") == last


async def test_a_limit_leaves_the_rest_for_later(wire: Wire) -> None:
    for word in ("一", "二", "三"):
        wire.sandbox.stage.say("wang", wire.sandbox.stage.person("wang").id, word)
    assert len(await wire.result("getUpdates", limit=2)) == 2
    assert wire.sandbox.stage.updates.pending == 3


async def test_a_long_poll_wakes_with_the_first_word(sandbox: Sandbox, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await sandbox.stage.updates.polled()
    sandbox.stage.open_bot("wang")
    (update,) = await poll
    assert update.message
    assert update.message.from_user
    assert update.message.from_user.full_name == "王大妈"
    assert update.message.chat.type == "private"
    assert update.message.date == sandbox.dial.now()


async def test_a_second_poll_ends_the_first_with_a_conflict(wire: Wire) -> None:
    first = asyncio.create_task(wire.refusal("getUpdates", timeout=30))
    await wire.sandbox.stage.updates.polled()
    second = asyncio.create_task(wire.result("getUpdates", timeout=30))
    assert await first == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    wire.sandbox.stage.open_bot("wang")
    assert len(await second) == 1


async def test_the_platform_forgets_an_update_after_a_day(wire: Wire, dial: StillDial) -> None:
    wire.sandbox.stage.open_bot("wang")
    dial.at += timedelta(hours=24)
    assert len(await wire.result("getUpdates")) == 1
    dial.at += timedelta(seconds=1)
    assert await wire.result("getUpdates") == []


async def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(wire: Wire) -> None:
    stage, group = wire.sandbox.stage, wire.sandbox.stage.village
    card = (await wire.result("sendMessage", chat_id=group.id, text="收土豆"))["message_id"]
    stage.say("wang", group, "今天天真好")
    stage.say("wang", group, "@yihu_sandbox_bot 你好")
    stage.say("wang", group, "/call@another_bot 收土豆")
    stage.say("wang", group, "请看 /call")
    talk = stage.say("li", group, "谁去？")
    stage.say("wang", group, "我去", reply_to=talk)
    assert await wire.updates() == []
    stage.say("han", group, "/call 明早6点收土豆")
    stage.say("han", group, "/help@Yihu_Sandbox_Bot")
    stage.say("wang", group, "报名", reply_to=card)
    heard = [update["message"] for update in await wire.updates()]
    assert [message["text"] for message in heard] == ["/call 明早6点收土豆", "/help@Yihu_Sandbox_Bot", "报名"]
    assert heard[0]["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]
    assert heard[2]["reply_to_message"]["text"] == "收土豆"


async def test_an_admin_bot_hears_everything(wire: Wire) -> None:
    stage, group = wire.sandbox.stage, wire.sandbox.stage.village
    stage.set_place("han", group, stage.platform.bot_id, "administrator")
    stage.say("wang", group, "今天天真好")
    change, talk = await wire.updates()
    assert change["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert talk["message"]["text"] == "今天天真好"


async def test_coming_and_going_is_told_as_service_messages(wire: Wire) -> None:
    stage, group = wire.sandbox.stage, wire.sandbox.stage.village
    stage.leave("wang", group)
    stage.join("wang", group, by="han")
    left, came = [update["message"] for update in await wire.updates()]
    assert left["left_chat_member"]["first_name"] == "王大妈"
    assert [user["first_name"] for user in came["new_chat_members"]] == ["王大妈"]
    assert came["from"]["first_name"] == "韩书记"


async def test_chat_member_comes_only_to_an_admin_who_asked_for_it(wire: Wire) -> None:
    stage, group = wire.sandbox.stage, wire.sandbox.stage.village
    await wire.result("getUpdates", allowed_updates=["chat_member"])
    stage.leave("wang", group)
    assert await wire.updates() == []
    stage.set_place("han", group, stage.platform.bot_id, "administrator")
    stage.join("wang", group)
    (update,) = await wire.updates()
    assert update["chat_member"]["old_chat_member"]["status"] == "left"
    assert update["chat_member"]["new_chat_member"]["status"] == "member"


async def test_asked_kinds_stay_until_others_are_asked_for(wire: Wire) -> None:
    stage = wire.sandbox.stage
    await wire.result("getUpdates", allowed_updates=["callback_query"])
    stage.open_bot("wang")
    assert await wire.updates() == []
    await wire.result("getUpdates", allowed_updates=[])
    stage.open_bot("wang")
    assert len(await wire.updates()) == 1


async def test_a_block_and_its_end_are_told(wire: Wire) -> None:
    stage = wire.sandbox.stage
    stage.open_bot("wang")
    stage.block_bot("wang")
    stage.open_bot("wang")
    kinds = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in await wire.updates()
        if "my_chat_member" in update
    ]
    assert kinds == ["kicked", "member"]


async def test_a_new_group_greets_the_bot(wire: Wire) -> None:
    group = wire.sandbox.stage.create_group("wang", "广场舞", ["li"])
    added, greeted = await wire.updates()
    assert added["my_chat_member"]["chat"]["title"] == "广场舞"
    assert added["my_chat_member"]["from"]["first_name"] == "王大妈"
    assert greeted["message"]["new_chat_members"][0]["is_bot"]
    assert group.id < -1_001_900_000_000


async def test_an_upgraded_group_has_a_new_id_and_the_old_one_says_so(wire: Wire) -> None:
    stage = wire.sandbox.stage
    old = stage.create_group("han", "老群", ["wang"], small=True)
    await wire.updates()
    new = stage.migrate(old)
    told = [update["message"] for update in await wire.updates()]
    assert (told[0]["chat"]["id"], told[0]["migrate_to_chat_id"]) == (old.id, new.id)
    assert (told[1]["chat"]["id"], told[1]["migrate_from_chat_id"]) == (new.id, old.id)
    refused = await wire.call("sendMessage", chat_id=old.id, text="还在吗")
    assert refused["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refused["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await wire.result("sendMessage", chat_id=new.id, text="在"))["chat"]["type"] == "supergroup"
    assert stage.say("wang", old, "我也在").chat == new.id
