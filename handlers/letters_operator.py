"""One line to whoever looks after the bot: something was set aside, something did not arrive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from aiogram.utils.formatting import Text

from domain.people import UserId
from domain.promises import Kind
from handlers.letters import Outgoing, Writer
from texts.voice import voice_for
from usecases.overview import language_of
from usecases.store import Tx


async def operator(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
    """`line` names the text, the rest are its facts; `who`, where given, is the operator, in whose language it is."""
    facts = {name: fact for name, fact in payload.items() if name not in ("line", "who")}
    language = await language_of(tx, UserId(payload["who"])) if "who" in payload else None
    return Outgoing(Text(voice_for(language or "zh")(payload["line"], **facts)))


WRITERS: Final[dict[Kind, Writer]] = {Kind.OPERATOR: operator}
