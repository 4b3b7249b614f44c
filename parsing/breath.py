"""Where a message falls into clauses: at stops, at blanks, and where a voice message ran on without any."""

from __future__ import annotations

import re

from parsing.clauses import read_clause
from parsing.english import is_english, read_english
from parsing.moves import Clause, Move
from parsing.questions import QuestionKind

_STOPS = re.compile(r"[,;。!…\n()【】]+|\.(?=\s|$|[^\d])|(?<=\?)\s*|~+")


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
    if " " in piece and whole.move is Move.JOIN:
        apart = [clause for part in piece.split() for clause in _read_piece(part)]
        if [clause.move for clause in apart] == [Move.JOIN, Move.NOTE]:  # 报名 我带铁锹
            return apart
    if " " in piece and whole.move not in {Move.JOIN, Move.JOIN_FOR, Move.LEAVE, Move.LEAVE_FOR}:
        parts = [part for part in piece.split(" ") if part]
        return [clause for part in parts for clause in _read_piece(part)]
    if whole.move in {Move.SHAKY, Move.HAZY, Move.QUESTION, Move.NOTE, Move.PAST, Move.MAYBE, Move.CHAT} and (
        run := _run_on(piece)
    ):
        return run
    return [whole]


_FIRM = {Move.JOIN, Move.JOIN_FOR, Move.ARRIVED}
_SOFT = {Move.NOTE, Move.IDLE, Move.COUNT, Move.NOD, Move.THANKS, Move.FOR_THEM}
_CUTS = re.compile(
    "(?<=.)(?=我|俺|咱|几点|在哪|带啥|带什么|明天|明早|明儿|到时|算|报名|报个|报一|报上|参加|带|"
    "晚到|开车|骑车|自带|不过|但是|但|就是|谢谢|她|他|没微信|没手机|都带|"
    "需要|用带|早上|家里|反正|因为|正好|刚好|顺便|顺带|你|您|没事|那边|麻烦|要不|用不用|要不要|"
    "给|帮|替|代|把|只是|主要|孩子|老伴|主任|书记|记得|是不是)"
    r"|(?<=[啊呀吧哈咧了呢嘛哦呗])(?=.)"
)
_ENDS = re.compile("[啊呀吧哈咧呢嘛哦呗哩嘞]$")
_MAY_BE_IF = re.compile("了$|不|没|够|能|得|行|好|有|完|时|要|就|才|你|他|她|谁|老|人")
_TURNS = re.compile("反正|因为|不过|但|就是|正好|刚好|只是|主要|她|他|你|您|没微信|没手机|谢谢|麻烦|家里|到时")


def _run_on(piece: str) -> list[Clause] | None:
    """A voice message without stops, cut so that every part is understood: sign-up, note, reason, question.

    None when no cut explains all of it, or when nothing in it signs anybody up plainly.
    """
    if len(piece) > 80:
        return None
    ends = [*(m.start() for m in _CUTS.finditer(piece)), len(piece)][-20:]
    # best[i]: how piece[:i] reads with the fewest parts, talk counting three, as the parts' clauses.
    best: dict[int, tuple[int, list[Clause]]] = {0: (0, [])}
    for end in ends:
        for start in sorted(best):
            if start < end:
                part = _part(piece[start:end], best[start][1], piece[:start])
                cost = best[start][0] + (3 if part and part.move is Move.CHAT else 1)
                if part is not None and (end not in best or cost < best[end][0]):
                    best[end] = cost, [*best[start][1], part]
    found = best.get(len(piece), (0, []))[1]
    if not found or len(found) < 2:
        return None
    first = next((c for c in found if c.move in _FIRM or c.move is Move.FOR_THEM), None)
    if first is None or (
        not first.strong and first.move is Move.JOIN and any(c.move is Move.CHAT for c in found[: found.index(first)])
    ):
        return None
    moves = [clause.move for clause in found]
    if moves[0] is Move.THANKS and first.move is Move.JOIN and not first.own:
        return None  # 王书记报名 is Wang's doing, not spoken to him
    if moves[0] is Move.CHAT and found[0].whom and Move.FOR_THEM not in moves:
        return None
    firm = any(move in _FIRM or move is Move.FOR_THEM for move in moves)
    return found if firm and moves[0] is not Move.QUESTION else None


def _part(words: str, before: list[Clause], said: str) -> Clause | None:
    """One part of a run-on message, or None if it is not wholly understood."""
    clause = read_clause(words)
    if clause.move in _FIRM or clause.move in _SOFT:
        return clause
    firm = [c for c in before if c.move in _FIRM]
    if clause.move is Move.QUESTION and not before and re.search("(?:是吧|对吧|是不|对不)$", words):
        return Clause(Move.IDLE)  # 明天收土豆是吧我报名: made sure of, not asked
    if clause.move is Move.QUESTION and firm and len(words) >= 2:
        return clause if clause.asked not in {QuestionKind.OTHER, QuestionKind.PLACES, QuestionKind.WHO} else None
    if clause.move is not Move.CHAT:
        return None
    # What follows a sign-up is a reason only where the sign-up has plainly ended: 我去买菜 is one errand.
    after_plain = (
        bool(firm)
        and before[-1].strong
        and re.search("名$|参加$|一个$|[上份]$", said)
        and re.match("[我俺咱她他你您]", words)
    )
    closed = bool(firm) and (_ENDS.search(said) or _TURNS.match(words) or after_plain)
    # What stands before one must be no condition; the sign-up itself must then be plain (我报名, 一定去).
    before_it = not firm and _ENDS.search(words) and not _MAY_BE_IF.search(words)
    return clause if closed or (clause.whom and not before) or before_it or _only_filler(words) else None


def _only_filler(head: str) -> bool:
    return bool(
        re.fullmatch(
            "(?:喂|那个|这个|嗯|哦|啊|哎|呀|唉|书记|主任|我说|就是|了|谢谢|辛苦|她没微信|他没微信|"
            "没微信|没手机|她没手机|他没手机)+",
            head,
        )
    )
