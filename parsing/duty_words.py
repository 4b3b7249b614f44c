"""A reply that names a duty of its call: 我开车, 报名 司机, 我去做饭. What is not certain is left to a tap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsing.clean import fold, normalise
from parsing.replies import Act, Reply, read_reply

_ALSO: Final = (("司机", "开车", "驾驶"), ("做饭", "煮饭", "烧饭", "厨师"), ("医生", "大夫"), ("挖土豆", "刨土豆"))
"""Words for the same duty."""
_SELF: Final = re.compile(
    r"(?:我|俺|咱)(?:还是|就)?(?:来|去|可以|能|想|要|当|干|报|换成|换|改成|改|负责)*活动(?:吧|了|去)?[!。.~]*"
)
_CHANGE: Final = re.compile(r"(?:还是)?(?:换成|改成|改报|换|改)活动(?:吧|了)?[!。.~]*")
_BARE: Final = re.compile(r"活动(?:吧|了)?[!。.~]*")
_NOT: Final = re.compile(r"[不没别]|\?|吗|么")


def read_duty(text: str, told: Reply, names: Sequence[str], about: Sequence[str] = ()) -> tuple[Reply, int | None]:
    """What a reply means for a call with these duties, and which of them it names: one, or none for certain. `told` is
    what it means without them."""
    words = fold(normalise(text))
    named = [n for n, name in enumerate(names) if any(word in words for word in _words(name))]
    if len(named) != 1 or told.act in (Act.LEAVE, Act.LEAVE_FOR, Act.DECLINE, Act.QUESTION, Act.MAYBE):
        return told, None
    known = max((word for word in _words(names[named[0]]) if word in words), key=len)
    bare = words.replace(known, "活动").strip()
    if _NOT.search(bare):
        return told, None
    if _SELF.fullmatch(bare) or _CHANGE.fullmatch(bare):
        return Reply(Act.JOIN), named[0]
    if _BARE.fullmatch(bare):
        return Reply(Act.UNSURE, guess=Act.JOIN), named[0]
    read = read_reply(text, [*about, known])
    if read.act in (Act.JOIN, Act.JOIN_FOR) or (read.act is Act.UNSURE and read.guess is Act.JOIN):
        # The duty's name alone is no note beside it.
        note = "" if fold(normalise(read.note)) in (known, "活动") else read.note
        return Reply(read.act, read.party, read.names, note, read.question, read.guess), named[0]
    return told, None


def _words(name: str) -> list[str]:
    folded = fold(normalise(name))
    return [folded, *(word for row in _ALSO if folded in row for word in row if word != folded)]
