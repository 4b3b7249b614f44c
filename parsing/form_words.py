"""What people type beside a form: nothing to add, a mere courtesy, a wish to see the form; everything else is said."""

from __future__ import annotations

import re
from typing import Final

from parsing.clean import normalise

_NOTHING: Final = re.compile(
    r"(?:我)?(?:没有?|木有|无)(?:了|啥|什么|别的|其他|其它|意见|话)*(?:要?说的?|补充)?(?:了|的)?|(?:我)?不(?:想)?(?:说|写|填|改)了?|跳过|"
    r"(?:no|nope|none|nothing(?: (?:to add|more|else))?|skip|no comments?)"
)
_COURTESY: Final = re.compile(
    r"(?:好(?:的|嘞|吧|呀|啊|哒|滴)?|嗯+|恩+|哦+|噢+|啊+|哈+|行(?:吧|啊|呀)?|可以|是(?:的)?|对(?:的)?|谢谢?(?:您|你|大家|了|啦)*|多谢|感谢|"
    r"不客气|知道了?|明白了?|收到了?|晓得了?|你好|您好|在吗|早上好|早|晚上好|晚安|再见|辛苦了?|不用了|等等|等一下|(?:数字)?没错|没问题|"
    r"填(?:好|完)了|写(?:好|完)了|完了|好了|ok(?:ay)?|yes|no|thanks?(?: you)?|hi|hello|bye|sure|fine|good|done)+"
)
_FORM: Final = re.compile(
    r"(?:我|俺|想|要|来|去|再|给|提|填写?|写|做|看|改|一下|一?个|点儿?|怎么|咋|在?哪儿?里?|打开|重新|那个?|这个?)*"
    r"反馈(?:表|单|意见|一下|两句|呢|吗|吧|在?哪儿?里?|怎么|咋|填|写|弄|改)*|"
    r"(?:the )?(?:feedback|form)(?: form)?"
)
_ENDS: Final = " 。.!！?？~～,，、…"


def _bare(text: str) -> str:
    return re.sub(r"[\s,，。.!！?？~～…]+", " ", normalise(text).lower()).strip(_ENDS)


def says_nothing(text: str) -> bool:
    """没了, 不说了, nothing: asked for words, somebody has none."""
    return bool(_NOTHING.fullmatch(_bare(text)))


def is_courtesy(text: str) -> bool:
    """好的, 谢谢, 收到, a bare number or sign: heard, and nothing to write down."""
    bare = _bare(text).replace(" ", "")
    return sum(letter.isalpha() for letter in bare) < 2 or bool(_COURTESY.fullmatch(bare))


def wants_form(text: str) -> bool:
    """我要填反馈, 反馈怎么填: the form itself is asked for."""
    return bool(_FORM.fullmatch(_bare(text)) or _FORM.fullmatch(_bare(text).replace(" ", "")))
