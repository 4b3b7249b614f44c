"""Replies in English: count me in, sorry can't make it, me and my wife, sign up my mom."""

from __future__ import annotations

import re

from parsing.moves import Clause, Move
from parsing.questions import QuestionKind

_NUM = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_COUNT = rf"(\d{{1,2}}|{'|'.join(_NUM)})"
_KIN = (
    "((?:my|our) (?:mom|mum|mother|dad|father|wife|husband|son|daughter|brother|sister|grandma|grandpa|"
    "neighbou?r|friend|kid|uncle|aunt))"
)
_END = (
    "(?: (?:please|pls|for tomorrow|tomorrow morning|thanks|thank you|too|as well|tomorrow|for sure|"
    "definitely|then|guys|on time|there))*"
)
_PRE = r"(?:(?:yes|ok|okay|sure|hi|hello|great|yeah|yep|sorry|please|pls|and|oh) )*"


def _any(*shapes: str) -> re.Pattern[str]:
    return re.compile(rf"{_PRE}(?:{'|'.join(shapes)}){_END}")


_JOIN = _any(
    r"count me in",
    r"i'?m in",
    r"im in",
    r"i am in",
    r"sign me up",
    r"let me (?:join|come|in)",
    r"i want to (?:help|go|take part)",
    r"(?:i'?ll|i will|i can) (?:come|join|be there|go|help|make it|do it)",
    r"me too",
    r"join",
    r"(?:i'?d|i would) (?:like|love) to (?:come|join|help|go|sign up|participate|take part)",
    r"in",
    r"i want to (?:come|join|sign up)",
    r"plus one",
    r"put me down",
    r"add me",
    r"i(?:'m| am) (?:coming|joining|going)",
    r"i join",
    r"i go",
    r"sign up",
    r"happy to help",
    r"i sign up",
    r"baoming",
    r"bao ming",
    r"bm",
)
_PARTY = _any(
    rf"(?:me|i) and {_KIN}(?: (?:will|can|are|both|would like to))*(?: (?:come|join|coming|go|going|be "
    "there|help))?",
    rf"{_KIN} and (?:me|i)(?: (?:will|can|are|both))*(?: (?:come|join|coming|go|going|be there|help))?",
)
_GROUP = _any(
    rf"(?:the )?{_COUNT} of us(?: (?:will|can|are|would like to))*(?: (?:come|join|coming|go|going|be "
    "there|help))?",
    rf"(?:count us in|sign us up|we(?:'ll| will)? come|put us down)[ ,]*{_COUNT}(?: (?:people|persons|of "
    "us))?",
    rf"(?:sign up|join|plus|count in) {_COUNT}(?: (?:people|persons|places))?",
)
_FOR = _any(
    rf"(?:sign up|sign|register|add|put down|count in|count)(?: for| up)? {_KIN}(?: (?:up|in|down))?",
    rf"(?:sign|count|put) {_KIN} (?:up|in|down)",
)
_LEAVE = _any(
    r"(?:please )?cancel(?: (?:me|my (?:sign-?up|place|spot)|it))?",
    r"(?:i )?(?:can'?t|cannot|can not) (?:make it|come|go) (?:anymore|any more|after all)",
    r"(?:i'?m|i am) (?:out|not coming (?:anymore|any more|after all))",
    r"(?:take|remove) me (?:off|out)(?: the list)?",
    r"remove me",
    r"withdraw",
    r"i have to cancel",
    r"i need to cancel",
)
_DECLINE = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|not able to|unable to|not) (?:make it|come|go|join|be there|"
    r"coming|going|available|attend|free|this time)\b|\bno time\b|\bcount me out\b|\bi'?m busy\b|^no(?: "
    "thanks| thank you|pe)?$"
)
_MAYBE = re.compile(
    r"\bmaybe\b|\bperhaps\b|\bmight\b|\bnot sure\b|\bprobably\b|\bif i can\b|\bi'?ll try\b|\bif\b|\blet "
    r"me (?:check|see|ask)\b|\bdepends\b"
)
_ARRIVED = _any(
    r"here",
    r"i'?m here",
    r"i am here",
    r"arrived",
    r"we'?re here",
    r"i(?:'ve| have) arrived",
    r"just arrived",
    r"checking in",
    r"present",
)
_QUESTION = re.compile(
    r"\?|^(?:what|where|when|who|how|which|why|is|are|do|does|can (?:i|we|you|he|she|they|the|"
    r"my|our|kids|someone|anyone)|could (?:i|we|you|someone)|should|may i|any)\b|"
    r"^will (?:i|we|you|it|there|they|the|he|she|anyone|lunch|this)\b"
)
_TAG = re.compile(r"^(?:ok|okay|is that ok|is it ok|alright|all right|possible|may i|can i|right)\s*\?$")
_NOD = re.compile(r"^(?:ok|okay|yes|sure|yeah|yep|fine|good|in|i'?d like to)$")
_SAID = re.compile(r"\b(?:said|says|told|heard|asked)\b")
_SOUNDS = re.compile(r"\b(?:sign|join|come|coming|count|in)\b")


_PARTICLES = re.compile(r"\s*[哈啊呀吧哦啦呢嘞呗喽]+\s*$")
"""Chinese endings behind English words: count me in 哈."""


def is_english(text: str) -> bool:
    """Whether a clause is to be read as English: Latin letters and no Chinese ones."""
    return bool(re.search(r"[a-z]{2}", text)) and not re.search(r"[\u4e00-\u9fff]", _PARTICLES.sub("", text))


def read_english(words: str) -> Clause:
    """What one folded English clause does, by the same rules as the Chinese ones."""
    words = re.sub(r"\b(\w+(?: \w+){0,2})(?: \1\b)+", r"\1", _PARTICLES.sub("", words).strip(" .!~"))
    if _QUESTION.search(words):
        return Clause(Move.TAG) if _TAG.match(words) else Clause(Move.QUESTION, asked=_asked(words))
    if _SAID.search(words):
        return Clause(Move.HEARSAY)
    if _LEAVE.fullmatch(words):
        return Clause(Move.LEAVE)
    if _MAYBE.search(words):
        return Clause(Move.MAYBE)
    if _DECLINE.search(words):
        return Clause(Move.DECLINE)
    if _ARRIVED.fullmatch(words):
        return Clause(Move.ARRIVED)
    if _NOD.match(words):
        return Clause(Move.NOD, guess=Move.JOIN)
    if match := _PARTY.fullmatch(words):
        return Clause(Move.JOIN, 2, (next(k for k in match.groups() if k),))
    if match := _GROUP.fullmatch(words):
        size = next(int(n) if n.isdigit() else _NUM[n] for n in match.groups() if n)
        return Clause(Move.JOIN, size) if 1 <= size <= 15 else Clause(Move.SHAKY)
    if match := _FOR.fullmatch(words):
        return Clause(Move.JOIN_FOR, 1, (next(k for k in match.groups() if k),))
    if _JOIN.fullmatch(words):
        return Clause(Move.JOIN)
    return Clause(Move.SHAKY, guess=Move.JOIN) if _SOUNDS.search(words) else Clause(Move.CHAT, rest=words)


_KINDS = (
    (QuestionKind.WEATHER, r"\brain|\bsnow|weather"),
    (QuestionKind.UNTIL, r"how long|until when|(?:what time|when) .*(?:end|finish|over)"),
    (QuestionKind.BRING, r"\bbring\b|\bgloves\b|\btools?\b|\bwear\b"),
    (
        QuestionKind.PLACES,
        "still (?:room|need|sign|join|open)|any (?:places|spots|room)|how many (?:more|places|spots)|"
        r"places left|full\b",
    ),
    (QuestionKind.WHEN, r"what time|\bwhen\b|what day"),
    (QuestionKind.WHERE, r"\bwhere\b|which place|address"),
    (QuestionKind.WHO, r"\bwho\b|how many people"),
    (QuestionKind.WHAT, r"what (?:do|are|is|work|will)"),
)


def _asked(words: str) -> QuestionKind:
    return next((kind for kind, shape in _KINDS if re.search(shape, words)), QuestionKind.OTHER)
