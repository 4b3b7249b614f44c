"""A reply that names a duty of its call: 我开车, 报名 司机, 我去做饭; alone (司机) or as a change (换成司机), too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsing.clean import fold, normalise
from parsing.replies import Act, Reply, read_reply

_ALSO: Final = (("司机", "开车", "驾驶"), ("做饭", "煮饭", "烧饭", "厨师"), ("医生", "大夫"), ("挖土豆", "刨土豆"))
"""Words for the same duty."""
_CHANGE: Final = re.compile(r"(?:我|俺|咱)?(?:还是|就)?(?:换成|改成|改报|换|改)活动(?:吧|了)?[!。.~]*")
_BARE: Final = re.compile(r"活动(?:吧|了)?(?:\+1)?[!。.~]*")
_SIGNING: Final = (Act.JOIN, Act.JOIN_FOR, Act.UNSURE)


def read_duty(text: str, told: Reply, names: Sequence[str], about: Sequence[str] = ()) -> tuple[Reply, int | None]:
    """What a reply means for a call with these duties, and which of them it names: one, or none for certain. `told` is
    what it means without them. A duty alone is no sign-up yet: it is asked about."""
    reply = read_reply(text, about, names)
    if reply.role is not None:
        return (reply, reply.role) if reply.act in _SIGNING else (told, None)
    words = fold(normalise(text))
    named = [n for n, name in enumerate(names) if any(word in words for word in _words(name))]
    if len(named) != 1:
        return told, None
    known = max((word for word in _words(names[named[0]]) if word in words), key=len)
    bare = words.replace(known, "活动").strip()
    if _CHANGE.fullmatch(bare):
        return Reply(Act.JOIN), named[0]
    if _BARE.fullmatch(bare):
        return Reply(Act.UNSURE, guess=Act.JOIN), named[0]
    return told, None


def _words(name: str) -> list[str]:
    folded = fold(normalise(name))
    return [folded, *(word for row in _ALSO if folded in row for word in row if word != folded)]
