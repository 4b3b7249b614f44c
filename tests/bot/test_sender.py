"""Every row of the outbox is sent, or ends where it can be seen; what each failure of the platform means for it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram.utils.formatting import Text
from sqlalchemy import insert, select, update

from bot.clock import TurnableClock
from bot.pacer import Limits
from domain.calls import CallState
from domain.people import Role, UserId
from domain.promises import Kind, Promise
from handlers.letters import Outgoing
from storage import calls, people, villages
from storage import outbox as rows
from storage.store import Store
from storage.tables import account, outbox
from storage.tx import Tx
from tests.bot.conftest import EVENING, OPERATOR, Running, until
from tests.faults import GROUP, Call, Telegram, bad_gateway, drop_after, drop_before, refuse, too_many
from usecases.people import arrive, block, unblock

ANN, BOB = 11, 12


async def reminder(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """A letter of these tests: says its number; a false one is no longer true; `mention` is its fallback."""
    if payload.get("false"):
        return None
    fallback = Outgoing(Text(f"@{payload['n']}"), to=GROUP) if payload.get("mention") else None
    return Outgoing(Text(f"letter {payload['n']}"), fallback=fallback)


WRITERS = {Kind.REMINDER: reminder, Kind.EVENING: reminder}


def letter(n: int, to: int = ANN, *, after: int = 0, expires: int | None = None, **payload: Any) -> Promise:
    """A promise due `after` minutes, worthless after `expires` minutes."""
    due = EVENING + timedelta(minutes=after)
    end = None if expires is None else EVENING + timedelta(minutes=expires)
    return Promise(Kind.REMINDER, f"letter:{n}", to, due, end, {"n": n, **payload})


async def row(tx: Tx, n: int) -> Any:
    return await tx.one(select(outbox).where(outbox.c.dedupe == f"letter:{n}"))


async def fate(store: Store, n: int) -> str | None:
    """How a row ended: sent, a fate, or None while it waits."""
    found = await store.read(row, n)
    return "sent" if found.sent_at else found.fate


async def ended(store: Store, n: int) -> str:
    return str(await until(lambda: fate(store, n)))


async def test_a_letter_goes_out_when_it_is_due_and_not_before(
    made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    await store.write(rows.promise, [letter(1), letter(2, after=30)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "sent"
        clock.turn(timedelta(minutes=29))
        await asyncio.sleep(0.05)
        assert telegram.texts(ANN) == ["letter 1"]
        clock.turn(timedelta(minutes=1))
        assert await ended(store, 2) == "sent"
        assert telegram.texts(ANN) == ["letter 1", "letter 2"]


async def test_a_letter_written_while_the_sender_waits_goes_out_at_once(
    made: Running, telegram: Telegram, store: Store
) -> None:
    async with made(writers=WRITERS):
        await asyncio.sleep(0.05)
        await store.write(rows.promise, [letter(1)])
        assert await ended(store, 1) == "sent"


async def test_an_expired_letter_is_not_sent_and_stays_to_be_seen(
    made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    await store.write(rows.promise, [letter(1, expires=30), letter(2, expires=31)])
    clock.turn(timedelta(minutes=30))
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "expired"
        assert await ended(store, 2) == "sent"
    assert telegram.texts(ANN) == ["letter 2"]


async def test_what_is_no_longer_true_is_not_said(made: Running, telegram: Telegram, store: Store) -> None:
    await store.write(rows.promise, [letter(1, false=1)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "untrue"
    assert telegram.texts(ANN) == []


async def test_a_row_that_cannot_be_read_is_set_aside_and_the_others_go_on(
    made: Running, telegram: Telegram, store: Store
) -> None:
    await store.write(rows.promise, [letter(1), letter(2), letter(3, BOB), letter(4)])
    await store.write(_spoil, 1, kind="from-the-future")
    await store.write(_spoil, 2, payload="{not json")
    await store.write(_spoil, 3, payload="{}")
    async with made(writers=WRITERS):
        assert await ended(store, 4) == "sent"
        assert [await ended(store, n) for n in (1, 2, 3)] == ["failed"] * 3
        await until(lambda: telegram.texts(OPERATOR))


async def _spoil(tx: Tx, /, n: int, **values: Any) -> None:
    await tx.run(update(outbox).where(outbox.c.dedupe == f"letter:{n}").values(**values))


async def test_a_429_is_obeyed_costs_no_attempt_and_holds_up_no_other_chat(
    made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    telegram.fail("sendMessage", too_many(7))
    await store.write(rows.promise, [letter(1)])
    async with made(writers=WRITERS) as app:
        await until(lambda: telegram.count("sendMessage") == 1)
        await store.write(rows.promise, [letter(2, BOB)])
        assert await ended(store, 2) == "sent"
        waiting = await store.read(row, 1)
        assert (waiting.attempts, waiting.sent_at) == (0, None)
        assert waiting.not_before >= EVENING + timedelta(seconds=7)
        assert app.pacer.wait_for(ANN) > 6


@pytest.mark.parametrize("fault", [bad_gateway, drop_after])
async def test_when_nobody_can_tell_a_reminder_is_sent_again(
    fault: Any, made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    telegram.fail("sendMessage", fault)
    await store.write(rows.promise, [letter(1)])
    async with made(writers=WRITERS):
        await until(lambda: telegram.texts(ANN) == ["letter 1"])
        await _given_back(store, 1)
        clock.turn(timedelta(seconds=10))
        assert await ended(store, 1) == "sent"
    assert telegram.texts(ANN) == ["letter 1", "letter 1"]
    assert (await store.read(row, 1)).attempts == 2


async def _given_back(store: Store, n: int) -> None:
    async def erred() -> bool:
        return (await store.read(row, n)).last_error is not None

    await until(erred)


async def test_when_nobody_can_tell_an_overview_is_dropped(made: Running, telegram: Telegram, store: Store) -> None:
    telegram.fail("sendMessage", bad_gateway)
    await store.write(rows.promise, [Promise(Kind.EVENING, "letter:1", ANN, EVENING, payload={"n": 1})])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "failed"
    assert telegram.texts(ANN) == ["letter 1"]


async def test_an_outage_costs_no_attempt_and_what_is_too_late_expires(
    made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    await store.write(rows.promise, [letter(1, expires=5), letter(2, BOB, expires=60)])
    port = telegram.port
    await telegram.__aexit__()
    async with made(writers=WRITERS) as app:
        await _given_back(store, 1)
        clock.turn(timedelta(minutes=10))
        telegram.port = port
        await telegram.__aenter__()
        app.sender._rest_until = 0.0
        assert await ended(store, 1) == "expired"
        assert await ended(store, 2) == "sent"
    assert (await store.read(row, 2)).attempts == 1


async def test_who_blocked_the_bot_is_marked_and_reached_by_the_group(
    made: Running, telegram: Telegram, store: Store
) -> None:
    await store.write(_known, ANN)
    telegram.fail("sendMessage", refuse(403, "Forbidden: bot was blocked by the user"))
    await store.write(rows.promise, [letter(1, mention=1)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "sent"
    assert telegram.texts(GROUP) == ["@1"]
    assert await store.read(_why, ANN) == (1, "blocked")


async def test_who_never_opened_a_chat_is_known_to_be_so(made: Running, telegram: Telegram, store: Store) -> None:
    await store.write(_known, ANN)
    telegram.fail("sendMessage", refuse(403, "Forbidden: bot can't initiate conversation with a user"))
    await store.write(rows.promise, [letter(1)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "unreachable"
    assert await store.read(_why, ANN) == (0, None)


async def _known(tx: Tx, user: int) -> None:
    await tx.run(insert(account).values(user_id=user, name="Ann", private=1))


async def _why(tx: Tx, user: int) -> tuple[int, str | None]:
    found = await tx.one(select(account).where(account.c.user_id == user))
    assert found is not None
    return found.private, found.unreachable


async def test_a_group_that_became_a_supergroup_gets_its_letters(
    made: Running, telegram: Telegram, store: Store
) -> None:
    telegram.fail("sendMessage", _upgraded(-100777))
    card = await store.write(_village_with_card, -5)
    await store.write(rows.promise, [letter(1, -5), letter(2, -5, after=60)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "sent"
    assert telegram.texts(-100777) == ["letter 1"]
    assert (await store.read(row, 2)).chat_id == -100777
    assert await store.read(_redrawn, card) == -100777


def _upgraded(new: int) -> Any:
    return refuse(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=new)


async def _village(tx: Tx, chat: int) -> Any:
    village = await villages.add(
        tx,
        chat_id=chat,
        thread_id=None,
        title="柳沟村",
        zone="Asia/Shanghai",
        language="zh",
        set_up_by=UserId(BOB),
        now=EVENING,
    )
    person = await people.belong(tx, village.id, UserId(BOB), "Bob")
    await people.set_role(tx, person.id, Role.OFFICIAL, by=UserId(BOB), now=EVENING)
    return village, person


async def _village_with_card(tx: Tx, chat: int) -> int:
    """An open call of a village, its card drawn and stored in the group."""
    village, person = await _village(tx, chat)
    call = await calls.add_draft(
        tx, village_id=village.id, number=1, zone=village.zone, created_by=person.id, now=EVENING, meet_at=EVENING
    )
    await calls.amend(tx, call, state=CallState.OPEN)
    card = await calls.add_card(tx, call, chat, None)
    await calls.card_is(tx, card.id, 7)
    return card.id


async def _redrawn(tx: Tx, card: int) -> int | None:
    """Where a card is promised to be drawn anew."""
    return await tx.value(select(outbox.c.chat_id).where(outbox.c.dedupe == f"card:{card}"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("known", [False, True])
async def test_a_group_that_became_nobodys_or_another_village_is_not_asked_again(
    known: bool, made: Running, telegram: Telegram, store: Store
) -> None:
    if known:
        await store.write(_village, -5)
        await store.write(_village, -100777)
    telegram.always("sendMessage", _upgraded(-100777))
    await store.write(rows.promise, [letter(1, -5)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "unreachable"
    assert telegram.count("sendMessage") == 1


async def test_a_group_that_threw_the_bot_out_is_written_to_no_more_and_its_officials_are_told(
    made: Running, telegram: Telegram, store: Store
) -> None:
    await store.write(_village, GROUP)
    telegram.fail("sendMessage", refuse(403, "Forbidden: bot was kicked from the supergroup chat"))
    await store.write(rows.promise, [letter(1, GROUP), letter(2, GROUP)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "unreachable"
        assert await ended(store, 2) == "unreachable"
        await until(lambda: telegram.texts(BOB) and telegram.texts(OPERATOR))
    assert telegram.texts(GROUP) == []
    assert sum(call.chat == GROUP for call in telegram.calls if call.method == "sendMessage") == 1
    assert len(telegram.texts(BOB)) == 1


async def test_where_the_bot_is_muted_its_officials_hear_of_it_once_a_day(
    made: Running, telegram: Telegram, store: Store
) -> None:
    await store.write(_village, GROUP)
    muted = refuse(400, "Bad Request: not enough rights to send text messages to the chat")
    telegram.fail("sendMessage", muted)
    await store.write(rows.promise, [letter(1, GROUP)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "unreachable"
        await until(lambda: telegram.texts(BOB) and telegram.texts(OPERATOR))
        telegram.fail("sendMessage", muted)
        await store.write(rows.promise, [letter(2, GROUP)])
        assert await ended(store, 2) == "unreachable"
        await store.write(rows.promise, [letter(3, GROUP)])
        assert await ended(store, 3) == "sent"
    assert len(telegram.texts(BOB)) == 1


async def test_a_letter_that_ends_the_program_each_time_is_given_up(
    made: Running, telegram: Telegram, store: Store
) -> None:
    await store.write(rows.promise, [letter(1)])
    deed = Promise(Kind.OPEN_ROUND, "letter:2", None, EVENING, None, {"n": 2})
    await store.write(rows.promise, [deed, letter(3, BOB)])
    await store.write(_spoil, 1, attempts=8)
    await store.write(_spoil, 2, attempts=8)
    async with made(writers=WRITERS, deeds={Kind.OPEN_ROUND: _never}):
        assert await ended(store, 1) == "failed"
        assert await ended(store, 2) == "failed"
        assert await ended(store, 3) == "sent"
        await until(lambda: len(telegram.texts(OPERATOR)) == 2)
    assert telegram.texts(ANN) == []


async def _never(tx: Tx, payload: Mapping[str, Any], now: datetime) -> None:
    raise AssertionError("a deed that was given up is not done")


async def test_whoever_blocked_the_bot_stays_out_of_reach_when_they_tap_in_the_group(store: Store) -> None:
    await store.write(arrive, user_id=UserId(ANN), name="Ann")
    await store.write(block, user_id=UserId(ANN))
    await store.write(people.meet, UserId(ANN), "Ann in the group")
    assert await store.read(_why, ANN) == (1, "blocked")
    await store.write(unblock, user_id=UserId(ANN), name="Ann")
    assert await store.read(_why, ANN) == (1, None)
    await store.write(block, user_id=UserId(ANN))
    await store.write(arrive, user_id=UserId(ANN), name="Ann")
    assert await store.read(_why, ANN) == (1, None)


async def test_a_topic_that_is_gone_falls_back_to_the_group(made: Running, telegram: Telegram, store: Store) -> None:
    telegram.fail("sendMessage", refuse(400, "Bad Request: message thread not found"))
    await store.write(rows.promise, [Promise(Kind.REMINDER, "letter:1", GROUP, EVENING, None, {"n": 1}, 44)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "sent"
    tried = [call.fields.get("message_thread_id") for call in telegram.calls if call.method == "sendMessage"]
    assert tried == ["44", None]


async def test_a_letter_the_platform_keeps_refusing_ends_as_failed_and_the_operator_is_told(
    made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    telegram.fail("sendMessage", *[refuse(400, "Bad Request: nobody knows why")] * 8)
    await store.write(rows.promise, [letter(1)])
    async with made(writers=WRITERS):
        for tried in range(1, 8):
            await until(lambda tried=tried: telegram.count("sendMessage") == tried)  # type: ignore[misc]
            await until(lambda: _unclaimed(store))
            clock.turn(timedelta(minutes=6))
        assert await ended(store, 1) == "failed"
        await until(lambda: telegram.texts(OPERATOR))
    assert telegram.texts(ANN) == []


async def _unclaimed(store: Store) -> bool:
    return (await store.read(row, 1)).claimed_at is None


async def test_one_chat_is_written_to_one_at_a_time_and_in_order(
    made: Running, telegram: Telegram, store: Store
) -> None:
    under_way: list[int] = []
    most: list[int] = []

    async def slowly(server: Telegram, _request: object, call: Call) -> Any:
        under_way.append(1)
        most.append(len(under_way))
        await asyncio.sleep(0.1)
        under_way.pop()
        return await server.obey(call)

    telegram.fail("sendMessage", *[slowly] * 4)
    await store.write(rows.promise, [letter(n, after=-n) for n in range(4)])
    async with made(writers=WRITERS):
        await until(lambda: len(telegram.texts(ANN)) == 4)
    assert telegram.texts(ANN) == [f"letter {n}" for n in reversed(range(4))]
    assert max(most) == 1


async def test_a_claim_of_a_sender_that_died_is_taken_up_again(
    made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    await store.write(rows.promise, [letter(1), letter(2, BOB)])
    mine = await store.write(rows.claim_next, now=EVENING, sender="bot4200000001")
    other = await store.write(rows.claim_next, now=EVENING, sender="somebody")
    assert mine is not None
    assert other is not None
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "sent"
        assert await fate(store, 2) is None
        clock.turn(rows.LEASE + timedelta(seconds=1))
        assert await ended(store, 2) == "sent"
    assert (await store.read(row, 2)).attempts == 2


async def test_a_deed_and_its_row_are_one_transaction(made: Running, store: Store) -> None:
    tries: list[int] = []

    async def deed(tx: Tx, payload: Mapping[str, Any], now: datetime) -> None:
        await tx.run(insert(account).values(user_id=payload["n"] + len(tries), name="done"))
        tries.append(1)
        if len(tries) == 1:
            raise ZeroDivisionError

    promise = Promise(Kind.OPEN_ROUND, "letter:1", None, EVENING, None, {"n": 70})
    await store.write(rows.promise, [promise])
    async with made(deeds={Kind.OPEN_ROUND: deed}) as app:
        await _given_back(store, 1)
        assert isinstance(app.clock, TurnableClock)
        app.clock.turn(timedelta(seconds=5))
        assert await ended(store, 1) == "sent"
    assert await store.read(_accounts) == [71]


async def _accounts(tx: Tx) -> list[int]:
    return [found.user_id for found in await tx.all(select(account.c.user_id))]


async def test_a_clock_set_back_sends_nothing_twice_and_stops_nothing(
    made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    await store.write(rows.promise, [letter(1), letter(2, after=30)])
    async with made(writers=WRITERS):
        assert await ended(store, 1) == "sent"
        clock.set(EVENING - timedelta(hours=1), back=True)
        await asyncio.sleep(0.05)
        clock.set(EVENING + timedelta(days=1))
        assert await ended(store, 2) == "sent"
    assert telegram.texts(ANN) == ["letter 1", "letter 2"]


async def test_a_connection_that_breaks_before_the_answer_stops_nothing(
    made: Running, telegram: Telegram, store: Store, clock: TurnableClock
) -> None:
    telegram.fail("sendMessage", *[drop_before] * 3)
    await store.write(rows.promise, [letter(n, 100 + n) for n in range(6)])
    async with made(writers=WRITERS):
        await until(lambda: len(telegram.messages) == 3)
        clock.turn(timedelta(minutes=1))
        await until(lambda: len(telegram.messages) == 6)


async def test_a_reminder_never_waits_behind_a_full_group(made: Running, telegram: Telegram, store: Store) -> None:
    limits = Limits(per_second=1000, card_first=0, card_gap=0)
    await store.write(rows.promise, [letter(n, GROUP) for n in range(25)] + [letter(50, BOB, after=0)])
    async with made(writers=WRITERS, limits=limits):
        assert await ended(store, 50) == "sent"
        await until(lambda: len(telegram.texts(GROUP)) == 18)
        await asyncio.sleep(0.05)
        assert len(telegram.texts(GROUP)) == 18
