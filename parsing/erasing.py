"""「删除」, alone: the one word that deletes an answer, in whatever way people type it."""

from __future__ import annotations

from typing import Final

from parsing.clean import normalise

_WORDS: Final = frozenset({"删除", "刪除", "删掉", "delete"})


def asks_to_delete(text: str) -> bool:
    """Whether somebody says only that: 删除, 删掉。, delete!"""
    return normalise(text).lower().strip(" 。.!！") in _WORDS
