"""A call in one English sentence: tomorrow 6am harvest potatoes at the garden, need 20, bring gloves."""

from __future__ import annotations

import re
from datetime import datetime

from parsing.drafts import CallReading, RoleReading, finished
from parsing.fields import FEWEST, MOST, read_bring
from parsing.times import read_time

_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
    "twenty": 20,
}
_N = rf"(?:\d{{1,4}}|{'|'.join(_WORDS)})"
_PEOPLE = r"(?:people|persons|volunteers|helpers|hands|villagers|men|women|person|volunteer)"
_NEED = re.compile(
    "^(?:we )?(?:need|needs|needed|looking for|want|about|"
    rf"max)?\s*(?P<n>{_N})\s*(?:more\s+)?(?P<role>[a-z ]*?)(?:\s+(?:needed|wanted|please))?$"
)
_BRING = re.compile(r"^(?:please |everyone |and )*(?:bring|wear|take)\s+(?P<what>.+)$", re.IGNORECASE)
_THERE = re.compile(r"^(?:at|near|place:) (?:the )?(?P<place>[a-z][\w' ]+)$", re.IGNORECASE)
_AT = re.compile(r"\s*\b(?:at|in|by|near)\s+(?:the\s+)?(?P<place>(?!least\b)[a-z][\w' ]+?)\s*$", re.IGNORECASE)


def read_english_call(words: str, now: datetime) -> CallReading:
    """What an English call says, by the same rules as ``read_call``."""
    time = read_time(words, now)
    for start, end in sorted(time.spans if time else (), reverse=True):
        words = words[:start] + " " + words[end:]
    title, place, total, roles, notes = "", None, None, [], []
    bring: tuple[str, ...] = ()
    for piece in re.split(r"[,;.!\n]+", words):
        piece = " ".join(re.sub(r"^\s*(?:at|on|from|hi all|dear all)\b(?=\s*$)", "", piece).split())
        if place is None and (there := _THERE.match(piece)):
            place = there["place"].strip()
            continue
        piece = re.sub(
            r"^(?:(?:on|at|from|we will|we'll|let's|please|come and|come to|help us|help to|help)\s+)+",
            "",
            piece,
            flags=re.IGNORECASE,
        )
        if not piece:
            continue
        if found := _BRING.match(piece):
            bring += read_bring(found["what"]) or ()
        elif need := _NEED.match(piece.lower()):
            number = int(need["n"]) if need["n"].isdigit() else _WORDS[need["n"]]
            role = re.sub(rf"^{_PEOPLE}\s*(?:to|for)?\s*", "", need["role"].strip())
            if not FEWEST <= number <= MOST:
                continue
            if role:
                roles.append(RoleReading(role, number))
            else:
                total = number if total is None else total
        elif not title:
            at = _AT.search(piece)
            place = at["place"].strip() if at and place is None else place
            title = piece[: at.start()].strip() if at else piece
        elif place is None and (at := _AT.match(piece)):
            place = at["place"].strip()
        else:
            notes.append(piece)
    if total is None and roles:
        total = sum(role.needed for role in roles)
    return finished(title, time, place, total, tuple(roles), bring, tuple(notes))
