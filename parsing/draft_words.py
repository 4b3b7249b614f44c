"""What an organiser says about a draft as a whole: send it, drop it, leave it as it is; and the words of its note."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from parsing.clean import fold, normalise


class DraftWord(Enum):
    """What a word does to the draft that lies open. NOD is a yes that only counts right after the question; STOP ends
    what is under way: the question if one is open, else the draft."""

    PUBLISH = "publish"
    NOD = "nod"
    DISCARD = "discard"
    STOP = "stop"
    KEEP = "keep"


_WORDS: Final = {
    DraftWord.PUBLISH: (
        "发布/发布吧/发布了/发吧/发出去/发出去吧/就这样发/就这么发/这样发/可以发/可以发了/publish/publish it/send it"
    ),
    DraftWord.NOD: "行/好/可以/好的/行的/好吧/行吧/可以的/好嘞/没问题/就这样/ok/okay/yes/go ahead/all right",
    DraftWord.DISCARD: "不发了/不发/先不发/先不发了/别发/别发了/不要了/discard/drop/drop it/don't send it",
    DraftWord.STOP: "算了/算了吧/取消/取消吧/cancel/never mind/nevermind",
    DraftWord.KEEP: "不改了/不改/返回/先不填/back/keep it",
}
_MEANING: Final = {said: word for word, row in _WORDS.items() for said in row.split("/")}
_NO_NOTE: Final = frozenset(["没有", "没", "无", "不用", "不要", "不写", "不要备注", "删掉", "nothing", "none", "no"])


def read_draft_word(text: str) -> DraftWord | None:
    """What a message that consists of such a word alone means; None for everything else."""
    return _MEANING.get(_bare(text))


def read_note(text: str) -> str | None:
    """The note in one line; empty for "nothing"; None when there is nothing to read."""
    line = " ".join(normalise(text).split())
    if _bare(line) in _NO_NOTE:
        return ""
    line = re.sub(r"(?<=[\u4e00-\u9fff]),\s?|,(?=[\u4e00-\u9fff])", "，", line)  # as it was typed
    return line if re.search(r"\w", line) else None


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[\s。.!,、~?]+", " ", fold(normalise(text))).split())
