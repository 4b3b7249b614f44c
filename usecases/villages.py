"""A village comes to be, moves house, speaks another language, loses the bot and gets it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.calls import CallState
from domain.names import clean_line
from domain.people import Person, Role, UserId, Village, VillageId, check_organiser
from domain.promises import Kind, Promise
from domain.refusals import Refused
from storage import calls, ledger, outbox, people, updates, villages
from storage.tx import Tx
from usecases import standing
from usecases.redraw import redraw

LONGEST_TITLE: Final = 40
HINT_AGAIN: Final = timedelta(days=1)
"""A group that nobody set up is told how at most this often."""
MOST_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a new village starts with: an IANA zone and a language. The operator's settings."""

    zone: str
    language: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """A village was registered. `official` is the administrator who did it, unless the operator did."""

    village: Village
    official: Person | None


async def set_up(
    tx: Tx,
    *,
    now: datetime,
    chat_id: int,
    thread_id: int | None,
    title: str,
    by: UserId,
    name: str,
    operator: bool,
    administrator: bool,
    defaults: Defaults,
) -> SetUp:
    """Register a group as a village. The platform was asked whether `by` administers the group; the operator need
    not. An administrator becomes the first official; the operator stays outside.
    Raises Refused("already-set-up" | "not-administrator")."""
    if await villages.of_chat(tx, chat_id):
        raise Refused("already-set-up")
    if not (operator or administrator):
        raise Refused("not-administrator")
    village = await villages.add(
        tx,
        chat_id=chat_id,
        thread_id=thread_id,
        title=clean_line(title, LONGEST_TITLE) or f"#{abs(chat_id) % 10_000:04d}",
        zone=defaults.zone,
        language=defaults.language,
        set_up_by=by,
        now=now,
    )
    official = None
    if not operator:
        setter = await people.belong(tx, village.id, by, name)
        await people.set_role(tx, setter.id, Role.OFFICIAL, by=by, now=now)
        official = await people.get(tx, setter.id)
    await ledger.note(tx, "village-set-up", now=now, actor=by, village_id=village.id)
    return SetUp(village, official)


async def hint(tx: Tx, *, now: datetime, chat_id: int) -> bool:
    """Whether a group that nobody set up may be told how, now; answering yes counts as having told it."""
    book = f"setup-hint:{chat_id}"
    last = await ledger.last_ran(tx, book)
    if last is not None and now - last < HINT_AGAIN:
        return False
    await ledger.ran(tx, book, now)
    return True


async def speak(tx: Tx, *, now: datetime, village_id: VillageId, by: UserId, operator: bool, language: str) -> Village:
    """Choose the language of the group; its open cards are redrawn. Raises Refused("not-organiser")."""
    if not operator:
        check_organiser(await standing.member(tx, village_id, by))
    await villages.set_language(tx, village_id, language)
    await _redraw(tx, village_id, now, afresh=False)
    village = await villages.get(tx, village_id)
    assert village is not None
    return village


async def come_back(tx: Tx, *, now: datetime, chat_id: int) -> Village | None:
    """The bot was put into a group. A village it knows gets its open cards anew; None: nobody set this group up."""
    village = await villages.of_chat(tx, chat_id)
    if village is None:
        return None
    await villages.set_left(tx, chat_id, None)
    await _redraw(tx, village.id, now, afresh=True)
    await ledger.note(tx, "bot-came-back", now=now, village_id=village.id)
    return village


async def lose(tx: Tx, *, now: datetime, chat_id: int, by: UserId | None = None, operators: frozenset[int]) -> None:
    """The bot is no longer in a group: remember since when and by whom (None: a letter bounced), and promise its
    officials and the operators a private line. The second who notices changes nothing."""
    village = await villages.of_chat(tx, chat_id)
    if village is None or await villages.is_left(tx, chat_id):
        return
    await villages.set_left(tx, chat_id, now)
    await ledger.note(tx, "bot-removed", now=now, actor=by, village_id=village.id)
    await _tell(tx, village, f"removed:{village.id}:{now:%Y%m%dT%H%M%S}", "operator-bot-removed", operators, now)


async def fall_silent(tx: Tx, *, now: datetime, chat_id: int, operators: frozenset[int]) -> None:
    """The bot is in a group but may not write there: its officials and the operators hear so once a day."""
    village = await villages.of_chat(tx, chat_id)
    if village is not None:
        await _tell(tx, village, f"muted:{village.id}:{now:%Y%m%d}", "operator-bot-muted", operators, now)


async def _tell(tx: Tx, village: Village, about: str, line: str, operators: frozenset[int], now: datetime) -> None:
    officials = {p.user_id for p in await people.with_role(tx, village.id, Role.OFFICIAL) if p.user_id is not None}
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.OPERATOR,
                f"op:{about}:{reader}",
                reader,
                now,
                payload={"line": line, "village": village.title, "who": reader},
            )
            for reader in sorted(operators | officials)
        ],
    )


async def is_out_of(tx: Tx, *, chat_id: int) -> bool:
    """Whether this is the group of a village that the bot was removed from."""
    return await villages.is_left(tx, chat_id)


async def move(tx: Tx, *, now: datetime, old: int, new: int) -> bool:
    """A group became a supergroup with a new id. The platform says so twice, in the old group and in the new; the
    second time changes nothing. Its open cards are posted afresh. Returns whether anything moved."""
    village = await villages.of_chat(tx, old)
    if village is None or await villages.of_chat(tx, new):
        return False
    await villages.move_chat(tx, old, new)
    await outbox.move_chat(tx, old, new)
    await _redraw(tx, village.id, now, afresh=False)
    await ledger.note(tx, "group-moved", now=now, village_id=village.id, old=old, new=new)
    return True


@dataclass(frozen=True, slots=True)
class VillageState:
    """How a village stands, for those who organise in it."""

    village: Village
    role: Role | None
    officials: tuple[str, ...]
    workers: tuple[str, ...]
    known: int
    open_calls: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What waits for the operator: updates set aside, letters that could not be delivered or came too late."""

    parked: int
    failed: int
    expired: int
    waiting: int


async def states(tx: Tx, *, by: UserId, operator: bool) -> list[VillageState]:
    """The villages somebody organises in (every village for the operator), at most 20, oldest first."""
    roles = {p.village_id: p.role for p in await people.memberships(tx, by)}
    shown = await villages.all_villages(tx) if operator else await villages.of_user(tx, by)
    mine = [v for v in shown if operator or roles.get(v.id)]
    return [await _state(tx, village, roles.get(village.id)) for village in mine[:MOST_SHOWN]]


async def trouble(tx: Tx) -> Trouble:
    """How many updates and letters need the operator's eye."""
    fates = await outbox.fates(tx, "")
    return Trouble(
        parked=await updates.parked_count(tx),
        failed=fates.get("failed", 0),
        expired=fates.get("expired", 0),
        waiting=fates.get("waiting", 0),
    )


async def _state(tx: Tx, village: Village, role: Role | None) -> VillageState:
    return VillageState(
        village,
        role,
        tuple(p.name for p in await people.with_role(tx, village.id, Role.OFFICIAL)),
        tuple(p.name for p in await people.with_role(tx, village.id, Role.WORKER)),
        await people.count(tx, village.id),
        len(await calls.of_village(tx, village.id, CallState.OPEN)),
    )


async def _redraw(tx: Tx, village_id: VillageId, now: datetime, *, afresh: bool) -> None:
    for call in await calls.of_village(tx, village_id, CallState.OPEN):
        if afresh:
            for card in await calls.cards(tx, call.id):
                await calls.card_is(tx, card.id, None)
        await redraw(tx, call.id, now)
