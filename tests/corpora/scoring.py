"""How well the ear does on a corpus: what is right, what is wrong, and who was signed up falsely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from parsing.calls import read_call
from parsing.changes import ChangeReading, Standing, read_change
from parsing.jielong import ChainItem, read_chain
from parsing.replies import read_reply
from parsing.times import read_time
from tests.corpora import rows

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Score:
    """The outcome on one part of a corpus; ``false`` counts false sign-ups, ``wrong`` tells slips.

    ``right`` counts the rows, a call by the share of its fields; ``whole`` only the rows right to the last field.
    """

    right: float
    total: int
    false: int
    micros: float
    whole: int
    wrong: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        return self.right / self.total

    def line(self, name: str) -> str:
        return (
            f"{name:<16} {self.whole:>4}/{self.total:<4} {self.accuracy:7.2%}  "
            f"false sign-ups {self.false}  {self.micros:6.0f} µs a message"
        )


def _tell(text: str, wanted: object, got: object) -> str:
    return f"{text!r}: wanted {wanted}, got {got}"


def _reply(row: dict[str, Any]) -> tuple[bool, bool, str]:
    got = read_reply(row["text"], roles=row.get("roles", ()))
    act = got.act.value
    allowed = act in {row["act"], *row.get("also", ())}
    right = allowed
    if act == row["act"]:
        if "party" in row:
            right = right and got.party == row["party"]
        if act in {"join", "join_for", "leave_for"}:
            right = right and list(got.names) == row.get("names", [])
        right = right and ("more" not in row or got.more == row["more"])
        right = right and ("role" not in row or got.role == row["role"])
        if "question" in row:
            right = right and got.question is not None and got.question.value == row["question"]
    signs_up = act in {"join", "join_for"}
    false = signs_up and (not allowed or got.party > row.get("party", 1))
    return right, false, _tell(row["text"], row, got)


def _wall(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M") if moment else None


def _now(row: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(row["now"]).replace(tzinfo=ZONE)


def _call(row: dict[str, Any]) -> tuple[float, bool, str]:
    """A call counts by its fields: seven right of eight are seven eighths."""
    got = read_call(row["text"], _now(row))
    found = {
        "title": got.title,
        "meet": _wall(got.meet),
        "ends": _wall(got.ends),
        "place": got.place,
        "needed": got.needed,
        "roles": {role.name: _span(role.least, role.most) for role in got.roles},
        "least": got.least,
        "bring": list(got.bring),
    }
    empty: dict[str, Any] = {"ends": None, "roles": {}, "bring": []}
    wanted = {key: row.get(key, empty.get(key)) for key in found} | {"least": row.get("least", row.get("needed"))}
    also = row.get("also", {})
    off = {
        key: (wanted[key], found[key])
        for key in found
        if wanted[key] != found[key] and found[key] not in also.get(key, ())
    }
    return 1 - len(off) / len(found), False, f"{row['text']!r}: {off}"


def _span(least: int, most: int) -> int | list[int]:
    return most if least == most else [least, most]


def _time(row: dict[str, Any]) -> tuple[bool, bool, str]:
    got = read_time(row["text"], _now(row))
    found = (None, False) if got is None else (_wall(got.meet), not got.has_hour)
    wanted = row["meet"] if not row["day_only"] else f"{row['meet']}T00:00"
    return found == (wanted, row["day_only"]), False, _tell(row["text"], wanted, found)


def _chain(row: dict[str, Any]) -> tuple[bool, bool, str]:
    got = read_chain(row["text"])
    found = None if got is None else [_shown(item) for item in got.items]
    extra = found is not None and len(found) > len(row["items"] or ())
    return found == row["items"], extra, _tell(row["text"], row["items"], found)


def _shown(item: ChainItem) -> dict[str, Any]:
    told = {"name": item.name, "party": item.party, "by": item.by, "role": item.role, "note": item.note}
    return {key: value for key, value in told.items() if value and (key, value) != ("party", 1)}


STANDING = Standing("收土豆", datetime(2026, 11, 24, 6, 0, tzinfo=ZONE), 20, ("手套",))
"""The call that the sentences of the corpus ``changes`` change, at 20:30 the evening before."""


def _change(row: dict[str, Any]) -> tuple[bool, bool, str]:
    got = read_change(row["text"], datetime(2026, 11, 23, 20, 30, tzinfo=ZONE), STANDING)
    found = {} if got is None else _changed(got)
    wanted = {key: value for key, value in row.items() if key != "text"}
    return found == wanted, False, _tell(row["text"], wanted, found)


def _changed(got: ChangeReading) -> dict[str, Any]:
    told = {
        "meet": _wall(got.meet),
        "day": got.day.isoformat() if got.day else None,
        "place": got.place,
        "needed": [got.needed.least, got.needed.most] if got.needed else None,
        "bring": None if got.bring is None else list(got.bring),
        "title": got.title,
        "cancel": got.cancel.value if got.cancel else None,
        "unread": [field.value for field in got.unread] or None,
    }
    return {key: value for key, value in told.items() if value is not None}


_JUDGES: dict[str, Callable[[dict[str, Any]], tuple[float, bool, str]]] = {
    "replies": _reply,
    "calls": _call,
    "times": _time,
    "chains": _chain,
    "changes": _change,
}


CORPORA = tuple(_JUDGES)


def score(name: str, part: str) -> Score:
    """The ear's score on one part (``build`` or ``check``) of the corpus ``name``."""
    judge, corpus = _JUDGES[name], rows(name, part)
    started = process_time()
    verdicts = [judge(row) for row in corpus]
    micros = (process_time() - started) / len(corpus) * 1e6
    return Score(
        right=sum(right for right, _, _ in verdicts),
        total=len(corpus),
        false=sum(false for _, false, _ in verdicts),
        micros=micros,
        whole=sum(right == 1 for right, _, _ in verdicts),
        wrong=tuple(told for right, false, told in verdicts if right < 1 or false),
    )
