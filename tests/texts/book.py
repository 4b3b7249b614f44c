"""The Fluent files as they are written: which line stands where and which facts it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from fluent.syntax import FluentParser, ast

from texts.voice import LANGUAGES, voice_for

TEXTS: Final = Path(__file__).parent.parent.parent / "texts"


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a Fluent file. `facts`: the variables it names; `written`: its letters with `{…}` for the rest."""

    key: str
    file: str
    facts: frozenset[str]
    written: str


def lines_of(language: str) -> list[Line]:
    """All lines of a language in the order of its files; a key written twice comes twice."""
    found = []
    for path in sorted((TEXTS / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                raise AssertionError(f"{path.name} in {language} has a line that is no Fluent: {entry.content!r}")
            if isinstance(entry, ast.Message):
                facts = frozenset(node.id.name for node in _under(entry) if isinstance(node, ast.VariableReference))
                found.append(Line(entry.id.name, path.name, facts, _written(entry)))
    return found


@cache
def book(language: str) -> Mapping[str, Line]:
    """The lines of a language by key."""
    return {line.key: line for line in lines_of(language)}


def _under(node: Any) -> Iterator[Any]:
    yield node
    for part in vars(node).values() if isinstance(node, ast.BaseNode) else ():
        for inner in part if isinstance(part, list) else [part]:
            if isinstance(inner, ast.BaseNode):
                yield from _under(inner)


def _written(entry: ast.Message) -> str:
    pieces = []
    for node in _under(entry):
        if isinstance(node, ast.TextElement):
            pieces.append(node.value)
        elif isinstance(node, ast.Placeable):
            pieces.append("{…}")
    return "".join(pieces)


SAMPLES: Final[Mapping[str, tuple[str | int | float, ...]]] = {
    # Numbers come as none, one, few and many, so that every plural form is spoken once.
    **dict.fromkeys(
        ("ahead", "answered", "came", "confirmed", "expired", "failed", "free", "invited", "known", "low", "n", "open"),
        (0, 1, 2, 20),
    ),
    **dict.fromkeys(("over", "parked", "people", "present", "signed", "silent", "told", "noted"), (0, 1, 2, 20)),
    **dict.fromkeys(("unmarked", "waiting", "offered", "high", "all", "minutes"), (0, 1, 2, 20)),
    **dict.fromkeys(("limit", "most", "needed", "party", "page", "pages", "version"), (1, 2, 20)),
    "hours": (0, 0.0, 1.0, 42.0, 42.5),
    "day": ("11月24日 周二",),
    "month": tuple(range(1, 13)),
    "hour": tuple(range(24)),
    "minute": (0, 5, 30),
    "weekday": tuple(range(1, 8)),
    "number": ("1", "12"),
    **dict.fromkeys(("before", "after"), ("✅来了",)),
    **dict.fromkeys(("year", "attended", "alone"), (0, 2, 2.5)),
    **dict.fromkeys(("members", "rest", "goal"), (1, 10, 50)),
    "planned": ("none", "2"),
    "source": ("（点名）",),
    "date": ("2026-11-24",),
    "last": ("2026年11月24日",),
    "blank": ("＿＿＿",),
    "length": ("2小时",),
    "whom": ("“我妈”、“三个人”",),
    "field": ("title", "meet", "place", "needed"),
    "role": ("official", "worker", "none"),
    "title": ("收土豆",),
    "activity": ("收土豆",),
    "brief": ("明天早上6点 志愿者菜园",),
    "when": ("11月24日 周二 早上6点",),
    "close": ("11月26日 周四 20:00",),
    "closes": ("11月26日 周四 20:00",),
    "frozen": ("11月26日 周四 20:00",),
    **dict.fromkeys(("at", "clock", "done", "first"), ("早上6点",)),
    "lead": ("明天",),
    **dict.fromkeys(("was", "next"), ("11月24日 周二 早上6点",)),
    **dict.fromkeys(("kept", "mine"), ("yes", "no")),
    "until": ("今天晚上10点",),
    "duty": ("司机",),
    "place": ("志愿者菜园",),
    "bring": ("手套、水",),
    "reason": ("下大雨",),
    "note": ("晚到一会儿",),
    "text": ("凳子不够",),
    "village": ("柳沟村",),
    "villages": ("柳沟村",),
    **dict.fromkeys(("name", "who", "whom", "keeper"), ("王大妈",)),
    "names": ("王大妈、李婶",),
    **dict.fromkeys(("officials", "workers"), ("韩书记",)),
    **dict.fromkeys(("group", "groups", "higher", "lower"), ("村民",)),
    "indicator": ("活动总的",),
    **dict.fromkeys(("higherband", "lowerband"), ("看法不一",)),
    "word": ("好",),
    "cells": ("好12",),
    "label": ("村民",),
    "line": ("好12",),
    "lines": ("柳沟村",),
    "answer": ("好，报上了",),
    "folder": ("out",),
    "seconds": ("9.5",),
    **dict.fromkeys(("found", "wanted", "what", "why"), ("一样东西",)),
    "head": ("大家怎么看",),
    **dict.fromkeys(("has", "lacks", "least"), (1, 2, 20)),
    "wants": ("10–16",),
    "state": ("正在收",),
    "tail": ("0007",),
    "kin": ("妈妈",),
    "link": ("https://t.me/yihu_bot?start=i_abc",),
    "bot": ("管理员",),
    **dict.fromkeys(("update", "letter"), ("123",)),
    "kind": ("message",),
    **dict.fromkeys(("before", "after"), (1, 2, 20)),
    "by": ("李婶",),
    "code": ("YH12",),
    "words": ("看看再说吧",),
    "error": ("ValueError",),
}
"""Facts as they come in life, by name. A line with a new fact names it here."""


def spoken(language: str, key: str) -> list[str]:
    """The line as it is heard, once for each number or choice among its facts."""
    line = book(language)[key]
    pools = {name: SAMPLES[name] for name in line.facts}
    rounds = max((len(pool) for pool in pools.values()), default=1)
    voice = voice_for(language)
    return [voice(key, **{name: pool[turn % len(pool)] for name, pool in pools.items()}) for turn in range(rounds)]


def everything() -> list[tuple[str, str]]:
    """Every language and key."""
    return [(language, key) for language in LANGUAGES for key in book(language)]
