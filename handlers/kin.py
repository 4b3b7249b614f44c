"""我妈 is somebody else from every mouth: a keeper's family is written down by the keeper's name."""

from __future__ import annotations

from collections.abc import Sequence

from parsing.party import own_kin
from texts.voice import Voice
from usecases.meeting import Me


def by_name(voice: Voice, me: Me, names: Sequence[str]) -> list[str]:
    """The names as they are kept: 李婶的妈 for 我妈, all others as they were said."""
    return [voice("kept-kin", keeper=me.name, kin=kin) if (kin := own_kin(name)) else name for name in names]
