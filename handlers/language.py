"""/language: one's own in a private chat; the village's in its group, for those who organise there."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from domain.people import Village, check_organiser
from domain.refusals import Refused
from handlers.buttons import Tap, button
from handlers.say import Say
from handlers.words import Said
from texts.voice import LANGUAGES, voice_for
from usecases import people, villages
from usecases.meeting import Me
from usecases.store import Store

router = Router(name="language")


@router.message(Said("language"))
async def ask(_message: Message, say: Say, me: Me, village: Village | None) -> None:
    """Two buttons, each in its own language."""
    if not say.private and not me.operator:
        check_organiser(me.person)
    words = "language-ask" if village is None else voice_for(village.language).rich("language-ask-village")
    await say.reply(words, language_buttons())


def language_buttons() -> InlineKeyboardMarkup:
    """One for each language, in that language."""
    labels = [button(voice_for(language)("language-name"), "lang", language) for language in LANGUAGES]
    return InlineKeyboardMarkup(inline_keyboard=[labels])


@router.callback_query(Tap("lang", str))
async def chosen(
    _tap: CallbackQuery, args: tuple[str], store: Store, now: datetime, say: Say, me: Me, village: Village | None
) -> None:
    """The choice holds where the buttons stand."""
    language = args[0]
    if language not in LANGUAGES or (village is None and not say.private):
        raise Refused("stale-button")
    voice = voice_for(language)
    if village is None:
        await store.write(people.speak, user_id=me.user_id, name=me.name, language=language)
        await say.edit(voice.rich("language-chosen"))
    else:
        await store.write(
            villages.speak, now=now, village_id=village.id, by=me.user_id, operator=me.operator, language=language
        )
        await say.edit(voice.rich("language-chosen-village"))
    await say.toast()
