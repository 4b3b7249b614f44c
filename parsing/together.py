"""What the clauses of one message mean together: sign-ups add up, doubts beside them ask."""

from __future__ import annotations

import re

from parsing.acts import Act, Reply
from parsing.moves import Clause, Move
from parsing.people import KIN, LARGEST_PARTY, head_count
from parsing.questions import QuestionKind

_THEM = {Move.FOR_THEM: Move.JOIN_FOR, Move.LEAVE_FOR_THEM: Move.LEAVE_FOR}
_ABOUT_THEM = {
    Move.WITH,
    Move.HEARSAY,
    Move.MAYBE,
    Move.DECLINE,
    Move.SHAKY,
    Move.LEAVE_FOR,
    Move.CHAT,
    Move.PAST,
    Move.HAZY,
    Move.NOTE,
    Move.IDLE,
}


def _named(clauses: list[Clause]) -> list[Clause]:
    """我妈想去，你给她报个名: who 她 is stands before, and what was told of them is no doubt any more."""
    found: list[Clause] = []
    for clause in clauses:
        if clause.move is Move.JOIN and clause.guess is Move.FOR_THEM and found and found[-1].move is Move.WITH:
            clause = Clause(Move.FOR_THEM)
        if clause.move not in _THEM:
            found.append(clause)
            continue
        whom = next((c.whom for c in reversed(found) if c.whom), ())
        if not whom:
            guess = _THEM[clause.move]
            found.append(Clause(Move.SHAKY, guess=guess))
            continue
        found = [c for c in found if c.whom != whom or c.move not in _ABOUT_THEM]
        if clause.move is Move.LEAVE_FOR_THEM:  # 我爱人出差，去不了了，取消她的: it is she who cannot
            found = [c for c in found if c.whom or c.move not in (Move.LEAVE, Move.DECLINE)]
        found.append(Clause(_THEM[clause.move], head_count(whom), whom, whom=whom))
    return found


def put_together(clauses: list[Clause]) -> Reply:
    """The one meaning of a message out of the moves of its clauses."""
    clauses = _named(clauses)
    kinds = [clause.asked for clause in clauses if clause.asked]
    asked = next((kind for kind in kinds if kind is not QuestionKind.OTHER), kinds[0] if kinds else None)
    moves = {clause.move for clause in clauses}
    joins = [c for c in clauses if c.move is Move.JOIN]
    joins_for = [c for c in clauses if c.move is Move.JOIN_FOR]
    note = ",".join(c.rest for c in clauses if c.rest and c.move in {Move.NOTE, Move.CHAT})
    if joins or joins_for:
        return _joined(clauses, joins, joins_for, note, asked)
    if resized := [c for c in clauses if c.move is Move.RESIZE]:
        return _resized(clauses, resized)
    if more := sum(c.more for c in clauses if c.move is Move.WITH):
        return Reply(Act.RESIZE, 1, more=more) if len(clauses) == 1 else Reply(Act.UNSURE, guess=Act.RESIZE)
    if Move.SLIP in moves and not moves & {Move.LEAVE, Move.LEAVE_FOR}:
        return Reply(Act.UNSURE, guess=Act.LEAVE)
    if Move.TAG in moves and moves & {Move.SHAKY, Move.COUNT, Move.WITH, Move.NOTE}:
        return Reply(Act.UNSURE, guess=Act.JOIN)
    if moves & {Move.LEAVE, Move.LEAVE_FOR}:
        return _left(clauses, note)
    return _neither(clauses, moves, note, asked)


def _joined(
    clauses: list[Clause], joins: list[Clause], joins_for: list[Clause], note: str, asked: QuestionKind | None
) -> Reply:
    """A sign-up stands if nothing beside it doubts it; several add up or repeat each other."""
    first = min(clauses.index(c) for c in [*joins, *joins_for])
    # 王老师，我报名 speaks to her; 王秀兰，报名 gives one's name.
    clauses = [
        c for i, c in enumerate(clauses) if not (i < first and c.move is Move.WITH and c.rest and not _own_people(c))
    ]
    if joins and joins_for:  # 婆婆让我给她报名，报一个: said twice, and only of her
        for_at = clauses.index(joins_for[0])
        again = [c for c in joins if not c.own and clauses.index(c) > for_at]
        clauses, joins = [c for c in clauses if c not in again], [c for c in joins if c not in again]
    if not joins:  # 三叔也去，我给三叔报名
        named = {n for c in joins_for for n in c.names}
        clauses = [c for c in clauses if not (c.move is Move.WITH and set(c.names) <= named)]
    guess = Act.JOIN if joins else Act.JOIN_FOR
    settled = _settled(clauses) if joins else _of_others(clauses)
    if any(_doubts(clauses, i) for i in settled) or asked is QuestionKind.PLACES:
        return Reply(Act.UNSURE, guess=guess, question=asked)
    # 我报名，下午有事: how long.
    later = [c.rest for c in clauses if c.move is Move.DECLINE and joins]
    note = ",".join(filter(None, [note, *later]))
    return _own(clauses, joins, joins_for, note, asked) if joins else _others(clauses, joins_for, note, asked)


_DOUBTS = {Move.LEAVE, Move.DECLINE, Move.MAYBE, Move.HEARSAY, Move.SHAKY, Move.TAG, Move.LEAVE_FOR}


def _doubts(clauses: list[Clause], at: int) -> bool:
    """Whether a clause beside a sign-up doubts it; HAZY only does after, or in place of, a plain word."""
    if clauses[at].move is not Move.HAZY:
        return clauses[at].move in _DOUBTS
    joins = [i for i, c in enumerate(clauses) if c.move is Move.JOIN]
    return bool(joins) and at > max(joins) and not any(clauses[i].strong for i in joins)


def _settled(clauses: list[Clause]) -> list[int]:
    """Which clauses may doubt the writer's own sign-up: all but what came before 我报名 and what only says how long."""
    joined = next((i for i, c in enumerate(clauses) if c.move is Move.JOIN and c.own), -1)
    plain = next((i for i, c in enumerate(clauses) if c.move is Move.JOIN and c.strong and c.own), None)
    if plain is None:  # 听说挺热闹，我也去: hearsay of no one's coming
        return [
            i for i, c in enumerate(clauses) if not (i < joined and c.move is Move.HEARSAY and c.guess is Move.CHAT)
        ]
    return [
        i
        for i, c in enumerate(clauses)
        if not (i < plain and c.move is Move.HEARSAY)  # 李婶说她要去，那我也报名
        and not (i < plain and c.move is Move.SHAKY and not _COMPANY.search(c.rest))  # 孙子让我去锻炼，我报名
        and not (i > plain and c.move is Move.DECLINE and _UNTIL_THEN.search(c.rest))  # 我报名，下午有事
    ]


def _of_others(clauses: list[Clause]) -> list[int]:
    """我去不了，给我老婆报一个: that the writer stays at home says nothing of her."""
    return [i for i, c in enumerate(clauses) if c.whom or c.move not in (Move.LEAVE, Move.DECLINE)]


def _own(
    clauses: list[Clause], joins: list[Clause], joins_for: list[Clause], note: str, asked: QuestionKind | None
) -> Reply:
    counts = [c for c in clauses if c.move is Move.COUNT]
    withs = [c for c in clauses if c.move is Move.WITH]
    sizes = {c.party for c in [*joins, *counts] if c.party > 1}
    if len(sizes) > 1:
        return Reply(Act.UNSURE, guess=Act.JOIN)
    names = tuple(dict.fromkeys(n for c in [*joins, *counts, *joins_for, *withs] for n in c.names))
    party = max([1, *sizes]) + sum(c.party for c in [*joins_for, *withs])
    if withs and sizes:
        party = max(sizes) if head_count(names) < max(sizes) else head_count(names) + 1
        party += sum(c.more for c in withs)
    if party > LARGEST_PARTY or any(not _family(c) for c in withs):
        return Reply(Act.UNSURE, party if party <= LARGEST_PARTY else 1, names, guess=Act.JOIN)
    return Reply(Act.JOIN, party, names, note, asked)


def _others(clauses: list[Clause], joins_for: list[Clause], note: str, asked: QuestionKind | None) -> Reply:
    counts = {c.party for c in clauses if c.move is Move.COUNT}
    names = tuple(dict.fromkeys(n for c in joins_for for n in c.names))
    if any(c.move is Move.WITH for c in clauses) or (counts and counts != {sum(c.party for c in joins_for)}):
        return Reply(Act.UNSURE, guess=Act.JOIN_FOR, names=names)
    party = max(head_count(names), *(c.party for c in joins_for))
    return Reply(Act.JOIN_FOR, party, names, note, asked) if party <= LARGEST_PARTY else Reply(Act.UNSURE)


def _resized(clauses: list[Clause], resized: list[Clause]) -> Reply:
    """再加一个, 改成3个人: a clear change of the writer's party; beside any doubt the person is asked."""
    last = resized[-1]
    doubts = {Move.LEAVE, Move.DECLINE, Move.MAYBE, Move.HEARSAY, Move.TAG, Move.LEAVE_FOR, Move.QUESTION}
    if len(resized) > 1 or {c.move for c in clauses} & doubts:
        return Reply(Act.UNSURE, last.party, guess=Act.RESIZE)
    names = tuple(n for c in clauses if c.move in {Move.WITH, Move.RESIZE} for n in c.names)
    return Reply(Act.RESIZE, last.party, names, more=last.more)


_COMPANY = re.compile("^$|和|跟|带|领|两|三|四|五|六|俩|仨|\\d|们|家|都")
_UNTIL_THEN = re.compile(
    "^(?!.*(?:(?:去|来|参加|报|到)不|不(?:去|来|参加|报|能|"
    "行)))(?=.*(?:[0-9一二三四五六七八九十]点|上午|下午|晚上|中午|晌午))"
)


def _own_people(clause: Clause) -> bool:
    """我老伴 is family; 姐，我报名 speaks to her."""
    return _family(clause) and any(re.match("[我俺咱]", name) for name in clause.names)


def _family(clause: Clause) -> bool:
    """Whether all it names are the writer's own people (我老伴), not neighbours by name."""
    return all(re.fullmatch(KIN, name) for name in clause.names)


def _left(clauses: list[Clause], note: str) -> Reply:
    for_at = next((i for i, c in enumerate(clauses) if c.move is Move.LEAVE_FOR), None)
    if for_at is not None:  # 我弟去不了了，撤了吧: his place
        clauses = [c for i, c in enumerate(clauses) if not (i > for_at and c.move is Move.LEAVE and not c.own)]
    moves = {c.move for c in clauses}
    others = tuple(dict.fromkeys(n for c in clauses if c.move is Move.LEAVE_FOR for n in c.names))
    if moves & {Move.MAYBE, Move.HEARSAY, Move.SHAKY, Move.TAG} or (others and Move.LEAVE in moves):
        if not (others and Move.LEAVE in moves and not moves & {Move.MAYBE, Move.HEARSAY, Move.TAG}):
            return Reply(Act.UNSURE, guess=Act.LEAVE)
        return Reply(Act.UNSURE, names=others, guess=Act.LEAVE_FOR)
    if others:
        return Reply(Act.LEAVE_FOR, head_count(others), others, note)
    return Reply(Act.LEAVE, note=note)


_PLAIN_MOVES = {Move.COUNT, Move.IDLE, Move.NOTE, Move.THANKS}


def _neither(clauses: list[Clause], moves: set[Move], note: str, asked: QuestionKind | None) -> Reply:
    arrived = [c for c in clauses if c.move is Move.ARRIVED]
    names = tuple(n for c in clauses for n in c.names)
    guess = next((c.guess for c in clauses if c.guess and c.guess is not Move.DECLINE), None)
    guessed = (
        {Move.JOIN: Act.JOIN, Move.JOIN_FOR: Act.JOIN_FOR, Move.ARRIVED: Act.ARRIVED}.get(guess) if guess else None
    )
    if Move.HEARSAY in moves and not all(c.guess is Move.CHAT for c in clauses if c.move is Move.HEARSAY):
        return Reply(Act.UNSURE, names=names, guess=guessed)
    if arrived and not moves & {Move.SHAKY, Move.MAYBE, Move.DECLINE}:
        party = max(c.party for c in arrived)
        return Reply(Act.ARRIVED, party, tuple(n for c in arrived for n in c.names), note, asked)
    if Move.DECLINE in moves and clauses[-1].move is Move.MAYBE and clauses[-1].guess is Move.JOIN:
        return Reply(Act.MAYBE, note=note)
    if Move.DECLINE in moves:
        reasons = [c.rest for c in clauses if c.move is Move.DECLINE]
        if asked is not None and not any(re.search("去|来|参加|报|没空|没时间", reason) for reason in reasons):
            return Reply(Act.QUESTION, question=asked)
        note = ",".join(filter(None, [note, *reasons]))
        return (
            Reply(Act.UNSURE, guess=Act.DECLINE)
            if moves & {Move.WITH, Move.SHAKY} and Move.CHAT not in moves and Move.WITH in moves
            else Reply(Act.DECLINE, note=note)
        )
    if asked is not None:
        return Reply(Act.QUESTION, question=asked)
    if Move.MAYBE in moves:
        return Reply(Act.MAYBE, note=note)
    if moves <= {Move.CHAT, Move.IDLE, Move.THANKS, Move.NOD, Move.PAST} and any(
        c.guess is Move.DECLINE for c in clauses
    ):
        return Reply(Act.DECLINE, note=note)
    if Move.PAST in moves:
        return Reply(Act.CHATTER)
    if {Move.NOD, Move.THANKS} <= moves <= {Move.NOD, Move.THANKS, Move.IDLE}:
        return Reply(Act.CHATTER)
    owned = [c for c in clauses if c.own]
    if owned and moves <= _PLAIN_MOVES and len({c.party for c in clauses if c.move is Move.COUNT}) == 1:
        return Reply(Act.JOIN, owned[0].party, owned[0].names, note)
    if moves & {Move.SHAKY, Move.HAZY, Move.NOD, Move.COUNT, Move.WITH, Move.NOTE}:
        size = max(c.party for c in clauses)
        return Reply(Act.UNSURE, size, names, note, guess=guessed or Act.JOIN)
    if Move.TAG in moves:
        return Reply(Act.QUESTION, question=QuestionKind.OTHER)
    return Reply(Act.CHATTER)
