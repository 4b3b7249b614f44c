"""/export: tables of calls, sign-ups and attendance for organisers, as files that a spreadsheet opens safely."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from domain.people import VillageId, check_organiser
from domain.refusals import Refused
from handlers.buttons import Tap, button
from handlers.say import Say
from handlers.words import Said
from reports.tables import to_csv
from usecases import exports
from usecases.exports import Table
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="export")


@router.message(Said("export"))
async def asked_for(message: Message, store: Store, me: Me, say: Say, argument: str) -> None:
    """导出: which table of which village; one village is not asked about."""
    organised = [person for person in me.memberships if person.organises]
    check_organiser(next(iter(organised), None))
    rows = [
        [button(say.voice(f"export-{table.value}"), "export", table.value, person.village_id)]
        for person in organised
        for table in Table
        if argument in ("", table.value)
    ]
    await say.alone("export-which", InlineKeyboardMarkup(inline_keyboard=rows))


@router.callback_query(Tap("export", str, int))
async def send(query: CallbackQuery, args: tuple[str, int], store: Store, me: Me, say: Say) -> None:
    """The file itself, for an organiser of that village only."""
    if args[0] not in {table.value for table in Table}:
        raise Refused("stale-button")
    table = Table(args[0])
    told = await store.read(exports.for_organiser, table=table, village_id=VillageId(args[1]), by=me.user_id)
    await say.toast()
    await say.document_privately(to_csv(told.columns, told.rows), say.voice(f"export-name-{table.value}"))
