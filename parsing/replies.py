"""What a reply to a card means: join, join for somebody, leave, decline, maybe, arrived, a question, or talk.

A reply is cut into clauses, each clause is read alone (``parsing.clauses``), the moves are put together here.

    reply := figure | clause ((, | . | 。| blank) clause)*
    figure := +n names? | -n

The first rule is *no false sign-up*: any refusal, condition, hearsay or doubt beside a sign-up turns the
whole reply into UNSURE, and the bot asks with one tap. Talk and questions of fact beside it do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsing import guards
from parsing.acts import Act, Reply
from parsing.breath import cut
from parsing.clauses import read_clause
from parsing.clean import fold, normalise
from parsing.moves import Move
from parsing.numbers import read_number
from parsing.people import LARGEST_PARTY, PEOPLE_COUNT, read_persons
from parsing.questions import QuestionKind
from parsing.role_words import marked
from parsing.sizes import resizing
from parsing.together import put_together
from parsing.tokens import ROLE_MARK

__all__ = ["Act", "QuestionKind", "Reply", "read_reply"]

_LONGEST = 400
"""No sign-up is longer, in characters; a longer text is talk (or a 接龙, which has its own reader)."""

_PLUS = re.compile(r"\+\s*(?P<n>\d{1,3})\s*(?:个人|个|人|位|名)?\s*(?P<rest>.*)", re.DOTALL)
_MINUS = re.compile(r"[-−—]\s*(?P<n>\d{1,2})\s*(?:个人|个|人|位|名)?\s*[!.。~]*")
_PLUS_WORDS = re.compile(r"(?:我|俺)?\s*(?:加|十)(?P<n>一|1|二|两|2|三|3)\s*[!.。~啊呀吧哈]*")
_NAME_PLUS = re.compile(r"(?P<name>[^\s+\d]{1,6})\s*\+\s*(?P<n>\d{1,2})\s*[!.。~]*")
_RAISED = re.compile("[\U0001f64b\u270b\u270a\U0001f91a\U0001f590]")  # a raised hand is a sign-up
_LEFT_OVER = re.compile(
    r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\U0001f3fb-\U0001f3ff\u2640\u2642]|"
    r"\[[\u4e00-\u9fffA-Za-z]{1,4}\]"
)
_MENTION = re.compile(r"^(?:@\S+\s*)+")
# 额 is "I" in the north-west; 名额 is a place.
_DIALECT = re.compile("(?<![名金数余税差限])额(?=[也去来报想要不能家们明今就和跟给带得参肯一])")
# 木空 and 冇空 are 没空 in the south and in Henan.
_NOT = re.compile("[木冇莫](?=得?(?:空|时间|工夫|功夫|问题|事|有))")
_STILL_ON = re.compile("(?:雨|雪|大风|天气|台风|冰雹).{0,8}(?:还|搞|去|办|进行|照常|改|取消|推迟|弄|干|怎么|咋)")
_QUOTED = re.compile(r"[“\"「『‘][^”\"」』’]{1,60}[”\"」』’]")
_SPEECH = re.compile(r"(?:(?<!不好)(?<!难)(?<!用)说|讲|问|喊|告诉(?:我|俺|大家)|said|says)\s*[:,]")
_SHOCK = re.compile(
    "^(?:我|俺)(?:去|靠)[!,。… ~]+(?=.*(?:没想到|笑死|服了|无语|离谱|我的天|啥玩意|忘关|忘了|"
    "差点|吓|妈呀|天哪|绝了|牛|这么|太|居然|竟然|真|那么|也太|啥情况|咋|怎么|又))|^(?:我|"
    r"俺)(?:去|靠)!+(?!.*(?:带|到|报名|参加))(?=.*\w)"
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
    words = _NOT.sub("没", _DIALECT.sub("俺", words))
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
        told = put_together(cut(_QUOTED.sub(" ", words)))
        joins = re.search(r"报名|去|来|参加|join|come|sign", words)
        return Reply(Act.UNSURE) if joins else told if told.act is Act.QUESTION else Reply(Act.CHATTER)
    found = replace(put_together(cut(words)), role=role)
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
    if re.fullmatch(r"(\d)\1{2,}|23{2,}|88|886|520|1314", words) and words.strip("1"):
        return Reply(Act.CHATTER)
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
    behind = put_together(clauses)
    harmless = {Move.NOTE, Move.IDLE, Move.QUESTION, Move.JOIN, Move.COUNT, Move.THANKS}
    if not clauses or any(c.move not in harmless for c in clauses) or behind.question is QuestionKind.PLACES:
        return Reply(Act.UNSURE, count, guess=Act.JOIN)
    if behind.act is Act.JOIN and behind.party not in {1, count} and count != 1:
        return Reply(Act.UNSURE, guess=Act.JOIN)
    party = max(count, behind.party)
    return _as_typed(Reply(Act.JOIN, party, behind.names, behind.note, behind.question), fold(typed), typed)


def _people(names: tuple[str, ...]) -> bool:
    return bool(read_persons("、".join(names))) or (len(names) > 1 and all(n[0] in "小阿" for n in names))
