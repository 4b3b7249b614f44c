"""The outbox: promised once, renewed while on its way, taken back, claimed in order, held back, ended visibly."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.promises import Kind, Promise
from domain.refusals import Refused
from storage import outbox, tables
from storage.outbox import LEASE, Letter
from storage.store import Store
from storage.tx import Tx
from tests.storage.books import NOW

MICRO = timedelta(microseconds=1)


def promise(key: str = "a", kind: Kind = Kind.REMINDER, to: int | None = 5, **more: Any) -> Promise:
    return Promise(kind, key, to, **{"due_at": NOW, **more})


async def give(store: Store, *promises: Promise) -> None:
    await store.write(outbox.promise, promises)


async def claim(store: Store, now: Any = NOW, sender: str = "one", **which: Any) -> Letter | None:
    return await store.write(outbox.claim_next, now=now, sender=sender, **which)


async def took(store: Store, now: Any = NOW, **which: Any) -> Letter:
    letter = await claim(store, now, **which)
    assert letter is not None
    return letter


async def went(store: Store, letter: Letter, now: Any = NOW, not_before: Any = None) -> None:
    await store.write(outbox.sent, letter, now=now, message_id=77, not_before=not_before)


async def row(store: Store, key: str = "a") -> Any:
    async def find(tx: Tx) -> Any:
        return await tx.one(select(tables.outbox).where(tables.outbox.c.dedupe == key))

    return await store.read(find)


async def all_claimed(store: Store, **which: Any) -> list[int | None]:
    order = []
    while letter := await claim(store, **which):
        order.append(letter.to)
    return order


async def test_a_letter_carries_what_was_promised(store: Store) -> None:
    await give(store, promise(payload={"call": 7, "line": "王"}, thread_id=3, expires_at=NOW + MICRO))
    letter = await took(store)
    assert replace(letter, id=0) == Letter(
        0, Kind.REMINDER, 5, 3, {"call": 7, "line": "王"}, 1, NOW, NOW + MICRO, 0, "2-personal"
    )


async def test_the_same_promise_is_made_once(store: Store) -> None:
    await give(store, promise(), promise("b", to=6), promise(to=9))
    await give(store, promise(to=8), promise("c", to=7))
    assert await all_claimed(store) == [5, 6, 7]


async def test_a_promise_kept_is_not_made_again(store: Store) -> None:
    await give(store, promise())
    await went(store, await took(store))
    await give(store, promise())
    assert await claim(store) is None


async def test_no_promise_is_no_row(store: Store) -> None:
    await give(store)
    assert await store.read(outbox.counts) == {"waiting": 0}


async def test_a_promise_is_lost_with_the_refusal_that_made_it(store: Store) -> None:
    async def refuse(tx: Tx) -> None:
        await outbox.promise(tx, [promise()])
        raise Refused("not-found")

    with pytest.raises(Refused):
        await store.write(refuse)
    assert await row(store) is None


async def test_cards_go_first_then_persons_then_broadcasts_each_by_due_time(store: Store) -> None:
    await give(
        store,
        promise("a", Kind.FEEDBACK, 1, due_at=NOW - timedelta(hours=3)),
        promise("b", Kind.REMINDER, 2),
        promise("c", Kind.MOVED_UP, 3, due_at=NOW - timedelta(hours=1)),
        promise("d", Kind.CARD, 4),
        promise("e", Kind.MOVED_UP, 5),
    )
    assert await all_claimed(store) == [4, 3, 2, 5, 1]


async def test_nothing_goes_before_it_is_due(store: Store) -> None:
    await give(store, promise())
    assert await claim(store, NOW - MICRO) is None
    assert await claim(store, NOW) is not None


async def test_only_wanted_ranks_and_idle_chats_are_claimed_and_a_deed_always(store: Store) -> None:
    await give(store, promise("a", Kind.CARD, 1), promise("b", to=2), promise("c", Kind.OPEN_ROUND, None))
    assert await claim(store, ranks=["3-broadcast"]) is None
    assert (await took(store, busy=[1, 2])).to is None
    assert (await took(store, busy=[1])).to == 2
    assert (await took(store, ranks=["1-card"])).to == 1


async def test_an_expired_letter_is_left_to_the_sender_to_bury(store: Store) -> None:
    await give(store, promise(expires_at=NOW - MICRO))
    letter = await took(store)
    assert letter.expires_at == NOW - MICRO
    await store.write(outbox.bury, letter, now=NOW, fate="expired")
    assert (await row(store)).fate == "expired"


async def test_a_claim_holds_until_its_lease_ends(store: Store) -> None:
    await give(store, promise())
    assert (await took(store)).attempts == 0
    assert await claim(store, NOW + LEASE, sender="two") is None
    again = await took(store, NOW + LEASE + MICRO, sender="two")
    assert again.attempts == 1
    assert (await row(store)).claimed_by == "two"


async def test_many_senders_never_claim_the_same_row(store: Store, other: Store) -> None:
    await give(store, *(promise(str(n), to=n) for n in range(12)))
    claims = [claim((store, other)[n % 2], sender=str(n)) for n in range(16)]
    letters = [letter.to or 0 for letter in await asyncio.gather(*claims) if letter]
    while letter := await claim(store):
        letters.append(letter.to or 0)
    assert sorted(letters) == list(range(12))


async def test_a_dead_senders_claims_are_given_back_at_once(store: Store) -> None:
    await give(store, promise("a", to=1), promise("b", to=2))
    await took(store, sender="dead")
    await took(store, sender="alive")
    assert await store.write(outbox.release, "dead") == 1
    assert await all_claimed(store) == [1]


async def test_a_card_dirtied_while_it_was_drawn_is_drawn_again(store: Store) -> None:
    card = promise("card:1", Kind.CARD, -1)
    await store.write(outbox.renew, card)
    letter = await took(store)
    await store.write(outbox.renew, card)
    assert await claim(store, sender="two") is None, "it is still on its way"
    await went(store, letter, not_before=NOW + timedelta(seconds=3))
    assert (await row(store, "card:1")).sent_at is None
    assert await claim(store, NOW + timedelta(seconds=3) - MICRO) is None
    again = await took(store, NOW + timedelta(seconds=3))
    assert (again.revision, again.attempts) == (2, 0)
    await went(store, again)
    assert await claim(store, NOW + timedelta(days=1)) is None


async def test_many_renewals_are_one_row(store: Store) -> None:
    card = promise("card:1", Kind.CARD, -1)
    await asyncio.gather(*(store.write(outbox.renew, card) for _ in range(5)))
    assert await all_claimed(store) == [-1]


async def test_a_renewed_row_shows_the_new_facts_and_has_no_past(store: Store) -> None:
    await store.write(outbox.renew, promise("card:1", Kind.CARD, -1, thread_id=4))
    await store.write(outbox.bury, await took(store), now=NOW, fate="failed", error="x")
    later = NOW + timedelta(minutes=1)
    await store.write(
        outbox.renew,
        promise("card:1", Kind.CARD, -2, due_at=later, expires_at=later + MICRO, payload={"call": 2}, thread_id=None),
    )
    letter = await took(store, later)
    assert (letter.to, letter.thread_id, letter.payload, letter.attempts) == (-2, None, {"call": 2}, 0)
    assert (letter.due_at, letter.expires_at, letter.revision) == (later, later + MICRO, 2)
    assert (await row(store, "card:1")).fate is None


async def test_taking_back_takes_what_is_not_sent_under_the_prefix_only(store: Store) -> None:
    for key in ("remind:7:1", "remind:7:2", "remind:77:1", "remind:7"):
        await give(store, promise(key))
        if key == "remind:7:1":
            await went(store, await took(store))
    assert await store.write(outbox.revoke, "remind:7:") == 1
    assert [await row(store, key) is not None for key in ("remind:7:1", "remind:7:2", "remind:77:1", "remind:7")] == [
        True,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("prefix", ["a_", "a%", "a/", "a\\"])
async def test_a_prefix_is_taken_word_for_word(store: Store, prefix: str) -> None:
    await give(store, promise(f"{prefix}x"), promise("abx"), promise("a:x"), promise(f"b{prefix}x"))
    assert await store.read(outbox.fates, prefix) == {"waiting": 1}
    assert await store.write(outbox.revoke, prefix) == 1
    assert await row(store, f"{prefix}x") is None
    assert await row(store, "abx") is not None


async def test_what_was_taken_back_on_its_way_is_gone(store: Store) -> None:
    await give(store, promise("remind:7:1"))
    letter = await took(store)
    assert await store.read(outbox.again, letter) == replace(letter, attempts=1)
    await store.write(outbox.revoke, "remind:7:")
    assert await store.read(outbox.again, letter) is None
    await went(store, letter)
    await store.write(outbox.bury, letter, now=NOW, fate="failed")
    await store.write(outbox.give_back, letter, until=NOW, error="x")
    assert await store.read(outbox.counts) == {"waiting": 0}


async def test_again_sees_the_row_dirtied_meanwhile(store: Store) -> None:
    await store.write(outbox.renew, promise())
    letter = await took(store)
    await store.write(outbox.renew, promise(payload={"n": 2}))
    fresh = await store.read(outbox.again, letter)
    assert fresh is not None
    assert (fresh.revision, fresh.payload) == (2, {"n": 2})


async def test_a_row_given_back_waits_and_counts_unless_told_not_to(store: Store) -> None:
    await give(store, promise())
    later = NOW + timedelta(seconds=30)
    await store.write(outbox.give_back, await took(store), until=later, error="x" * 999)
    assert await claim(store, later - MICRO) is None
    second = await took(store, later)
    assert second.attempts == 1
    assert len((await row(store)).last_error) == 300
    await store.write(outbox.give_back, second, until=later, error="429", counts=False)
    assert (await took(store, later)).attempts == 1


async def test_a_buried_row_is_seen_and_not_sent(store: Store) -> None:
    await give(store, promise())
    await store.write(outbox.bury, await took(store), now=NOW, fate="unreachable", error="blocked")
    buried = await row(store)
    assert (buried.dead_at, buried.fate, buried.last_error, buried.claimed_by) == (NOW, "unreachable", "blocked", None)
    assert await claim(store, NOW + timedelta(days=1)) is None
    assert await store.read(outbox.counts) == {"waiting": 0, "unreachable": 1}


async def test_a_row_dirtied_on_its_way_is_not_buried_and_goes_at_once(store: Store) -> None:
    await store.write(outbox.renew, promise())
    letter = await took(store)
    await store.write(outbox.renew, promise())
    await store.write(outbox.bury, letter, now=NOW, fate="untrue")
    assert (await row(store)).dead_at is None
    assert await claim(store) is not None


async def test_how_promises_ended_is_told_by_fate(store: Store) -> None:
    await give(store, *(promise(f"off:7:{n}", to=n) for n in range(5)), promise("off:8:1", to=9))
    for fate in ("sent", "sent", "expired", "unreachable"):
        letter = await took(store)
        if fate == "sent":
            await went(store, letter)
        else:
            await store.write(outbox.bury, letter, now=NOW, fate=fate)
    assert await store.read(outbox.fates, "off:7:") == {"sent": 2, "expired": 1, "unreachable": 1, "waiting": 1}
    assert await store.read(outbox.fates, "off:9:") == {}


async def test_what_waits_follows_the_group_to_its_new_number(store: Store) -> None:
    await give(store, promise("a", to=-5), promise("b", to=-5), promise("c", to=-6))
    await went(store, await took(store))
    await store.write(outbox.move_chat, -5, -1005)
    assert [(await row(store, key)).chat_id for key in "abc"] == [-5, -1005, -6]


async def test_ended_rows_are_forgotten_after_a_while_and_waiting_ones_never(store: Store) -> None:
    await give(store, *(promise(key, to=n) for n, key in enumerate("abcd")))
    old = NOW - timedelta(days=30)
    await went(store, await took(store), now=old - MICRO)
    await store.write(outbox.bury, await took(store), now=old - MICRO, fate="failed")
    await went(store, await took(store), now=old)
    assert await store.write(outbox.purge, old) == 2
    assert [await row(store, key) is not None for key in "abcd"] == [False, False, True, True]


async def test_a_row_this_version_cannot_read_is_set_aside_and_the_others_go_on(store: Store) -> None:
    await give(store, *(promise(key, to=n, due_at=NOW) for n, key in enumerate("abc")))
    await give(store, promise("later", due_at=NOW + MICRO))

    async def spoil(tx: Tx) -> None:
        for key, change in (("a", {"kind": "of the future"}), ("b", {"payload": "{"}), ("later", {"kind": "?"})):
            await tx.run(update(tables.outbox).where(tables.outbox.c.dedupe == key).values(**change))

    await store.write(spoil)
    with pytest.raises(ValueError, match="of the future"):
        await claim(store)
    assert len(await store.write(outbox.bury_unreadable, now=NOW)) == 2
    assert await all_claimed(store) == [2]
    assert await store.read(outbox.counts) == {"waiting": 2, "failed": 2}


async def test_a_letter_on_its_way_that_was_taken_back_does_not_count_for_the_next_one(store: Store) -> None:
    """The next row must not get the id of the one that was deleted while it was on the wire."""
    await give(store, promise("up:1:1:1"))
    on_the_way = await took(store)
    await store.write(outbox.revoke, "up:1:")
    await give(store, promise("offer:1:2:2", to=6))
    await went(store, on_the_way)
    assert (await row(store, "offer:1:2:2")).sent_at is None
    assert (await took(store)).to == 6


async def test_nor_does_burying_or_giving_it_back_touch_the_next_one(store: Store) -> None:
    for end in ("bury", "give back"):
        await give(store, promise(f"up:{end}"))
        on_the_way = await took(store)
        await store.write(outbox.revoke, "up:")
        await give(store, promise(f"offer:{end}", to=6))
        if end == "bury":
            await store.write(outbox.bury, on_the_way, now=NOW, fate="untrue")
        else:
            await store.write(outbox.give_back, on_the_way, until=NOW + MICRO, error="x")
        assert (await took(store)).to == 6
        await store.write(outbox.revoke, "offer:")
