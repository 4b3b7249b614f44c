"""Whether somebody asks who said what about them: nobody can tell, and nobody is told."""

from __future__ import annotations

import re

_PRYING = re.compile(
    r"(?:是)?谁.{0,6}(?:说|给|打|写|填|投|提|评|骂|告)|(?:是)?哪(?:个|位|些)人?.{0,6}(?:说|给|打|写|填|投|提|评)|"
    r"\bwho\b.{0,20}\b(?:said|says|wrote|rated|gave|voted|filled|complained)\b",
    re.IGNORECASE,
)


def asks_who_said(text: str) -> bool:
    """谁说我凶, 谁给我打了不好, who wrote that: the wish to know the author of what was said."""
    return bool(_PRYING.search(text))
