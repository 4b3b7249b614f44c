"""证明: a volunteer asks for the certificate, a social worker issues it with a tap, and both have the file."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aiogram import Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup

from domain.people import PersonId, VillageId
from domain.promises import Kind
from handlers.buttons import Tap, button
from handlers.cards import isolated
from handlers.letters import Outgoing, Writer
from handlers.record import half
from handlers.say import Say
from reports.certificate import certificate_docx
from texts.voice import voice_for
from usecases import certificates
from usecases.meeting import Me
from usecases.store import Store, Tx

router = Router(name="certificate")


@router.callback_query(Tap("certificate", int))
async def ask(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """证明, under one's own record: the social workers are asked."""
    told = await store.write(certificates.ask, now=now, village_id=VillageId(args[0]), by=me.user_id)
    await say.toast("certificate-toast", alert=True, workers=told)


@router.callback_query(Tap("certify", int))
async def issue(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime) -> None:
    """开证明: the file for the social worker to print and seal, and a copy for the volunteer."""
    made, person = await store.write(certificates.issue, now=now, person_id=PersonId(args[0]), by=me.user_id)
    await say.toast("certificate-issued-toast")
    paper = certificate_docx(made, say.voice)
    name = say.voice("certificate-file", number=made.number)
    await say.document_privately(paper, name)
    await say.edit(
        "certificate-issued", name=isolated(made.name), n=len(made.entries), hours=half(made.hours), number=made.number
    )
    if person.user_id is not None:
        # A copy to look at: what must not be lost is the letter, which is promised.
        with contextlib.suppress(TelegramAPIError):
            await say.bot.send_document(person.user_id, BufferedInputFile(paper, name))


async def asked(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """Somebody asks for a certificate: how many hours, and how many of them nobody but they themselves ticked."""
    told = await certificates.asking(
        tx, person_id=PersonId(payload["person"]), worker_id=PersonId(payload["worker"]), now=now
    )
    if told is None:
        return None
    voice = voice_for(told.reader.language or told.village.language)
    rows = [[button(voice("certificate-issue-button"), "certify", told.person.id, style="success")]]
    return Outgoing(
        voice.rich(
            "certificate-asked-letter",
            name=isolated(told.person.name),
            n=told.times,
            hours=half(told.hours),
            alone=half(told.unconfirmed),
        ),
        InlineKeyboardMarkup(inline_keyboard=rows),
    )


async def ready(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """The certificate is made: whom to go to for the seal."""
    told = await certificates.issued(tx, person_id=PersonId(payload["person"]), worker_id=PersonId(payload["worker"]))
    if told is None:
        return None
    person, worker, village = told
    voice = voice_for(person.language or village.language)
    return Outgoing(voice.rich("certificate-ready", who=isolated(worker.name)))


WRITERS: Final[Mapping[Kind, Writer]] = {Kind.CERTIFICATE_ASKED: asked, Kind.CERTIFICATE: ready}
