"""Where the code speaks: every line it asks for by name, with the facts it gives, read from the syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

HOME: Final = Path(__file__).parent.parent.parent
SPEAKERS: Final = ("bot", "handlers", "reports", "texts", "usecases")
REFUSERS: Final = ("bot", "domain", "handlers", "parsing", "usecases")
KEY: Final = re.compile(r"[a-z]+(-[A-Za-z0-9_]+)+")
FAMILY: Final = re.compile(r"([a-z]+-)+\{\}|\{\}-\{\}")
VERBS: Final = frozenset(
    {"toast", "reply", "privately", "quietly", "edit", "put", "ask", "rich", "voice", "village_voice"}
)
"""What speaks: Say's ways to answer, a Voice, a desk of the calling conversation."""
NOT_FACTS: Final = frozenset({"keyboard", "quote", "alert", "url"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line asked for. `key` may be a family, `draft-ask-{}`; `facts` is None when they can't be read off."""

    place: str
    verb: str
    key: str
    facts: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Raised:
    """A refusal. `reason` may be a family, `call-{}`."""

    place: str
    reason: str
    facts: frozenset[str]


@cache
def trees(*rooms: str) -> tuple[tuple[str, ast.Module], ...]:
    """The Python files of these rooms."""
    files = sorted(file for room in rooms for file in (HOME / room).rglob("*.py") if "migrations" not in file.parts)
    return tuple((file.relative_to(HOME).as_posix(), ast.parse(file.read_text(encoding="utf-8"))) for file in files)


@cache
def spoken_lines() -> tuple[Spoken, ...]:
    """Every line that is asked for where it is spoken."""
    return tuple(
        Spoken(f"{place}:{node.lineno}", verb, key, _facts(node))
        for place, tree in trees(*SPEAKERS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (verb := _verb(node)) in VERBS
        for argument in node.args[:2]
        for key in _names(argument)
        if KEY.fullmatch(key) or FAMILY.fullmatch(key)
    )


@cache
def mentioned_words() -> frozenset[str]:
    """Every string in the code that might be a key, spoken at once or handed on."""
    return frozenset(
        node.value
        for _, tree in trees(*SPEAKERS)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def families() -> dict[str, str]:
    """Every key that is put together from a part and a value, and where."""
    return {
        shape: f"{place}:{node.lineno}"
        for place, tree in trees("handlers", "reports", "texts")
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and FAMILY.fullmatch(shape := _shape(node))
    }


@cache
def refusals() -> tuple[Raised, ...]:
    """Every refusal that is raised, and every reason that is handed to a function which raises it."""
    bearers = _bearers()
    found = []
    for place, tree in trees(*REFUSERS):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in bearers:
                handed = [name for argument in node.args for name in _names(argument)]
                found += [Raised(f"{place}:{node.lineno}", name, frozenset()) for name in handed]
            elif node.func.id == "Refused" and node.args:
                names = [*_names(node.args[0])]
                found += [Raised(f"{place}:{node.lineno}", name, _facts(node) or frozenset()) for name in names]
    return tuple(found)


@cache
def unread_refusals() -> tuple[str, ...]:
    """Where a refusal is raised whose reason can be read neither there nor from who calls that function."""
    return tuple(
        f"{place}:{node.lineno}"
        for place, tree in trees(*REFUSERS)
        for room in ast.walk(tree)
        if isinstance(room, ast.FunctionDef | ast.AsyncFunctionDef) and room.name not in _bearers()
        for node in ast.walk(room)
        if isinstance(node, ast.Call) and _verb(node) == "Refused" and not [*_names(node.args[0])]
    )


@cache
def _bearers() -> frozenset[str]:
    """The functions that raise a refusal whose reason is one of their own arguments."""
    return frozenset(
        room.name
        for _, tree in trees(*REFUSERS)
        for room in ast.walk(tree)
        if isinstance(room, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(room)
        if isinstance(node, ast.Call)
        and _verb(node) == "Refused"
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id in {argument.arg for argument in room.args.args}
    )


def _verb(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=ast.Name(id="voice_for")):
            return "voice"
        case _:
            return ""


def _facts(node: ast.Call) -> frozenset[str] | None:
    if any(keyword.arg is None for keyword in node.keywords):
        return None
    return frozenset(keyword.arg for keyword in node.keywords if keyword.arg) - NOT_FACTS


def _names(node: ast.expr) -> Iterator[str]:
    """The strings an expression may be: a literal, either side of an if, a part and a value as `part-{}`."""
    match node:
        case ast.Constant(value=str(name)):
            yield name
        case ast.IfExp(body=one, orelse=other):
            yield from _names(one)
            yield from _names(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _names(value)
        case ast.JoinedStr():
            yield _shape(node)


def _shape(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


@cache
def button_lines() -> frozenset[str]:
    """The keys and families that stand on buttons: the first argument of `button(…)`, and every key that ends so."""
    labels = [
        inner
        for _, tree in trees("handlers")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _verb(node) == "button" and node.args
        for inner in ast.walk(node.args[0])
        if isinstance(inner, ast.Call) and _verb(inner) in VERBS and inner.args
    ]
    named = frozenset(key for call in labels for key in _names(call.args[0]))
    return named | {
        word
        for word in mentioned_words()
        if KEY.fullmatch(word) and word.endswith("-button") and not word.startswith("refused-")
    }
