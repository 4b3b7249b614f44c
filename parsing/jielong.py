"""A pasted 接龙: the chain that WeChat groups count people with, read line by line.

The grammar (facts of the format, as met in the wild)::

    chain    := header? (example)? blank? item+ (blank tail)?
    header   := lines with #接龙, #接龍 or #Group Note;
                without a tag a line with 接龙 or 报名 and then three items
    item     := number sign? line (line without a number)*
    number   := the expected next one, a repeat, or one a little ahead; 1.2公里 and 20个人 are none
    line     := (parsing.chain_lines)

A chain that lost its newlines is cut at the expected numbers. Quoted blocks are other people's lists and
are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsing.chain_lines import ChainItem, mask, names_somebody, read_line
from parsing.clean import fold, normalise

__all__ = ["Chain", "ChainItem", "read_chain"]

MOST_ITEMS = 500
"""WeChat itself ends a chain at 500 lines."""

_TAG = re.compile(r"#\s*(?:接龙|group note)|【接龙】")
_OLD_HEAD = re.compile(r"接龙|报名")
_ITEM = re.compile(
    r"^\s*(?P<n>\d{1,3})(?P<sign>\s*[).,~。、:;\-_#@!&*%—])?(?P<rest>\s*(?!(?:个|人|斤|点|月|号|日|年|块|"
    r"元|米|公里|岁|分|名|位|[:：]\d|组)).*)$"
)
_EXAMPLE = re.compile(r"^\s*(?:例如|例|如|格式|示例)\s*[::]?\s*(?=\S)")
_QUOTE = re.compile(r"^[「『][^」』]*[」』]\s*\n\s*(?:[-—]\s*){3,}\n?")
_KEYCAPS = re.compile(r"(?:\d\ufe0f?\u20e3)+")
_CIRCLED = {chr(0x2460 + i): f"{i + 1}. " for i in range(20)} | {"🔟": "10. "}
_CODE = re.compile(r"[\[(#]([A-Z0-9]{4,6})[\])]?(?=\s|$)")


@dataclass(frozen=True)
class Chain:
    """A chain as pasted: head and tail as text, the items in order, the call's short code if shown."""

    header: str
    items: tuple[ChainItem, ...]
    tail: str
    code: str | None


def read_chain(text: str, about: Sequence[str] = ()) -> Chain | None:
    """The chain in ``text``, or None when it holds none.

    ``about`` are words of the call (roles, title): roles, never names. Phones and house
    numbers come out masked. Nothing is guessed: a line with no name to be sure of comes out ``unclear``.
    """
    flat = normalise(_plain_numbers(_QUOTE.sub("", text)))
    tag = _TAG.search(fold(flat))
    lines = flat.split("\n")
    first = _first_item(lines, flat[: tag.start()].count("\n") if tag else 0)
    found = _by_lines(lines, first) if first is not None else None
    if tag and (found is None or len(found[0]) < 2):
        cut = _by_numbers(flat, tag.end())
        if cut and (found is None or len(cut[1]) > len(found[0])):
            return _chain(cut[0], cut[1], [], about)
    if found is None or first is None:
        return None
    header = lines[:first]
    bodies, tail = found
    if not tag and (len(bodies) < 3 or not any(_OLD_HEAD.search(fold(line)) for line in header)):
        return None
    if not "".join(header).strip():
        return None
    if tag and len(bodies) > 1 and not _said(header) and not tail and not names_somebody(bodies[0], about):
        header, bodies = [*header, bodies[0]], bodies[1:]
    return _chain("\n".join(header), bodies, tail, about)


def _chain(header: str, bodies: list[str], tail: list[str], about: Sequence[str]) -> Chain | None:
    items = tuple(read_line(body, about) for body in bodies[:MOST_ITEMS] if re.search(r"\w", body))
    code = _CODE.search(header)
    if not items:
        return None
    return Chain(mask(header.strip()), items, mask("\n".join(tail).strip()), code[1] if code else None)


def _plain_numbers(text: str) -> str:
    """① and the keycap 1⃣ as ``1. ``, before they lose their shape."""
    text = _KEYCAPS.sub(lambda found: "".join(c for c in found[0] if c.isdigit()) + ". ", text)
    return "".join(_CIRCLED.get(char, char) for char in text)


def _said(header: list[str]) -> str:
    return _TAG.sub("", fold("".join(header))).strip()


def _item(line: str) -> tuple[int, str] | None:
    match = _ITEM.match(line)
    if not match or (not match["sign"] and not re.match(r"\s+\S|[\u4e00-\u9fff]", match["rest"])):
        return None
    if match["sign"] and match["sign"].strip() in {".", ":", ","} and re.match(r"\d", match["rest"]):
        return None
    return int(match["n"]), match["rest"].strip()


def _first_item(lines: list[str], start: int) -> int | None:
    return next((i for i in range(start, len(lines)) if (item := _item(lines[i])) and item[0] == 1), None)


def _by_lines(lines: list[str], first: int) -> tuple[list[str], list[str]]:
    """The items' texts and the tail: a bare line belongs to the item above, after a blank to the tail."""
    bodies: list[str] = []
    last, blank = 0, False
    for at, line in enumerate(lines[first:], first):
        item = _item(line)
        if item and (item[0] in {last, last + 1} or last < item[0] <= last + 5):
            bodies.append(item[1])
            last, blank = item[0], False
        elif not line.strip():
            blank = True
        elif blank:
            return bodies, lines[at:]
        else:
            bodies[-1] += "\n" + line
    spread = [part for body in bodies for part in _spread(body)] if len(bodies) == 1 else bodies
    return spread, []


def _spread(body: str) -> list[str]:
    """A line that holds the rest of the chain: 刘桂英 2. 周凤霞 3. 何大爷."""
    parts, expected = [], 2
    while match := re.search(rf"(?<!\d){expected}\s*[.、),:]\s*(?!\d)", body):
        parts.append(body[: match.start()].strip())
        body, expected = body[match.end() :], expected + 1
    return [*parts, body.strip()]


def _by_numbers(flat: str, start: int) -> tuple[str, list[str]] | None:
    first = re.compile(r"(?<!\d)1\s*[.、),:]\s*(?!\d)").search(flat, start)
    if not first:
        return None
    bodies = _spread(flat[first.end() :])
    return (flat[: first.start()], bodies) if len(bodies) > 1 else None
