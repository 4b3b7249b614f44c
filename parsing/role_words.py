"""Which of a call's roles a reply speaks of: 我开车, 报名 司机, 我去做饭."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.clean import fold, normalise
from parsing.tokens import ROLE_MARK
from parsing.words import WORK_VERBS

# Words for one and the same work; 我开车去 tells only how somebody comes.
_SAME = (
    "当司机|司机|(?:会|能|可以|来)?(?:开车|开三轮|开拖拉机|开面包)(?!去|来|过|到|带|捎|送|接)|驾驶员?|拉人|跑车",
    "做饭的?|做菜|炒菜|炊事员?|掌勺的?|厨师|厨子|烧火|帮厨|下厨|伙房|灶上",
    "拍照的?|照相的?|摄影|拍摄|录像|摄像",
    "登记员?|签到员?|记名|记账|记录员?",
    "打扫卫生|打扫|扫地|保洁|清扫|搞卫生",
    "搬运工?|搬东西|搬桌椅|搬桌子|装车|卸车|搬",
    "洗菜|择菜|摘菜|切菜",
    "带队|领队|组长|队长",
)
_GROUPS = tuple(re.compile(words) for words in _SAME)
_NOT = re.compile("(?:不|别|没|不会|不能|不想|不敢|不当|不是|不去|不报)(?:会|能|想|当|去|报|是)?$")
_VERB = re.compile(f"(?:{WORK_VERBS})")


def _shapes(role: str) -> list[re.Pattern[str]]:
    found = [re.compile(re.escape(role))]
    found += [group for group in _GROUPS if group.search(role)]
    if (verb := _VERB.match(role)) and len(role) > len(verb[0]):
        found.append(re.compile(rf"(?<=[我俺去来报])(?:负责)?{verb[0]}(?=$|[,。!啊吧呀哈 ]|去|的)"))
    return found


def marked(words: str, roles: Sequence[str]) -> tuple[str, int | None, str]:
    """The folded reply with the name of a role replaced by a mark, the role's index, and the words that named it.

    The index is None, and nothing is marked, where no role is named or more than one is.
    """
    hits: list[tuple[int, re.Match[str]]] = []
    for index, name in enumerate(roles):
        role = fold(normalise(name))
        found = [m for shape in _shapes(role) for m in shape.finditer(words) if not _NOT.search(words[: m.start()])]
        if role and found:
            hits.append((index, max(found, key=lambda m: len(m[0]))))
    if len(hits) > 1:  # 洗菜 beside 做饭: the longer words hide the shorter ones inside them
        hits = [
            (i, m)
            for i, m in hits
            if not any(
                o is not m and o.start() <= m.start() and m.end() <= o.end() and len(o[0]) > len(m[0]) for _, o in hits
            )
        ]
    if len(hits) != 1:
        return words, None, ""
    index, match = hits[0]
    return words.replace(match[0], ROLE_MARK), index, match[0]
