"""Posting a call, changing it, calling it off: who may, what is asked for, what is promised, one effect for two."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.calls import Call, CallId, CallState, Field
from domain.people import UserId
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import SignupState, Source
from storage import calls as stored
from storage import people, signups
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, MEET, MEET_LOCAL, NAMES, Cast
from usecases import calls, cards
from usecases import signups as acts
from usecases.calls import Cancelled, Draft, Numbered
from usecases.wishes import Wish

WHOLE = Wish(title="收土豆", meet_local=MEET_LOCAL, place="志愿者菜园", needed=20, bring="手套")


async def begin(cast: Cast, wish: Wish = WHOLE, by: str = "han", now: datetime = EVENING) -> Draft:
    return await cast.store.write(calls.draft, now=now, village_id=cast.village.id, by=IDS[by], wish=wish)


async def publish(cast: Cast, call_id: CallId, by: str = "han", now: datetime = EVENING) -> Draft:
    return await cast.store.write(calls.publish, now=now, call_id=call_id, by=IDS[by], timing=HABITS.timing)


async def fill(cast: Cast, call_id: CallId, field: Field, value: object, by: str = "han") -> Draft:
    return await cast.store.write(calls.fill, now=EVENING, call_id=call_id, by=IDS[by], field=field, value=value)


async def cancel(cast: Cast, call_id: CallId, by: str = "han", reason: str | None = "下雨") -> Cancelled:
    return await cast.store.write(calls.cancel, now=EVENING, call_id=call_id, by=IDS[by], reason=reason)


async def join(cast: Cast, call_id: CallId, key: str, **more: Any) -> acts.Answer:
    return await cast.store.write(
        acts.join,
        now=EVENING,
        call_id=call_id,
        user_id=IDS[key],
        name=NAMES[key],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
        **more,
    )


async def stands(cast: Cast, call_id: CallId) -> Call:
    call = await cast.store.read(stored.get, call_id)
    assert call is not None
    return call


async def test_a_whole_sentence_makes_a_whole_draft(cast: Cast) -> None:
    draft = await begin(cast)
    call = draft.call
    assert (call.title, call.meet_local, call.place, call.needed, call.bring) == (
        "收土豆",
        MEET_LOCAL,
        "志愿者菜园",
        20,
        "手套",
    )
    assert (call.state, call.meet_at, call.missing, draft.past) == (CallState.DRAFT, MEET, (), False)
    assert await cast.promised() == []


async def test_what_was_not_said_is_asked_for_in_order(cast: Cast) -> None:
    assert (await begin(cast, Wish())).call.missing == (Field.TITLE, Field.MEET, Field.PLACE, Field.NEEDED)


@pytest.mark.parametrize("needed", [0, -1, 501, 10**9])
async def test_an_impossible_number_is_asked_for_again(cast: Cast, needed: int) -> None:
    draft = await begin(cast, Wish(title="收土豆", needed=needed))
    assert draft.call.needed is None
    with pytest.raises(Refused, match="needed-unfit"):
        await fill(cast, draft.call.id, Field.NEEDED, needed)


@pytest.mark.parametrize("needed", [1, 500])
async def test_one_to_five_hundred_people_may_be_needed(cast: Cast, needed: int) -> None:
    assert (await begin(cast, Wish(needed=needed))).call.needed == needed


async def test_a_time_gone_by_is_not_taken(cast: Cast) -> None:
    local_now = datetime(2026, 7, 10, 20, 30)  # noqa: DTZ001 - a wall time
    draft = await begin(cast, Wish(title="收土豆", meet_local=local_now))
    assert (draft.past, draft.call.meet_local) == (True, None)
    with pytest.raises(Refused, match="meet-past"):
        await fill(cast, draft.call.id, Field.MEET, local_now)
    assert (await fill(cast, draft.call.id, Field.MEET, local_now + timedelta(minutes=1))).call.meet_at is not None


async def test_each_field_can_be_changed_and_is_cleaned(cast: Cast) -> None:
    call_id = (await begin(cast)).call.id
    await fill(cast, call_id, Field.TITLE, "  摘\u202e苹果\n ")
    await fill(cast, call_id, Field.PLACE, "村委会" * 40)
    await fill(cast, call_id, Field.BRING, "")
    call = await stands(cast, call_id)
    assert (call.title, len(call.place or ""), call.bring) == ("摘苹果", 80, None)


@pytest.mark.parametrize(
    ("field", "value"), [(Field.TITLE, "\u200b"), (Field.PLACE, ""), (Field.MEET, "6点"), (Field.NEEDED, "20")]
)
async def test_a_field_refuses_what_it_cannot_hold(cast: Cast, field: Field, value: object) -> None:
    call_id = (await begin(cast)).call.id
    with pytest.raises(Refused, match=f"{field.value}-unfit"):
        await fill(cast, call_id, field, value)


async def test_publishing_puts_up_the_card_and_promises_two_mention_lines(cast: Cast) -> None:
    noon = EVENING - timedelta(hours=8)
    call_id = (await begin(cast, now=noon)).call.id
    await publish(cast, call_id, now=noon)
    assert (await stands(cast, call_id)).state is CallState.OPEN
    drawn = [(row.dedupe.split(":")[-1], row.due_at) for row in await cast.promised(Kind.CARD)]
    assert drawn[1] == ("arriving", MEET - timedelta(hours=2))
    assert drawn[0][1] == noon
    mentions = [(json.loads(row.payload)["slot"], row.due_at) for row in await cast.promised(Kind.MENTION)]
    assert mentions == [("evening", EVENING - timedelta(minutes=28)), ("soon", MEET - timedelta(minutes=28))]


async def test_a_call_posted_late_gathers_names_before_it_mentions_them(cast: Cast) -> None:
    call_id = (await begin(cast)).call.id
    await publish(cast, call_id)
    due = [row.due_at for row in await cast.promised(Kind.MENTION)]
    assert due == [EVENING + timedelta(minutes=32), MEET - timedelta(minutes=28)]


async def test_a_call_for_the_same_hour_has_its_arrival_button_at_once(cast: Cast) -> None:
    soon = datetime(2026, 7, 10, 21, 0)  # noqa: DTZ001 - a wall time
    call_id = (await begin(cast, Wish("搬桌子", soon, "村委会", 3))).call.id
    await publish(cast, call_id)
    assert len(await cast.promised(Kind.CARD)) == 1


async def test_two_officials_publish_at_once_to_one_effect(cast: Cast) -> None:
    call_id = (await begin(cast)).call.id
    both = await asyncio.gather(publish(cast, call_id, "han"), publish(cast, call_id, "liu"), return_exceptions=True)
    refusals = [one for one in both if isinstance(one, Refused)]
    assert len(refusals) == 1
    assert refusals[0].reason == "published-by"
    assert refusals[0].facts["who"] in ("韩书记", "刘主任")
    assert len(await cast.store.read(stored.cards, call_id)) == 1


@pytest.mark.parametrize("field", [Field.TITLE, Field.MEET, Field.PLACE, Field.NEEDED])
async def test_nothing_is_published_with_a_field_missing(cast: Cast, field: Field) -> None:
    column = {"meet": "meet_local"}.get(field.value, field.value)
    said = {name: getattr(WHOLE, name) for name in ("title", "meet_local", "place", "needed", "bring")}
    call_id = (await begin(cast, Wish(**{**said, column: None}))).call.id
    with pytest.raises(Refused, match="draft-missing") as refused:
        await publish(cast, call_id)
    assert refused.value.facts == {"field": field.value}
    assert await cast.promised() == []


async def test_a_draft_left_lying_past_its_time_is_not_published(cast: Cast) -> None:
    call_id = (await begin(cast)).call.id
    with pytest.raises(Refused, match="meet-past"):
        await publish(cast, call_id, now=MEET)


@pytest.mark.parametrize("by", ["wang", "nobody"])
async def test_villagers_and_strangers_do_nothing_with_calls(cast: Cast, by: str) -> None:
    call_id = (await begin(cast)).call.id
    user_id = IDS.get(by, UserId(77))
    reason = "not-organiser" if by == "wang" else "not-found"
    doors: list[Any] = [
        lambda tx: calls.draft_of(tx, call_id=call_id, by=user_id),
        lambda tx: calls.fill(tx, now=EVENING, call_id=call_id, by=user_id, field=Field.NEEDED, value=3),
        lambda tx: calls.publish(tx, now=EVENING, call_id=call_id, by=user_id, timing=HABITS.timing),
        lambda tx: calls.discard(tx, now=EVENING, call_id=call_id, by=user_id),
        lambda tx: calls.cancel(tx, now=EVENING, call_id=call_id, by=user_id, reason=None),
        lambda tx: calls.set_needed(tx, now=EVENING, call_id=call_id, by=user_id, needed=3, timing=HABITS.timing),
    ]
    for door in doors:
        with pytest.raises(Refused, match=reason):
            await cast.store.write(door)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.write(calls.draft, now=EVENING, village_id=cast.village.id, by=user_id, wish=WHOLE)
    assert (await stands(cast, call_id)).state is CallState.DRAFT


async def test_a_demoted_official_loses_his_open_draft_at_once(cast: Cast) -> None:
    call_id = (await begin(cast, by="liu")).call.id
    liu = await cast.who("liu")
    await cast.store.write(people.set_role, liu.id, None, by=IDS["han"], now=EVENING)
    with pytest.raises(Refused, match="not-organiser"):
        await publish(cast, call_id, by="liu")
    with pytest.raises(Refused, match="not-organiser"):
        await fill(cast, call_id, Field.NEEDED, 3, by="liu")


async def test_another_organiser_of_the_village_may_go_on_with_a_draft(cast: Cast) -> None:
    call_id = (await begin(cast, by="han")).call.id
    await fill(cast, call_id, Field.NEEDED, 5, by="zhou")
    assert (await publish(cast, call_id, by="liu")).call.needed == 5


@pytest.mark.parametrize("call_id", [CallId(404), CallId(2**63 - 1)])
async def test_a_call_that_is_not_there_is_not_found(cast: Cast, call_id: CallId) -> None:
    with pytest.raises(Refused, match="not-found"):
        await publish(cast, call_id)
    with pytest.raises(Refused, match="not-found"):
        await cast.store.read(calls.draft_of, call_id=call_id, by=IDS["han"])


async def test_a_dropped_draft_stays_dropped(cast: Cast) -> None:
    call_id = (await begin(cast)).call.id
    await cast.store.write(calls.discard, now=EVENING, call_id=call_id, by=IDS["han"])
    with pytest.raises(Refused, match="call-discarded"):
        await publish(cast, call_id)
    with pytest.raises(Refused, match="call-discarded"):
        await fill(cast, call_id, Field.NEEDED, 3)


async def test_a_published_call_is_no_draft_any_more(cast: Cast) -> None:
    call_id = (await begin(cast)).call.id
    await publish(cast, call_id)
    with pytest.raises(Refused, match="call-open"):
        await cast.store.write(calls.discard, now=EVENING, call_id=call_id, by=IDS["han"])
    with pytest.raises(Refused, match="call-open"):
        await fill(cast, call_id, Field.TITLE, "别的")
    with pytest.raises(Refused, match="call-open"):
        await cast.store.read(calls.draft_of, call_id=call_id, by=IDS["han"])


async def test_calling_off_tells_everyone_on_the_list_and_nobody_else(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    for key in ("wang", "li", "sun", "qian"):
        await join(cast, call_id, key)
    await cast.store.write(
        acts.leave,
        now=EVENING,
        call_id=call_id,
        user_id=IDS["qian"],
        name=NAMES["qian"],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
    )
    off = await cancel(cast, call_id)
    assert (off.told, off.call.reason) == (3, "下雨")
    assert {row.chat_id for row in await cast.promised(Kind.CANCELLED)} == {IDS["wang"], IDS["li"], IDS["sun"]}
    assert len(await cast.promised(Kind.STATE_LINE)) == 1
    for kind in (Kind.REMINDER, Kind.MENTION, Kind.MOVED_UP):
        assert await cast.promised(kind) == []
    assert (await stands(cast, call_id)).state is CallState.CANCELLED


async def test_two_officials_call_off_at_once_to_one_effect(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    both = await asyncio.gather(cancel(cast, call_id, "han"), cancel(cast, call_id, "liu"), return_exceptions=True)
    (refused,) = [one for one in both if isinstance(one, Refused)]
    assert refused.reason == "cancelled-by"
    assert refused.facts["who"] in ("韩书记", "刘主任")
    assert len(await cast.promised(Kind.CANCELLED)) == 1


async def test_a_sign_up_in_the_race_is_told_or_refused(cast: Cast) -> None:
    call_id = await cast.call()
    outcomes = await asyncio.gather(
        join(cast, call_id, "wang"),
        cancel(cast, call_id),
        join(cast, call_id, "li"),
        return_exceptions=True,
    )
    told = {row.chat_id for row in await cast.promised(Kind.CANCELLED)}
    for key, outcome in (("wang", outcomes[0]), ("li", outcomes[2])):
        if isinstance(outcome, acts.Answer):
            assert IDS[key] in told
        else:
            assert isinstance(outcome, Refused)
            assert outcome.reason == "call-cancelled"


@pytest.mark.parametrize(("reason", "kept"), [(None, None), ("  ", None), ("下\u202e雨\n了", "下雨 了")])
async def test_a_reason_is_one_clean_line_or_none(cast: Cast, reason: str | None, kept: str | None) -> None:
    call_id = await cast.call()
    assert (await cancel(cast, call_id, reason=reason)).call.reason == kept


async def test_a_finished_call_is_not_called_off(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(stored.amend, call_id, state=CallState.DONE, done_at=MEET)
    with pytest.raises(Refused, match="call-done"):
        await cancel(cast, call_id)
    with pytest.raises(Refused, match="call-done"):
        await cast.store.write(
            calls.set_needed, now=EVENING, call_id=call_id, by=IDS["han"], needed=3, timing=HABITS.timing
        )


async def needed(cast: Cast, call_id: CallId, number: int, *, sure: bool = False) -> Numbered:
    return await cast.store.write(
        calls.set_needed,
        now=EVENING,
        call_id=call_id,
        by=IDS["han"],
        needed=number,
        timing=HABITS.timing,
        sure=sure,
    )


async def test_more_places_are_offered_to_who_waits(cast: Cast) -> None:
    call_id = await cast.call(needed=1)
    for key in ("wang", "li", "sun"):
        await join(cast, call_id, key)
    await needed(cast, call_id, 2)
    states = [s.state for s in await cast.store.read(signups.of_call, call_id)]
    assert states == [SignupState.CONFIRMED, SignupState.OFFERED, SignupState.WAITLISTED]
    assert len(await cast.promised(Kind.OFFER)) == 1
    with pytest.raises(Refused, match="needed-below-list") as refused:
        await needed(cast, call_id, 1)
    assert refused.value.facts == {"confirmed": 2}, "a place that is held for somebody counts"


async def test_fewer_places_are_asked_about_and_take_nobody_off(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    for key in ("wang", "li", "sun"):
        await join(cast, call_id, key)
    with pytest.raises(Refused, match="needed-below-list") as refused:
        await needed(cast, call_id, 2)
    assert refused.value.facts == {"confirmed": 3}
    assert (await needed(cast, call_id, 3)).call.needed == 3
    await needed(cast, call_id, 1, sure=True)
    assert {s.state for s in await cast.store.read(signups.of_call, call_id)} == {SignupState.CONFIRMED}
    assert (await join(cast, call_id, "qian")).outcome is acts.Outcome.WAITING


async def test_calls_are_posted_where_one_organises(cast: Cast) -> None:
    assert [v.id for v in await cast.store.read(calls.posting_places, user_id=IDS["zhou"])] == [cast.village.id]
    assert await cast.store.read(calls.posting_places, user_id=IDS["wang"]) == []


async def test_people_see_the_calls_of_their_village_only(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    (seen,) = await cast.store.read(cards.open_to, user_id=IDS["wang"], now=EVENING)
    assert (seen.face.call.id, seen.mine is not None) == (call_id, True)
    assert await cast.store.read(cards.open_to, user_id=UserId(77), now=EVENING) == []
    with pytest.raises(Refused, match="not-found"):
        await cast.store.read(cards.seen, call_id=call_id, user_id=UserId(77))
    with pytest.raises(Refused, match="not-found"):
        await cast.store.read(cards.seen_at, call_id=call_id, user_id=UserId(77), chat_id=-9)
    assert (await cast.store.read(cards.seen_at, call_id=call_id, user_id=UserId(77), chat_id=GROUP)).call.id == call_id


async def test_the_roster_is_for_organisers(cast: Cast) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(cards.roster, call_id=call_id, by=IDS["wang"])
    assert (await cast.store.read(cards.roster, call_id=call_id, by=IDS["chen"])).face.call.id == call_id
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(cards.roster_by_number, number=1, by=IDS["wang"])
    found = await cast.store.read(cards.roster_by_number, number=1, by=IDS["han"])
    assert [seen.face.call.id for seen in found] == [call_id]
    with pytest.raises(Refused, match="not-found"):
        await cast.store.read(cards.roster_by_number, number=9, by=IDS["han"])


async def test_without_a_number_the_open_calls_are_meant_else_the_last_done(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-found"):
        await cast.store.read(cards.roster_by_number, number=None, by=IDS["han"])
    done, open_one = await cast.call(), await cast.call()
    await cast.store.write(stored.amend, done, state=CallState.DONE, done_at=MEET)
    found = await cast.store.read(cards.roster_by_number, number=None, by=IDS["han"])
    assert [seen.face.call.id for seen in found] == [open_one]
    await cast.store.write(stored.amend, open_one, state=CallState.CANCELLED)
    found = await cast.store.read(cards.roster_by_number, number=None, by=IDS["han"])
    assert [seen.face.call.id for seen in found] == [done]


async def test_a_draft_changed_since_it_was_seen_is_neither_published_nor_dropped(cast: Cast) -> None:
    seen = (await begin(cast)).call
    changed = (await fill(cast, seen.id, Field.TITLE, "摘苹果")).call
    assert changed.version == seen.version + 1
    doors: list[Any] = [
        lambda tx: calls.draft_of(tx, call_id=seen.id, by=IDS["han"], version=seen.version),
        lambda tx: calls.discard(tx, now=EVENING, call_id=seen.id, by=IDS["han"], version=seen.version),
        lambda tx: calls.publish(
            tx, now=EVENING, call_id=seen.id, by=IDS["han"], timing=HABITS.timing, version=seen.version
        ),
    ]
    for door in doors:
        with pytest.raises(Refused, match="draft-changed"):
            await cast.store.write(door)
    assert (await stands(cast, seen.id)).state is CallState.DRAFT
    published = await cast.store.write(
        calls.publish, now=EVENING, call_id=seen.id, by=IDS["han"], timing=HABITS.timing, version=changed.version
    )
    assert published.call.state is CallState.OPEN


async def test_what_fits_no_field_is_kept_as_the_note(cast: Cast) -> None:
    call_id = (await begin(cast, Wish(title="收土豆", note="下雨不去，管早饭"))).call.id
    assert (await stands(cast, call_id)).note == "下雨不去，管早饭"
    assert (await fill(cast, call_id, Field.NOTE, "管" * 100)).call.note == "管" * 79 + "…"
    assert (await fill(cast, call_id, Field.NOTE, "")).call.note is None
