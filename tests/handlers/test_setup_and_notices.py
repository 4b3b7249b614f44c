"""A group becomes a village; the bot comes and goes; the group moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.calls import CallId
from domain.people import Person, Role, UserId
from domain.promises import Kind, Promise
from domain.signups import SignupState, Source
from storage import calls, outbox, people, signups, tables, villages
from storage.tx import Tx
from tests.wire import ANONYMOUS, BOT, DUSK, GROUP, Stage, on_stage

LIN, HAN, WANG, ZHOU = 9, 1, 2, 3


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with on_stage(database_url, operators=frozenset({LIN})) as stage:
        stage.wire.seats[(GROUP, HAN)] = "creator"
        yield stage


async def a_call(tx: Tx, by: Person) -> int:
    call = await calls.add_draft(
        tx, village_id=by.village_id, number=1, zone="Asia/Shanghai", created_by=by.id, now=DUSK, meet_at=DUSK
    )
    await calls.amend(tx, call, state="open")
    card = await calls.add_card(tx, call, GROUP, None)
    await calls.card_is(tx, card.id, 77)
    return card.id


async def waiting(stage: Stage) -> list[tuple[str, int]]:
    async def rows(tx: Tx) -> list[tuple[str, int]]:
        found = await tx.all(select(tables.outbox.c.kind, tables.outbox.c.chat_id).order_by(tables.outbox.c.id))
        return [(row.kind, row.chat_id) for row in found]

    return await stage.store.read(rows)


async def test_the_creator_sets_up_the_group_and_is_its_first_official(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    await han.says("/setup")
    village = await stage.store.read(villages.of_chat, GROUP)
    assert village is not None
    assert (village.title, village.zone, village.language) == ("柳沟村志愿服务群", "Asia/Shanghai", "zh")
    assert (await stage.store.read(people.memberships, UserId(HAN)))[0].role is Role.OFFICIAL
    assert len(stage.bot_lines()) == 1
    assert "韩书记" in stage.bot_lines()[0]
    assert "/role" in stage.bot_lines()[0]
    assert "/call" in stage.bot_lines()[0]


async def test_the_operator_sets_up_a_group_and_stays_outside(stage: Stage) -> None:
    lin = stage.person(LIN, "林站长")
    await lin.says("/setup@Yihu_Bot")
    assert await stage.store.read(villages.of_chat, GROUP)
    assert await stage.store.read(people.memberships, UserId(LIN)) == []


async def test_an_ordinary_member_cannot_set_up(stage: Stage) -> None:
    wang = stage.person(WANG, "王大妈")
    await wang.says("/setup")
    assert await stage.store.read(villages.of_chat, GROUP) is None
    assert "群主" in stage.bot_lines()[-1]


async def test_who_the_platform_does_not_know_cannot_set_up(stage: Stage) -> None:
    stranger = stage.person(77, "外人")
    del stage.wire.seats[(GROUP, 77)]
    await stranger.says("/setup")
    assert await stage.store.read(villages.of_chat, GROUP) is None


async def test_villagers_who_try_setup_in_a_group_nobody_set_up_are_answered_once(stage: Stage) -> None:
    wang, li = stage.person(WANG, "王大妈"), stage.person(WANG + 900, "李婶")
    stage.wire.seats[(GROUP, WANG)] = stage.wire.seats[(GROUP, WANG + 900)] = "member"
    await wang.says("/setup")
    await li.says("/setup")
    await wang.says("/setup")
    assert len(stage.bot_lines()) == 1


async def test_a_second_setup_says_so_and_changes_nothing(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    zhao = stage.person(5, "赵会计")
    stage.wire.seats[(GROUP, 5)] = "administrator"
    await han.says("/setup")
    await zhao.says("/setup")
    assert "已经设好" in stage.bot_lines()[-1]
    assert await stage.store.read(people.memberships, UserId(5)) == []


async def test_setup_in_private_says_where_it_belongs(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    await han.writes("/setup")
    assert "群里" in han.last


async def test_an_anonymous_administrator_is_told_to_write_as_himself_and_sets_nothing_up(stage: Stage) -> None:
    stage.wire.seats[(GROUP, ANONYMOUS.id)] = "administrator"
    nobody = stage.person(ANONYMOUS.id, "Group")
    await nobody.says("/setup", from_user=ANONYMOUS)
    assert await stage.store.read(villages.of_chat, GROUP) is None
    assert "匿名" in stage.bot_lines()[-1]


async def test_a_group_that_nobody_set_up_hears_one_line_a_day_and_no_more(stage: Stage) -> None:
    wang = stage.person(WANG, "王大妈")
    for text in ("/call 明早6点收土豆", "/help", "/start", "／roster", "你好"):
        await wang.says(text)
    assert len(stage.bot_lines()) == 1
    stage.now = DUSK + timedelta(hours=24)
    await wang.says("/help")
    assert len(stage.bot_lines()) == 2


async def test_plain_talk_in_a_group_that_nobody_set_up_is_not_answered(stage: Stage) -> None:
    wang = stage.person(WANG, "王大妈")
    await wang.says("帮助")
    await wang.says("/help@another_bot")
    assert stage.bot_lines() == []


async def test_the_bot_says_one_line_when_it_is_put_into_a_group(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    await stage.bot_seat("left", "member", by=han)
    assert "/setup" in stage.bot_lines()[0]
    await han.says("/help")
    assert len(stage.bot_lines()) == 1


async def test_a_group_where_the_bot_may_not_write_is_no_mishap(stage: Stage) -> None:
    stage.wire.out_of.add(GROUP)
    await stage.bot_seat("left", "member", by=stage.person(HAN, "韩书记"))
    assert stage.bot_lines() == []


async def test_made_an_administrator_the_bot_stays_quiet(stage: Stage) -> None:
    await stage.bot_seat("member", "administrator", by=stage.person(HAN, "韩书记"))
    assert stage.bot_lines() == []


async def test_removed_the_village_waits_and_its_officials_and_the_operators_are_told(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    await han.says("/setup")
    await stage.bot_seat("member", "kicked", by=han)
    assert sorted(await waiting(stage)) == sorted([("operator", LIN), ("operator", HAN)])
    assert await stage.store.read(_left_at) == stage.now


async def test_back_in_the_group_its_open_cards_are_posted_afresh(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    await han.says("/setup")
    card = await stage.store.write(a_call, (await stage.store.read(people.memberships, UserId(HAN)))[0])
    await stage.bot_seat("kicked", "member", by=han)
    found = await stage.store.read(calls.get_card, card)
    assert found is not None
    assert found.message_id is None
    assert await waiting(stage) == [("card", GROUP)]
    assert await stage.store.read(_left_at) is None
    assert len(stage.bot_lines()) == 1  # the welcome of the set-up, nothing for the return


async def _left_at(tx: Tx) -> datetime | None:
    return await tx.value(select(tables.village.c.left_at))  # type: ignore[no-any-return]


async def test_a_group_that_becomes_a_supergroup_keeps_its_village_calls_and_letters(stage: Stage) -> None:
    han, new = stage.person(HAN, "韩书记"), -100999
    await han.says("/setup")
    me = (await stage.store.read(people.memberships, UserId(HAN)))[0]
    card = await stage.store.write(a_call, me)

    async def a_mention(tx: Tx) -> None:
        await outbox.promise(tx, [Promise(Kind.MENTION, "mention:1:soon:1", GROUP, DUSK)])

    await stage.store.write(a_mention)
    await stage.notice(by=han.user, migrate_to_chat_id=new)
    village = await stage.store.read(villages.of_chat, new)
    assert village is not None
    assert await stage.store.read(villages.of_chat, GROUP) is None
    found = await stage.store.read(calls.get_card, card)
    assert found is not None
    assert (found.chat_id, found.message_id) == (new, None)
    assert sorted(await waiting(stage)) == [("card", new), ("mention", new)]
    # The same news from the new group, told in the name of an anonymous administrator, changes nothing.
    await stage.notice(chat=new, by=ANONYMOUS, migrate_from_chat_id=GROUP)
    assert await stage.store.read(villages.of_chat, new) == village


async def test_the_news_from_the_new_group_alone_moves_the_village(stage: Stage) -> None:
    await stage.person(HAN, "韩书记").says("/setup")
    await stage.notice(chat=-100999, by=ANONYMOUS, migrate_from_chat_id=GROUP)
    assert await stage.store.read(villages.of_chat, -100999)


async def test_a_move_onto_another_village_is_refused_whole(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    stage.wire.seats[(-1002, HAN)] = "creator"
    await han.says("/setup")
    await han.says("/setup", chat=-1002)
    await stage.notice(by=han.user, migrate_to_chat_id=-1002)
    assert await stage.store.read(villages.of_chat, GROUP)
    assert await stage.store.read(villages.of_chat, -1002)


async def test_who_leaves_frees_their_place_and_an_official_loses_the_role(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    await han.says("/setup")
    me = (await stage.store.read(people.memberships, UserId(HAN)))[0]
    call = await stage.store.write(on_a_call_tomorrow, me)
    await stage.notice(by=ANONYMOUS, left_chat_member=han.user)
    assert (await stage.store.read(signups.of_call, call))[0].state is SignupState.WITHDRAWN
    assert await stage.store.read(people.memberships, UserId(HAN)) == []
    # Told twice, it happens once; and coming back restores nothing.
    await stage.notice(by=han.user, left_chat_member=han.user)
    await stage.notice(by=han.user, new_chat_members=[han.user])
    back = await stage.store.write(people.belong, me.village_id, UserId(HAN), "韩书记")
    assert back.role is None
    assert (await stage.store.read(signups.of_call, call))[0].state is SignupState.WITHDRAWN


async def on_a_call_tomorrow(tx: Tx, by: Person) -> CallId:
    """An open call with `by` on its list."""
    call = await calls.add_draft(
        tx,
        village_id=by.village_id,
        number=1,
        zone="Asia/Shanghai",
        created_by=by.id,
        now=DUSK,
        title="收土豆",
        meet_at=DUSK + timedelta(hours=10),
        meet_local=DUSK.replace(tzinfo=None) + timedelta(hours=18),
        place="志愿者菜园",
        needed=20,
    )
    await calls.amend(tx, call, state="open")
    await signups.enter(
        tx,
        call_id=call,
        person_id=by.id,
        party=1,
        state=SignupState.CONFIRMED,
        source=Source.BUTTON,
        entered_by=by.id,
        now=DUSK,
    )
    return call


async def test_a_social_worker_put_out_of_the_group_keeps_the_role(stage: Stage) -> None:
    han, zhou, lin = stage.person(HAN, "韩书记"), stage.person(ZHOU, "周社工"), stage.person(LIN, "林站长")
    await han.says("/setup")
    await lin.says("/role worker", to=await zhou.says("大家好"))
    await stage.notice(by=han.user, left_chat_member=zhou.user)
    assert (await stage.store.read(people.memberships, UserId(ZHOU)))[0].role is Role.WORKER


async def test_the_bot_itself_leaving_is_not_a_person_leaving(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    await han.says("/setup")
    await stage.notice(by=han.user, left_chat_member=BOT)
    await stage.notice(by=han.user, left_chat_member=stage.person(88, "生人").user)
    assert len(await stage.store.read(people.memberships, UserId(HAN))) == 1


async def test_who_blocks_the_bot_is_out_of_reach_until_they_come_back(stage: Stage) -> None:
    han = stage.person(HAN, "韩书记")
    await han.says("/setup")
    await han.writes("/start")
    await stage.bot_seat("member", "kicked", by=han, chat=HAN)
    assert not (await stage.store.read(people.memberships, UserId(HAN)))[0].reachable
    await stage.bot_seat("kicked", "member", by=han, chat=HAN)
    assert (await stage.store.read(people.memberships, UserId(HAN)))[0].reachable
