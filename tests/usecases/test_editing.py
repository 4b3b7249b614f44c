"""Changing a call that is open: who may, what is promised anew, who is told, who stays, one effect for two."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.calls import Call, CallId, CallState, Field, instant
from domain.duties import WantedDuty
from domain.promises import Kind
from domain.refusals import Refused
from domain.signups import SignupState, Source
from storage import calls as stored
from storage import ledger, outbox, plans, signups
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, MEET, MEET_LOCAL, NAMES, ZONE, Cast
from usecases import attendance, calls, cards, copying, editing, keepers, offers, organising
from usecases import signups as acts
from usecases.editing import Edit
from usecases.wishes import Wish

SEVEN = MEET_LOCAL + timedelta(hours=1)
NEXT_DAY = MEET_LOCAL + timedelta(days=1)


async def stands(cast: Cast, call_id: CallId) -> Call:
    call = await cast.store.read(stored.get, call_id)
    assert call is not None
    return call


async def edit(
    cast: Cast, call_id: CallId, wish: Wish, by: str = "han", version: int = 1, now: datetime = EVENING
) -> Edit:
    return await cast.store.write(
        editing.edit, now=now, call_id=call_id, by=IDS[by], wish=wish, version=version, timing=HABITS.timing
    )


async def join(cast: Cast, call_id: CallId, key: str, now: datetime = EVENING, party: int = 1) -> acts.Answer:
    return await cast.store.write(
        acts.join,
        now=now,
        call_id=call_id,
        user_id=IDS[key],
        name=NAMES[key],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
        party=party,
    )


async def lower(cast: Cast, call_id: CallId, needed: int, by: str = "han", **more: Any) -> calls.Numbered:
    return await cast.store.write(
        calls.set_needed, now=EVENING, call_id=call_id, by=IDS[by], needed=needed, timing=HABITS.timing, **more
    )


async def states(cast: Cast, call_id: CallId) -> dict[str, str]:
    return {s.name: s.state.value for s in await cast.store.read(signups.of_call, call_id)}


async def test_a_moved_call_reminds_for_its_new_time_only(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    before = await cast.promised(Kind.REMINDER)
    assert {json.loads(row.payload)["version"] for row in before} == {1}
    made = await edit(cast, call_id, Wish(meet_local=NEXT_DAY))
    assert (made.before.meet_at, made.call.meet_at, made.call.version, made.people) == (
        MEET,
        instant(NEXT_DAY, ZONE),
        2,
        1,
    )
    rows = await cast.promised(Kind.REMINDER)
    assert [row.due_at - MEET for row in rows] == [timedelta(hours=14), timedelta(hours=23, minutes=30)]
    assert {json.loads(row.payload)["version"] for row in rows} == {2}
    assert {json.loads(row.payload)["version"] for row in await cast.promised(Kind.MENTION)} == {2}
    arriving = [row for row in await cast.promised(Kind.CARD) if row.dedupe.endswith(":arriving")]
    assert [row.due_at for row in arriving] == [instant(NEXT_DAY, ZONE) - timedelta(hours=2)]


async def test_another_thing_to_bring_keeps_the_reminders_and_says_nothing_in_the_group(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    times = [row.due_at for row in await cast.promised(Kind.REMINDER) if row.due_at > EVENING]
    await edit(cast, call_id, Wish(bring="铁锹", note="管早饭"))
    assert [row.due_at for row in await cast.promised(Kind.REMINDER)] == times
    assert await cast.promised(Kind.STATE_LINE) == []
    (letter,) = await cast.promised(Kind.CHANGED)
    assert json.loads(letter.payload)["fields"] == "bring,note"


async def test_everybody_on_the_list_is_told_once_and_keepers_for_theirs(cast: Cast) -> None:
    call_id = await cast.call(needed=2)
    await join(cast, call_id, "li")
    await cast.store.write(
        keepers.join_for,
        now=EVENING,
        call_id=call_id,
        user_id=IDS["wang"],
        name=NAMES["wang"],
        chat_id=GROUP,
        names=["赵德福", "马秀英"],
        source=Source.REPLY,
        timing=HABITS.timing,
    )
    assert (await edit(cast, call_id, Wish(place="村委会"))).people == 3, "who waits is told, too"
    letters = {row.chat_id for row in await cast.promised(Kind.CHANGED)}
    assert letters == {IDS["li"], IDS["wang"]}
    assert len(await cast.promised(Kind.STATE_LINE)) == 1


async def test_quick_changes_are_one_letter_that_tells_from_the_first(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    await edit(cast, call_id, Wish(meet_local=SEVEN))
    await edit(cast, call_id, Wish(place="村委会", meet_local=NEXT_DAY), version=2)
    (letter,) = await cast.promised(Kind.CHANGED)
    facts = json.loads(letter.payload)
    assert (facts["fields"], facts["was"]) == ("meet,place", int(MEET.timestamp()))
    assert len(await cast.promised(Kind.STATE_LINE)) == 1


async def test_a_change_after_the_letter_went_is_a_letter_of_its_own(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    await edit(cast, call_id, Wish(meet_local=SEVEN))
    later = EVENING + timedelta(minutes=5)
    await cast.keep_promises(later)
    assert await cast.promised(Kind.CHANGED) == []
    await edit(cast, call_id, Wish(place="村委会"), version=2, now=later)
    (letter,) = await cast.promised(Kind.CHANGED)
    assert json.loads(letter.payload)["fields"] == "place"


async def test_two_organisers_change_at_once_one_effect_and_the_second_learns_who(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    done = await asyncio.gather(
        edit(cast, call_id, Wish(meet_local=SEVEN), by="han"),
        edit(cast, call_id, Wish(meet_local=NEXT_DAY), by="zhou"),
        return_exceptions=True,
    )
    (refused,) = [one for one in done if isinstance(one, Refused)]
    (made,) = [one for one in done if isinstance(one, Edit)]
    by = "han" if made.call.meet_local == SEVEN else "zhou"
    assert (refused.reason, refused.facts) == ("edited-by", {"who": NAMES[by]})
    assert (await stands(cast, call_id)).version == 2
    assert len(await cast.promised(Kind.CHANGED)) == 1


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish(meet_local=EVENING.replace(tzinfo=None)), "meet-past"),
        (Wish(meet_local=MEET_LOCAL), "nothing-changed"),
        (Wish(), "nothing-changed"),
        (Wish(place="志愿者菜园"), "nothing-changed"),
        (Wish(title="\u200b"), "title-unfit"),
    ],
)
async def test_what_is_no_change_or_lies_behind_is_refused(cast: Cast, wish: Wish, reason: str) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match=reason):
        await edit(cast, call_id, wish)
    assert (await stands(cast, call_id)).version == 1


@pytest.mark.parametrize(("by", "reason"), [("wang", "not-organiser")])
async def test_villagers_change_nothing(cast: Cast, by: str, reason: str) -> None:
    call_id = await cast.call()
    with pytest.raises(Refused, match=reason):
        await edit(cast, call_id, Wish(place="村委会"), by=by)
    with pytest.raises(Refused, match=reason):
        await cast.store.write(editing.withdraw, now=EVENING, call_id=call_id, by=IDS[by])
    with pytest.raises(Refused, match=reason):
        await cast.store.write(copying.copy, now=EVENING, call_id=call_id, by=IDS[by])


async def test_a_draft_and_what_has_ended_are_not_edited(cast: Cast) -> None:
    call_id = await cast.call()
    for state in (CallState.DRAFT, CallState.DONE):
        await cast.store.write(stored.amend, call_id, state=state)
        with pytest.raises(Refused, match=f"call-{state.value}"):
            await edit(cast, call_id, Wish(place="村委会"))


async def test_the_time_stays_where_somebody_has_come(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    early = MEET - timedelta(minutes=30)
    await cast.store.write(
        attendance.arrive, now=early, call_id=call_id, user_id=IDS["wang"], name=NAMES["wang"], chat_id=GROUP
    )
    with pytest.raises(Refused, match="edit-arrived"):
        await edit(cast, call_id, Wish(meet_local=NEXT_DAY), now=early)
    await edit(cast, call_id, Wish(place="村委会"), now=early)


@pytest.mark.parametrize(("hour", "state"), [(21, "offered"), (20, "waitlisted")])
async def test_an_offer_is_held_until_a_moment_that_fits_the_new_time(cast: Cast, hour: int, state: str) -> None:
    call_id = await cast.call(needed=1, meet_local=NEXT_DAY + timedelta(days=2))
    await join(cast, call_id, "wang")
    await join(cast, call_id, "li")
    await lower(cast, call_id, 2)
    tonight = datetime(2026, 7, 10, hour, 55)  # noqa: DTZ001 - a wall time
    await edit(cast, call_id, Wish(meet_local=tonight))
    (li,) = [s for s in await cast.store.read(signups.of_call, call_id) if s.name == "李婶"]
    assert li.state.value == state
    lapses = await cast.promised(Kind.OFFER_LAPSES)
    assert [row.due_at for row in lapses] == ([li.offer_until] if li.offer_until else [])
    assert li.offer_until is None or li.offer_until < instant(tonight, ZONE)
    asked = {row.chat_id for row in await cast.promised(Kind.DECIDE)}
    assert (IDS["han"] in asked) == (state == "waitlisted"), "too late for an offer: the organisers say who gets it"


async def test_nobody_signed_so_it_is_taken_back_and_nobody_told(cast: Cast) -> None:
    call_id = await cast.call()
    gone = await cast.store.write(editing.withdraw, now=EVENING, call_id=call_id, by=IDS["han"])
    assert gone.call.state is CallState.DISCARDED
    assert {row.kind for row in await cast.promised()} == {Kind.CARD.value}
    with pytest.raises(Refused, match="not-found"):
        await join(cast, call_id, "wang")
    for again in (
        lambda tx: editing.withdraw(tx, now=EVENING, call_id=call_id, by=IDS["liu"]),
        lambda tx: calls.cancel(tx, now=EVENING, call_id=call_id, by=IDS["liu"], reason=None),
    ):
        with pytest.raises(Refused, match="withdrawn-by") as refused:
            await cast.store.write(again)
        assert refused.value.facts == {"who": NAMES["han"]}


async def test_a_call_that_anybody_ever_signed_is_not_taken_back(cast: Cast) -> None:
    call_id = await cast.call()
    facts: dict[str, Any] = {
        "now": EVENING,
        "call_id": call_id,
        "user_id": IDS["wang"],
        "name": NAMES["wang"],
        "chat_id": GROUP,
        "source": Source.BUTTON,
        "timing": HABITS.timing,
    }
    await cast.store.write(acts.leave, **facts)
    face = await cast.store.read(cards.face, call_id)
    assert editing.unsigned(face), "a no is no sign-up"
    await cast.store.write(acts.join, **facts)
    await cast.store.write(acts.leave, **facts)
    with pytest.raises(Refused, match="withdraw-signed"):
        await cast.store.write(editing.withdraw, now=EVENING, call_id=call_id, by=IDS["han"])


async def test_signing_up_and_taking_back_at_once_leaves_nobody_on_a_dead_list(cast: Cast) -> None:
    call_id = await cast.call()
    joined, gone = await asyncio.gather(
        join(cast, call_id, "wang"),
        cast.store.write(editing.withdraw, now=EVENING, call_id=call_id, by=IDS["han"]),
        return_exceptions=True,
    )
    assert isinstance(joined, Refused) != isinstance(gone, Refused)


async def test_keepers_hear_that_it_is_off_for_theirs(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(
        keepers.join_for,
        now=EVENING,
        call_id=call_id,
        user_id=IDS["wang"],
        name=NAMES["wang"],
        chat_id=GROUP,
        names=["赵德福"],
        source=Source.REPLY,
        timing=HABITS.timing,
    )
    await edit(cast, call_id, Wish(meet_local=SEVEN))
    off = await cast.store.write(calls.cancel, now=EVENING, call_id=call_id, by=IDS["han"], reason="下雨")
    assert off.told == 1
    assert [row.chat_id for row in await cast.promised(Kind.CANCELLED)] == [IDS["wang"]]
    assert await cast.promised(Kind.CHANGED) == [], "nobody hears of a new time of what is off"


async def test_the_last_who_came_wait_again_before_the_others_and_are_told(cast: Cast) -> None:
    call_id = await cast.call(needed=4)
    for key in ("wang", "li", "sun", "qian", "wu"):
        await join(cast, call_id, key)
    over = await cast.store.read(calls.over, now=EVENING, call_id=call_id, by=IDS["han"], needed=2)
    named = {s.id: s.name for s in over.holding}
    assert [named[one] for one in over.beyond] == ["钱大伯", "孙玉梅"]
    done = await lower(cast, call_id, 2, back=over.beyond)
    assert {s.name for s in done.put_back} == {"孙玉梅", "钱大伯"}
    on_list = await cast.store.read(signups.of_call, call_id)
    waiting = [s.name for s in sorted(on_list, key=lambda s: s.queue) if s.state is SignupState.WAITLISTED]
    assert waiting == ["孙玉梅", "钱大伯", "吴秀英"]
    assert {row.chat_id for row in await cast.promised(Kind.PUT_BACK)} == {IDS["sun"], IDS["qian"]}
    assert {row.chat_id for row in await cast.promised(Kind.REMINDER)} == {IDS["wang"], IDS["li"]}


async def test_the_organiser_may_choose_others_to_wait(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    for key in ("wang", "li", "sun", "qian"):
        await join(cast, call_id, key)
    (wang,) = [s for s in await cast.store.read(signups.of_call, call_id) if s.name == "王大妈"]
    with pytest.raises(Refused, match="needed-below-list"):
        await lower(cast, call_id, 1, back=[wang.id])
    await lower(cast, call_id, 2, back=[wang.id])
    assert await states(cast, call_id) == {
        "王大妈": "waitlisted",
        "李婶": "confirmed",
        "孙玉梅": "confirmed",
        "钱大伯": "waitlisted",
    }


async def test_whoever_fits_after_all_keeps_the_place(cast: Cast) -> None:
    call_id = await cast.call(needed=3)
    for key in ("wang", "li", "sun"):
        await join(cast, call_id, key)
    over = await cast.store.read(calls.over, now=EVENING, call_id=call_id, by=IDS["han"], needed=1)
    await cast.store.write(
        acts.leave,
        now=EVENING,
        call_id=call_id,
        user_id=IDS["wang"],
        name=NAMES["wang"],
        chat_id=GROUP,
        source=Source.BUTTON,
        timing=HABITS.timing,
    )
    done = await lower(cast, call_id, 1, back=over.beyond)
    assert [s.name for s in done.put_back] == ["孙玉梅"], "the one who came first of them stays"


async def test_who_was_put_back_and_moves_up_hears_it_again(cast: Cast) -> None:
    call_id = await cast.call(needed=2, meet_local=NEXT_DAY + timedelta(days=2))
    await join(cast, call_id, "wang")
    await join(cast, call_id, "li")
    over = await cast.store.read(calls.over, now=EVENING, call_id=call_id, by=IDS["han"], needed=1)
    for round_ in range(2):
        await lower(cast, call_id, 1, back=over.beyond)
        assert len(await cast.promised(Kind.PUT_BACK)) == 1, f"told, round {round_}"
        await lower(cast, call_id, 2)
        (offer,) = await cast.promised(Kind.OFFER)
        assert offer.chat_id == IDS["li"]
        assert await cast.promised(Kind.PUT_BACK) == []
        (li,) = [s for s in await cast.store.read(signups.of_call, call_id) if s.name == "李婶"]
        await cast.keep_promises(offer.due_at)
        await cast.store.write(
            offers.answer,
            now=EVENING,
            call_id=call_id,
            signup_id=li.id,
            user_id=IDS["li"],
            comes=True,
            timing=HABITS.timing,
        )


async def test_of_two_who_change_the_number_the_second_learns_who(cast: Cast) -> None:
    call_id = await cast.call(needed=4)
    done = await asyncio.gather(
        lower(cast, call_id, 6, by="han", seen=4), lower(cast, call_id, 8, by="liu", seen=4), return_exceptions=True
    )
    (refused,) = [one for one in done if isinstance(one, Refused)]
    needed = (await stands(cast, call_id)).needed
    assert refused.reason == "needed-by"
    assert refused.facts == {"who": NAMES["han" if needed == 6 else "liu"], "needed": needed}


async def test_the_roster_knows_who_posted_and_who_changed(cast: Cast) -> None:
    call_id = await cast.call()
    seen = await cast.store.read(cards.roster, call_id=call_id, by=IDS["han"])
    assert seen.authors is not None
    assert (seen.authors.posted and seen.authors.posted.name, seen.authors.changed) == (NAMES["han"], None)
    await edit(cast, call_id, Wish(place="村委会"), by="zhou")
    seen = await cast.store.read(cards.roster, call_id=call_id, by=IDS["han"])
    assert seen.authors is not None
    assert seen.authors.changed is not None
    assert (seen.authors.changed.name, seen.authors.changed_at) == (NAMES["zhou"], EVENING)
    found = await cast.store.read(organising.organisers_of, await stands(cast, call_id))
    assert [person.name for person in found] == [NAMES["han"], NAMES["zhou"]]


async def test_the_last_call_again_is_a_draft_for_the_same_weekday(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(plans.set_duties, call_id, [WantedDuty("挖土豆", 10, 16), WantedDuty("司机", 2, 2, True)])
    call = await stands(cast, call_id)
    later = MEET + timedelta(days=8)
    draft = await cast.store.write(copying.copy, now=later, call_id=call_id, by=IDS["zhou"])
    assert draft.call.state is CallState.DRAFT
    assert (draft.call.title, draft.call.place, draft.call.needed, draft.call.bring) == (
        "收土豆",
        "志愿者菜园",
        18,
        "手套",
    )
    assert draft.call.meet_local == MEET_LOCAL + timedelta(days=14)
    assert draft.call.copied_from == call_id
    assert [d.name for d in await cast.store.read(plans.duties, draft.call.id)] == ["挖土豆", "司机"]
    assert await cast.store.read(copying.last_of, villages=[cast.village.id]) == [call]
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(copying.copy, now=later, call_id=draft.call.id, by=IDS["zhou"])


async def test_a_change_back_before_anybody_heard_still_names_the_first_time(cast: Cast) -> None:
    call_id = await cast.call()
    await join(cast, call_id, "wang")
    await edit(cast, call_id, Wish(meet_local=SEVEN))
    await edit(cast, call_id, Wish(meet_local=MEET_LOCAL), version=2)
    waiting = await cast.store.read(outbox.waiting, f"changed:{call_id}:")
    (facts,) = waiting.values()
    assert facts["was"] == int(MEET.timestamp())
    assert Field.MEET.value in facts["fields"]
    last = await cast.store.read(lambda tx: ledger.last_of(tx, "edit", village_id=cast.village.id, call=call_id))
    assert last == (IDS["han"], EVENING)
