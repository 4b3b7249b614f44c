"""Where a message falls into clauses: at stops, at blanks, and where a voice message ran on without any."""

from __future__ import annotations

import re

from parsing.clauses import read_clause
from parsing.english import is_english, read_english
from parsing.moves import Clause, Move
from parsing.questions import QuestionKind

_STOPS = re.compile(r"[,;。!…\n]+|\.(?=\s|$|[^\d])|(?<=\?)\s*|~+")


def cut(words: str) -> list[Clause]:
    """The clauses of a folded message, read: cut at stops, at blanks, and where a voice message ran on."""
    found: list[Clause] = []
    for piece in _STOPS.split(words):
        piece = piece.strip(" :、\"'“”()")
        if piece:
            found.extend(_read_piece(piece))
    return found


def _read_piece(piece: str) -> list[Clause]:
    """A piece whole if it makes sense whole, else cut at its blanks, else where a voice message ran on."""
    if is_english(piece):
        return [read_english(piece)]
    whole = read_clause(piece)
    if " " in piece and whole.move not in {Move.JOIN, Move.JOIN_FOR, Move.LEAVE, Move.LEAVE_FOR}:
        parts = [part for part in piece.split(" ") if part]
        return [clause for part in parts for clause in _read_piece(part)]
    if whole.move in {Move.SHAKY, Move.QUESTION, Move.NOTE, Move.PAST, Move.MAYBE} and (run := _run_on(piece)):
        return run
    return [whole]


_FIRM = {Move.JOIN, Move.JOIN_FOR}
_SOFT = {Move.NOTE, Move.IDLE, Move.COUNT, Move.NOD}
_CUTS = re.compile(
    "(?<=.)(?=我|俺|咱|几点|在哪|带啥|带什么|明天|明早|到时|算|报名|带|晚到|开车|骑车|自带|不过|但是|"
    "就是|谢谢|她|他|没微信|没手机|都带|需要|用带|早上|家里)"
    r"|(?<=[啊呀吧哈咧了呢])(?=.)"
)


def _run_on(piece: str) -> list[Clause] | None:
    """A voice message without stops, cut so that every part is understood: sign-up, note, reason, question.

    None when no cut explains all of it, or when nothing in it signs anybody up plainly.
    """
    if len(piece) > 60:
        return None
    ends = [*(m.start() for m in _CUTS.finditer(piece)), len(piece)][-16:]
    # best[i]: how piece[:i] reads with the fewest parts, as the parts' clauses.
    best: dict[int, list[Clause]] = {0: []}
    for end in ends:
        for start in sorted(best):
            if start < end and (end not in best or len(best[start]) + 1 < len(best[end])):
                part = _part(piece[start:end], best[start])
                if part is not None:
                    best[end] = [*best[start], part]
    found = best.get(len(piece))
    if not found or len(found) < 2:
        return None
    moves = [clause.move for clause in found]
    firm = any(move in _FIRM for move in moves)
    return found if firm and moves[0] is not Move.QUESTION else None


def _part(words: str, before: list[Clause]) -> Clause | None:
    """One part of a run-on message, or None if it is not wholly understood."""
    clause = read_clause(words)
    if clause.move in _FIRM or clause.move in _SOFT:
        return clause
    firm = [c for c in before if c.move in _FIRM]
    if clause.move is Move.QUESTION and firm and len(words) >= 2:
        return clause if clause.asked not in {QuestionKind.OTHER, QuestionKind.PLACES, QuestionKind.WHO} else None
    return clause if clause.move is Move.CHAT and _only_filler(words) else None


def _only_filler(head: str) -> bool:
    return bool(
        re.fullmatch(
            "(?:喂|那个|这个|嗯|哦|啊|哎|呀|唉|书记|主任|我说|就是|了|谢谢|辛苦|她没微信|他没微信|没微信|"
            "没手机|她没手机|他没手机)+",
            head,
        )
    )
