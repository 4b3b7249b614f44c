"""An official's word on a social worker's draft: asked for where the village wants it, given once, kept for both."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.calls import Call, CallId, CallState, Field
from domain.people import Role
from domain.planning import Verdict
from domain.promises import Kind
from domain.refusals import Refused
from storage import calls, ledger, people, planning
from tests.usecases.cast import EVENING, GROUP, HABITS, IDS, MEET_LOCAL, Cast
from usecases import approval
from usecases import calls as posting
from usecases.calls import Draft
from usecases.wishes import Wish

SOON = EVENING + timedelta(minutes=5)


@pytest.fixture
async def asking(cast: Cast) -> Cast:
    """A village that wants an official's word."""
    await cast.store.write(approval.choose, now=EVENING, village_id=cast.village.id, by=IDS["han"], on=True)
    return cast


async def drafted(cast: Cast, by: str = "zhou") -> CallId:
    wish = Wish(title="收土豆", meet_local=MEET_LOCAL, place="菜园", needed=20)
    made = await cast.store.write(posting.draft, now=EVENING, village_id=cast.village.id, by=IDS[by], wish=wish)
    return made.call.id


async def send(cast: Cast, call_id: CallId, by: str = "zhou", **more: Any) -> Draft:
    facts = {"now": EVENING, "call_id": call_id, "by": IDS[by], "timing": HABITS.timing, **more}
    return await cast.store.write(approval.send, **facts)


async def agree(cast: Cast, call_id: CallId, by: str = "han", version: int = 1, now: datetime = SOON) -> Draft:
    facts: dict[str, Any] = {"call_id": call_id, "by": IDS[by], "version": version, "timing": HABITS.timing}
    return await cast.store.write(approval.agree, now=now, **facts)


async def change(cast: Cast, call_id: CallId, by: str = "han", version: int = 1, words: str = "15人够了") -> str:
    facts: dict[str, Any] = {"call_id": call_id, "by": IDS[by], "version": version, "words": words}
    return await cast.store.write(approval.ask_change, now=SOON, **facts)


async def now_of(cast: Cast, call_id: CallId) -> Call:
    call = await cast.store.read(calls.get, call_id)
    assert call is not None
    return call


async def said(cast: Cast, call_id: CallId) -> list[tuple[str, str, str | None]]:
    return [(w.name, w.said.value, w.note) for w in await cast.store.read(planning.words, call_id)]


async def test_only_an_official_chooses_and_the_group_gets_one_line(cast: Cast) -> None:
    for nobody in ("zhou", "wang"):
        with pytest.raises(Refused, match="not-official"):
            await cast.store.write(approval.choose, now=EVENING, village_id=cast.village.id, by=IDS[nobody], on=True)
    for _ in range(2):
        await cast.store.write(approval.choose, now=EVENING, village_id=cast.village.id, by=IDS["han"], on=True)
    [line] = await cast.promised(Kind.APPROVAL_LINE)
    assert line.chat_id == GROUP
    noted = await cast.store.read(
        ledger.since, "approval", village_id=cast.village.id, after=EVENING - timedelta(hours=1)
    )
    assert [facts for _, _, facts in noted] == [{"on": 1}]
    village = await cast.store.read(approval.village, village_id=cast.village.id)
    assert village is not None
    assert village.approval


async def test_without_the_choice_a_worker_publishes(cast: Cast) -> None:
    assert (await send(cast, await drafted(cast))).call.state is CallState.OPEN


async def test_an_official_publishes_as_before(asking: Cast) -> None:
    assert (await send(asking, await drafted(asking, "liu"), "liu")).call.state is CallState.OPEN


async def test_a_workers_draft_goes_to_every_official_and_nowhere_else(asking: Cast) -> None:
    call_id = await drafted(asking)
    draft = await send(asking, call_id)
    assert (draft.call.state, draft.asked) == (CallState.DRAFT, ("韩书记", "刘主任", "赵会计"))
    asked = await asking.promised(Kind.APPROVAL)
    assert {row.chat_id for row in asked} == {IDS["han"], IDS["liu"], IDS["zhao"]}
    assert not await asking.promised(Kind.CARD)
    with pytest.raises(Refused, match="already-submitted"):
        await send(asking, call_id)
    with pytest.raises(Refused, match="approval-needed"):
        await asking.store.write(posting.publish, now=EVENING, call_id=call_id, by=IDS["zhou"], timing=HABITS.timing)


async def test_an_unfinished_draft_is_not_sent(asking: Cast) -> None:
    made = await asking.store.write(
        posting.draft, now=EVENING, village_id=asking.village.id, by=IDS["zhou"], wish=Wish(title="收土豆")
    )
    with pytest.raises(Refused, match="draft-missing"):
        await send(asking, made.call.id)
    assert not await said(asking, made.call.id)


async def test_when_no_official_can_be_reached_the_worker_is_told(asking: Cast) -> None:
    for key in ("han", "liu", "zhao"):
        await asking.store.write(people.set_unreachable, IDS[key], "blocked")
    call_id = await drafted(asking)
    with pytest.raises(Refused, match="no-official-reachable"):
        await send(asking, call_id)
    assert (await now_of(asking, call_id)).submitted_at is None


async def test_one_official_agrees_and_the_second_is_told_who_did(asking: Cast) -> None:
    call_id = await drafted(asking)
    await send(asking, call_id)
    draft = await agree(asking, call_id)
    assert (draft.call.state, draft.call.number) == (CallState.OPEN, 1)
    assert await said(asking, call_id) == [("周社工", "submitted", None), ("韩书记", "agreed", None)]
    with pytest.raises(Refused, match="agreed-by") as second:
        await agree(asking, call_id, "liu")
    assert second.value.facts == {"who": "韩书记"}
    with pytest.raises(Refused, match="agreed-by"):
        await change(asking, call_id, "liu")
    [told] = await asking.promised(Kind.VERDICT)
    assert told.chat_id == IDS["zhou"]


async def test_two_officials_at_once_have_one_effect(asking: Cast) -> None:
    call_id = await drafted(asking)
    await send(asking, call_id)
    outcomes = await asyncio.gather(
        agree(asking, call_id, "han"), agree(asking, call_id, "liu"), change(asking, call_id, "zhao"),
        return_exceptions=True,
    )  # fmt: skip
    assert sum(isinstance(one, Refused) for one in outcomes) == 2
    history = await said(asking, call_id)
    assert len(history) == 2
    posted = (await now_of(asking, call_id)).state is CallState.OPEN
    assert posted is (history[-1][1] == Verdict.AGREED.value)
    assert len(await asking.promised(Kind.VERDICT)) == 1


async def test_only_officials_of_the_village_answer(asking: Cast) -> None:
    call_id = await drafted(asking)
    await send(asking, call_id)
    for nobody in ("zhou", "chen", "wang"):
        with pytest.raises(Refused, match="not-official"):
            await agree(asking, call_id, nobody)
    with pytest.raises(Refused, match="not-found"):
        await asking.store.write(
            approval.agree, now=SOON, call_id=call_id, by=IDS["han"].__class__(77), version=1, timing=HABITS.timing
        )


async def test_asked_for_a_change_the_draft_goes_back_and_comes_again(asking: Cast) -> None:
    call_id = await drafted(asking)
    await send(asking, call_id)
    with pytest.raises(Refused, match="change-unfit"):
        await change(asking, call_id, words="  ")
    assert await change(asking, call_id) == "周社工"
    with pytest.raises(Refused, match="change-asked-by"):
        await agree(asking, call_id, "liu")
    assert not await asking.promised(Kind.APPROVAL)
    await asking.store.write(posting.fill, now=SOON, call_id=call_id, by=IDS["zhou"], field=Field.NEEDED, value=15)
    again = await send(asking, call_id, version=2)
    assert [word.said for word in again.history] == [Verdict.SUBMITTED, Verdict.CHANGE, Verdict.SUBMITTED]
    assert (await agree(asking, call_id, "liu", 2)).call.needed == 15


async def test_a_draft_changed_after_it_was_sent_must_be_sent_again(asking: Cast) -> None:
    call_id = await drafted(asking)
    await send(asking, call_id)
    await asking.store.write(posting.fill, now=SOON, call_id=call_id, by=IDS["zhou"], field=Field.NEEDED, value=2)
    for version in (1, 2):
        with pytest.raises(Refused, match="approval-changed"):
            await agree(asking, call_id, version=version)
    han = await asking.who("han")
    assert await asking.store.read(approval.request, call_id=call_id, person_id=han.id, version=1) is None
    await send(asking, call_id)
    with pytest.raises(Refused, match="approval-changed"):
        await agree(asking, call_id, version=1)  # the first picture, still on somebody's phone
    assert (await agree(asking, call_id, version=2)).call.state is CallState.OPEN


async def test_agreeing_after_the_meeting_time_posts_nothing(asking: Cast) -> None:
    call_id = await drafted(asking)
    await send(asking, call_id)
    with pytest.raises(Refused, match="meet-past"):
        await agree(asking, call_id, now=EVENING + timedelta(days=2))
    assert len(await said(asking, call_id)) == 1


async def test_who_is_no_official_any_more_decides_nothing(asking: Cast) -> None:
    call_id = await drafted(asking)
    await send(asking, call_id)
    liu = await asking.who("liu")
    await asking.store.write(people.set_role, liu.id, None, by=IDS["han"], now=SOON)
    assert liu.role is Role.OFFICIAL
    with pytest.raises(Refused, match="not-official"):
        await agree(asking, call_id, "liu")


async def test_turned_off_meanwhile_the_worker_publishes(asking: Cast) -> None:
    call_id = await drafted(asking)
    await send(asking, call_id)
    await asking.store.write(approval.choose, now=SOON, village_id=asking.village.id, by=IDS["liu"], on=False)
    assert (await send(asking, call_id)).call.state is CallState.OPEN
    with pytest.raises(Refused, match="call-open"):
        await agree(asking, call_id)
