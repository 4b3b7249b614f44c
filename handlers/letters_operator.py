"""One line to whoever looks after the bot or a village: something was set aside, did not arrive, cannot be said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram.utils.formatting import Text

from domain.people import UserId
from domain.promises import Kind
from handlers.letters import Outgoing, Writer
from texts.voice import voice_for
from usecases.meeting import spoken_by
from usecases.store import Tx


def writers(language: str) -> dict[Kind, Writer]:
    """`language` is what is spoken to somebody who chose none and belongs to no village."""

    async def operator(tx: Tx, payload: Mapping[str, Any], now: datetime) -> Outgoing | None:
        """`line` names the text, the rest are its facts; `who` is the reader, in whose language it is."""
        facts = {name: fact for name, fact in payload.items() if name not in ("line", "who")}
        spoken = await spoken_by(tx, UserId(payload["who"])) if "who" in payload else None
        return Outgoing(Text(voice_for(spoken or language)(payload["line"], **facts)))

    return {Kind.OPERATOR: operator}
