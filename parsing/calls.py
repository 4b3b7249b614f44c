"""A call in one sentence: 明早6点到志愿者菜园收土豆，要20个人，带手套.

The grammar, clause by clause, once the time has been taken out (``parsing.times``)::

    call     := piece*                      labelled lines first (``parsing.labels``), then clauses
    clause   := bring | roles | need | setting | greeting | note
    bring    := (请|每人|自)* (带|穿|戴|拿 …) things | things (自带|带上 …)
    roles    := (count role | role count) twice or more (``parsing.roles``)
    need     := (要|需要|来|招募 …)? count (人|名|位 …)? role?
    setting  := (who? (到|去|在)? place)? work  到志愿者菜园收土豆
    place    := words that end like a place (园, 村委会, 广场 …), before 集合 or before work
    work     := a work verb and what follows

A stated total stands and roles are within it; without one the roles add up. What no rule takes becomes
the note. A time that could be two times is no time (``parsing.doubts``): it stays missing and is asked for.
"""

from __future__ import annotations

import re
from datetime import datetime

from parsing import call_words as w
from parsing.blanks import closed_up, without_pictures
from parsing.call_clauses import bringing, clause, free
from parsing.call_draft import Draft, counts, settle
from parsing.calls_en import read_english_call
from parsing.clean import normalise
from parsing.counts import count_of
from parsing.drafts import CallReading, Field, ParsedRole, finished
from parsing.fields import read_bring, read_place
from parsing.labels import Labelled, labelled
from parsing.numbers import NUMBER
from parsing.places import VERB
from parsing.times import Doubt, TimeReading, moment_in

__all__ = ["CallReading", "Field", "ParsedRole", "read_call"]


def read_call(text: str, now: datetime) -> CallReading:
    """What a call in one sentence (or in labelled lines) says, seen from ``now`` in the village's zone.

    Never raises and never fills in what was not said.
    """
    words = w.COMMAND.sub("", normalise(text))
    if (plain := without_pictures(words)) != words:
        words = normalise(plain)
    if not re.search(r"[\u4e00-\u9fff]", words):
        return read_english_call(words, now)
    words = re.sub(r"\n+", "\n", re.sub(r" +(?=[和与及、,])", "", closed_up(words)[0]))
    time, pieces = _timed(labelled(words), now)
    draft = Draft()
    for piece in pieces:
        if piece.kind:
            _labelled(draft, piece.kind, piece.value)
        else:
            free(draft, piece.value)
    settle(draft)
    return finished(draft.title, time, draft.place, *counts(draft), draft.bring, draft.notes)


def _timed(pieces: tuple[Labelled, ...], now: datetime) -> tuple[TimeReading | None, list[Labelled]]:
    """When, and the pieces without the words that said so; a label of its own goes before all else."""
    told = "\n".join(piece.value for piece in pieces if piece.kind in {"time", "length"})
    rest = [piece for piece in pieces if piece.kind not in {"time", "length"}]
    time = moment_in(told, now) if told else None
    if isinstance(time, TimeReading) and time.has_hour:
        return time, rest
    day = time.meet.date() if isinstance(time, TimeReading) else None
    said = [piece.value for piece in rest if piece.kind not in {"note", "needed", "bring"}]
    whole = "\n\n".join(said)
    found = None if isinstance(time, Doubt) else moment_in(whole, now, day)
    for start, end in sorted(found.spans if found else (), reverse=True):
        whole = whole[:start] + re.sub(r"[^\n]+", w.GONE, whole[start:end]) + whole[end:]
    values = iter(w.AFTER_TIME.sub(w.GONE, whole).split("\n\n"))
    rest = [
        piece if piece.kind in {"note", "needed", "bring"} else Labelled(piece.kind, next(values)) for piece in rest
    ]
    found = found or time
    return (found if isinstance(found, TimeReading) else None), rest


def _labelled(draft: Draft, kind: str, words: str) -> None:
    """A labelled value; what stands behind its first stop is said freely again."""
    value, rest = words, ""
    if kind != "note" and (stop := re.search(r"[,。;!\n\u0001]", words)) and stop.start():
        value, rest = words[: stop.start()].strip(), words[stop.end() :]
        if kind == "bring" and stop[0] == "," and not w.BRING.match(rest) and VERB.match(rest) is None:
            value, _, rest = words.partition("\n")
    if kind == "title":
        draft.title = value.strip(w.GONE + " ") or draft.title
    elif kind == "place":
        if draft.labelled:
            free(draft, value)  # 集合地点 大队部, 去哪 李庄: the first is where to meet
        else:
            draft.place = read_place(value.strip(w.GONE + " ")) or draft.place
            draft.labelled = draft.place is not None
    elif kind == "bring":
        bringing(draft, value)
    elif kind == "needed":
        _numbered(draft, value)
    elif bring := w.BRING.match(value):
        bringing(draft, bring["what"])
    elif value:
        draft.notes += (value,)
    if rest:
        free(draft, rest)


def _numbered(draft: Draft, value: str) -> None:
    """人数：20; 需要：铁锹; 人数 20 扫地."""
    told = False
    for piece in w.SEP.split(value):
        bare = w.BARE_COUNT.match(piece)
        if bare:
            told = True
            if (count := count_of(bare)) and draft.total is None:
                draft.total = count
        elif told or re.search(NUMBER, piece):
            clause(draft, piece)
        elif bring := w.BRING.match(piece):
            bringing(draft, bring["what"])
        elif piece and not w.NO_ROLE.match(piece) and not re.search("不限|越多", piece):
            draft.bring += read_bring(piece) or ()
