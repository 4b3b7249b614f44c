"""What a reply to a card means: join, join for somebody, leave, decline, maybe, arrived, a question, or talk.

A reply is cut into clauses, each clause is read alone (``parsing.clauses``), the moves are put together here.

    reply := figure | clause ((, | . | 。| blank) clause)*
    figure := +n names? | -n

The first rule is *no false sign-up*: any refusal, condition, hearsay or doubt beside a sign-up turns the
whole reply into UNSURE, and the bot asks with one tap. Talk and questions of fact beside it do not.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsing.clauses import read_clause
from parsing.clean import fold, normalise
from parsing import guards
from parsing.breath import cut
from parsing.moves import Clause, Move
from parsing.numbers import read_number
from parsing.people import KIN, LARGEST_PARTY, PEOPLE_COUNT, head_count, read_persons
from parsing.questions import QuestionKind
from parsing.role_words import marked
from parsing.sizes import resizing
from parsing.tokens import ROLE_MARK

__all__ = ["Act", "QuestionKind", "Reply", "read_reply"]


class Act(enum.Enum):
    """What a reply asks the bot to do. UNSURE asks the person with one tap; CHATTER gets no answer at all."""

    JOIN = "join"
    JOIN_FOR = "join_for"
    LEAVE = "leave"
    LEAVE_FOR = "leave_for"
    RESIZE = "resize"
    DECLINE = "decline"
    MAYBE = "maybe"
    ARRIVED = "arrived"
    QUESTION = "question"
    CHATTER = "chatter"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Reply:
    """The meaning of one reply.

    ``party`` counts all places (我和老伴 is 2; for JOIN_FOR only those signed up, not the writer).
    ``names`` are the other people, as typed. ``note`` is what else was said, as typed, for the list.
    ``question`` is what was asked, also beside a JOIN. ``guess`` is what an UNSURE reply may have meant.
    RESIZE changes the party of a writer who is on the list: to ``party``, or by ``more`` (-1 for 减一个) where
    that is not 0. ``role`` is the index of the call's role the words name (我开车, 报名 司机), None when they
    name none or more than one. DECLINE from someone who is on the list is the caller's to read as a wish to leave.
    """

    act: Act
    party: int = 1
    names: tuple[str, ...] = ()
    note: str = ""
    question: QuestionKind | None = None
    guess: Act | None = None
    more: int = 0
    role: int | None = None


_LONGEST = 400
"""No sign-up is longer, in characters; a longer text is talk (or a 接龙, which has its own reader)."""

_PLUS = re.compile(r"\+\s*(?P<n>\d{1,3})\s*(?:个人|个|人|位|名)?\s*(?P<rest>.*)", re.DOTALL)
_MINUS = re.compile(r"[-−—]\s*(?P<n>\d{1,2})\s*(?:个人|个|人|位|名)?\s*[!.。~]*")
_PLUS_WORDS = re.compile(r"(?:我|俺)?\s*(?:加|十)(?P<n>一|1|二|两|2|三|3)\s*[!.。~啊呀吧哈]*")
_NAME_PLUS = re.compile(r"(?P<name>[^\s+\d]{1,6})\s*\+\s*(?P<n>\d{1,2})\s*[!.。~]*")
_RAISED = re.compile("[\U0001f64b\u270b\u270a\U0001f91a\U0001f590]")  # a raised hand is a sign-up
_LEFT_OVER = re.compile(
    r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\U0001f3fb-\U0001f3ff\u2640\u2642]|"
    r"\[[\u4e00-\u9fff]{1,4}\]"
)
_MENTION = re.compile(r"^(?:@\S+\s*)+")
# 额 is "I" in the north-west; 名额 is a place.
_DIALECT = re.compile("(?<![名金数余税差限])额(?=[也去来报想要不能家们明今就和跟给带得参肯一])")
_STILL_ON = re.compile("(?:雨|雪|大风|天气|台风|冰雹).{0,8}(?:还|搞|去|办|进行|照常|改|取消|推迟|弄|干|怎么|咋)")
_QUOTED = re.compile(r"[“\"「『‘][^”\"」』’]{1,60}[”\"」』’]")
_SPEECH = re.compile(r"(?:(?<!不好)(?<!难)(?<!用)说|讲|问|喊|告诉(?:我|俺|大家)|said|says)\s*[:,]")
_SHOCK = re.compile(
    r"^(?:我|俺)(?:去|靠)[!,。… ~]+(?=.*(?:笑死|服了|无语|离谱|我的天|啥玩意|忘关|忘了|差点|吓|妈呀|天哪|绝了|牛|这么|太|居然|竟然|真|那么|也太|啥情况|咋|怎么|又))|^(?:我|俺)(?:去|靠)!+(?!.*(?:带|到|报名|参加))(?=.*\w)"
)


def read_reply(text: str, about: Sequence[str] = (), roles: Sequence[str] = ()) -> Reply:
    """What a reply to a card or to the bot means. Never raises; what it cannot read is CHATTER or UNSURE.

    ``about`` are words of the call (title, place): 我去北大沟 signs up where that is the place. ``roles`` are the
    names of its roles in their order: 我去做饭 and 我开车 sign up where 做饭 and 司机 are asked for.
    It knows neither the writer nor the rest of the call: whether a place is free, or whether somebody may
    sign up or take off another, is the rules' business.
    """
    told = _read(text, about, roles)
    if told.role is not None and not (told.act in _TAKES_ROLE or told.guess is Act.JOIN):
        return replace(told, role=None)
    return told


_TAKES_ROLE = {Act.JOIN, Act.JOIN_FOR, Act.RESIZE}


def _read(text: str, about: Sequence[str], roles: Sequence[str]) -> Reply:
    original = normalise(text)
    if not original or len(original) > _LONGEST or ("接龙" in original and "\n" in original):
        return Reply(Act.CHATTER)
    bare = _LEFT_OVER.sub(" ", _MENTION.sub("", original))
    bare = "\n".join(" ".join(line.split()) for line in bare.split("\n")).strip()
    words = fold(bare)
    words = _DIALECT.sub("俺", words)
    words, role, named = marked(words, roles)
    for known in sorted((fold(normalise(word)) for word in about), key=len, reverse=True):
        if len(known) > 1:
            words = words.replace(known, "活动")
    if not words or not re.search(r"\w|\+", words):
        return Reply(Act.JOIN) if _RAISED.search(original) else Reply(Act.CHATTER)
    if _RAISED.search(original) and re.fullmatch("(?:我|俺)+|来了|有我", words):
        return Reply(Act.JOIN)
    if guards.TRADE.search(words) and not guards.HARD_JOIN.search(words):
        return Reply(Act.CHATTER)
    if figure := _figure(words, bare):
        return figure
    if (whole := resizing(words.replace(" ", ""))) and whole.move is Move.RESIZE:
        return Reply(Act.RESIZE, whole.party, more=whole.more)
    if _SHOCK.match(words):
        return Reply(Act.UNSURE, guess=Act.JOIN)
    if _QUOTED.search(words) or _SPEECH.search(words):
        told = _put_together(cut(_QUOTED.sub(" ", words)))
        joins = re.search(r"报名|去|来|参加|join|come|sign", words)
        return Reply(Act.UNSURE) if joins else told if told.act is Act.QUESTION else Reply(Act.CHATTER)
    found = replace(_put_together(cut(words)), role=role)
    if found.question is QuestionKind.OTHER and _STILL_ON.search(words):
        found = replace(found, question=QuestionKind.WEATHER)
    return _as_typed(replace(found, note=found.note.replace(ROLE_MARK, named)), fold(bare), bare)


def _as_typed(reply: Reply, words: str, typed: str) -> Reply:
    """Names and note in the characters they were typed with; folding kept every position in place."""

    def restored(part: str) -> str:
        at = words.find(part)
        return typed[at : at + len(part)] if part and at >= 0 else part

    note = ",".join(restored(part) for part in reply.note.split(","))
    return replace(reply, names=tuple(restored(name) for name in reply.names), note=note)


def _figure(words: str, typed: str) -> Reply | None:
    """+1, +2, -1, +3 小明 小华; a bare figure is a doubt. None when the reply is no figure."""
    if match := _PLUS.fullmatch(words):
        return _plus(int(match["n"]), match["rest"].strip(), typed)
    if match := _MINUS.fullmatch(words):
        count = int(match["n"])
        return Reply(Act.LEAVE, count) if 1 <= count <= LARGEST_PARTY else Reply(Act.UNSURE)
    if match := _PLUS_WORDS.fullmatch(words):
        return Reply(Act.JOIN, read_number(match["n"]) or 1)
    if match := _NAME_PLUS.fullmatch(words):
        count = int(match["n"])
        enrols = read_clause(match["name"]).move is Move.JOIN and re.search("报|参加|算|join|sign", match["name"])
        if enrols and 1 <= count <= LARGEST_PARTY:
            return Reply(Act.JOIN, count)
        # 李建国+1 may be himself, or himself and one more.
        return Reply(Act.UNSURE, 1, () if enrols else (match["name"],), guess=Act.JOIN)
    if re.fullmatch(rf"\d{{1,4}}|报名\s*\d{{1,2}}|{PEOPLE_COUNT}", words):
        return Reply(Act.UNSURE, guess=Act.JOIN)
    return None


def _plus(count: int, rest: str, typed: str) -> Reply:
    """+2 and what stands behind it: names, a note, a question; anything else is a doubt (+1 同意楼上)."""
    if not 1 <= count <= LARGEST_PARTY:
        return Reply(Act.UNSURE)
    if not re.search(r"\w", re.sub("[啊呀吧哈哦呗嘞了]", "", rest)):
        return Reply(Act.UNSURE, guess=Act.JOIN) if "?" in rest else Reply(Act.JOIN, count)
    names = tuple(name for name in re.split(r"[\s,、]+", rest) if name)
    if all(re.fullmatch(r"[\u4e00-\u9fff]{2,3}", name) for name in names) and _people(names):
        # +3 小明 小华 is the writer and two; +2 with two names leaves open whether the writer comes.
        act = Act.JOIN if len(names) < count else Act.UNSURE
        return _as_typed(
            Reply(act, count, names, guess=Act.JOIN_FOR if act is Act.UNSURE else None), fold(typed), typed
        )
    clauses = cut(rest)
    behind = _put_together(clauses)
    harmless = {Move.NOTE, Move.IDLE, Move.QUESTION, Move.JOIN, Move.COUNT, Move.THANKS}
    if not clauses or any(c.move not in harmless for c in clauses) or behind.question is QuestionKind.PLACES:
        return Reply(Act.UNSURE, count, guess=Act.JOIN)
    if behind.act is Act.JOIN and behind.party not in {1, count} and count != 1:
        return Reply(Act.UNSURE, guess=Act.JOIN)
    party = max(count, behind.party)
    return _as_typed(Reply(Act.JOIN, party, behind.names, behind.note, behind.question), fold(typed), typed)


def _people(names: tuple[str, ...]) -> bool:
    return bool(read_persons("、".join(names))) or (len(names) > 1 and all(n[0] in "小阿" for n in names))


_THEM = {Move.FOR_THEM: Move.JOIN_FOR, Move.LEAVE_FOR_THEM: Move.LEAVE_FOR}
_ABOUT_THEM = {Move.WITH, Move.HEARSAY, Move.MAYBE, Move.DECLINE, Move.SHAKY, Move.LEAVE_FOR, Move.CHAT, Move.PAST}


def _named(clauses: list[Clause]) -> list[Clause]:
    """我妈想去，你给她报个名: who 她 is stands before, and what was told of them is no doubt any more."""
    found: list[Clause] = []
    for clause in clauses:
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


def _put_together(clauses: list[Clause]) -> Reply:
    clauses = _named(clauses)
    asked = next((clause.asked for clause in clauses if clause.asked), None)
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
    moves = {c.move for c in clauses}
    last = max((i for i, c in enumerate(clauses) if c.move is Move.JOIN), default=0)
    if not joins_for and not any(c.strong for c in joins) and any(c.move is Move.HAZY for c in clauses[last:]):
        moves.add(Move.SHAKY)
    guess = Act.JOIN if joins else Act.JOIN_FOR
    if not joins:  # 我去不了，给我老婆报一个: that the writer stays at home says nothing of her
        moves = {c.move for c in clauses if c.whom or c.move not in (Move.LEAVE, Move.DECLINE)}
    doubts = {Move.LEAVE, Move.DECLINE, Move.MAYBE, Move.HEARSAY, Move.SHAKY, Move.TAG, Move.LEAVE_FOR}
    plain = next((i for i, c in enumerate(clauses) if c.move is Move.JOIN and c.strong and c.own), 0)
    if Move.HEARSAY in moves and all(c.move is not Move.HEARSAY for c in clauses[plain:]):
        moves.discard(Move.HEARSAY)  # 李婶说她要去，那我也报名: the writer's own word comes last
    if moves & doubts or asked is QuestionKind.PLACES:
        return Reply(Act.UNSURE, guess=guess, question=asked)
    counts = [c for c in clauses if c.move is Move.COUNT]
    withs = [c for c in clauses if c.move is Move.WITH]
    if joins:
        sizes = {c.party for c in [*joins, *counts] if c.party > 1}
        if len(sizes) > 1:
            return Reply(Act.UNSURE, guess=guess)
        names = tuple(dict.fromkeys(n for c in [*joins, *counts, *joins_for, *withs] for n in c.names))
        party = max([1, *sizes]) + sum(c.party for c in [*joins_for, *withs])
        if withs and sizes:
            party = max(sizes) if head_count(names) < max(sizes) else head_count(names) + 1
            party += sum(c.more for c in withs)
        if party > LARGEST_PARTY or any(c.move is Move.WITH and not _family(c) for c in withs):
            return Reply(Act.UNSURE, party if party <= LARGEST_PARTY else 1, names, guess=guess)
        return Reply(Act.JOIN, party, names, note, asked)
    if withs or (counts and {c.party for c in counts} != {sum(c.party for c in joins_for)}):
        return Reply(Act.UNSURE, guess=guess, names=tuple(n for c in joins_for for n in c.names))
    names = tuple(dict.fromkeys(n for c in joins_for for n in c.names))
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
    guess = next((c.guess for c in clauses if c.guess), None)
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
