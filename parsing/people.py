"""Who is meant and how many: 我和老伴, 我家三口, 赵德福、孙玉梅, 隔壁王奶奶; nobody is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsing.numbers import NUMBER, read_number
from parsing.words import DOUBLE_SURNAMES, KIN_BARE, MINE, NOT_NAMES, PAIRS, SELF, SURNAMES, TITLE, WE

LARGEST_PARTY = 15
"""One keeper may enter up to 15 people; a larger figure is asked about."""

_HAN = r"[\u4e00-\u9fff]"
_WHERE = (
    "(?:(?:我家|俺家|我们?|俺们?)?(?:的)?(?:隔壁|邻居|对门|后院|前院|东头|西头|南头|北头|村东头?|村西头?|"
    "村南头?|村北头?|前街|后街|楼上|楼下|院里|(?:一|二|三|四|五|六|七|八|九|十|\\d{1,2})(?:组|队|社|区|排|栋|号楼|单元|号院)|"
    "(?:退休|本村|咱村|老|新)?(?:党员|村民|教师|老师|居民|社员|团员|志愿者|学生|职工|工人|军人|电工|木工|瓦工|医生|干部)(?=[^、,和我俺报去来都也])|我们组|俺们组|[前后东西南北](?:街|院|沟|坡|庄|屋|"
    "胡同|门|排|屯|营|村))(?:家)?的?)"
)
KIN = f"(?:{MINE}(?:的)?(?:{KIN_BARE}|[二三四五六大小老]{KIN_BARE}|[奶爷婆公])|{KIN_BARE}|[二三四五六小]{KIN_BARE})"
TITLED = (
    rf"(?:(?:老|小|大)?[{SURNAMES}](?:家)?{_HAN}{{0,2}}?{TITLE}|(?:老|小|阿)[{SURNAMES}](?:头儿?)?|"
    rf"小{_HAN}(?={{}})|[二三四五六七八]{TITLE})"
)
TITLED = TITLED.replace("|小" + _HAN + "(?={})", "")
# 石头他爹, 乐乐奶奶: named after the child.
AFTER_CHILD = (
    rf"(?:小?{_HAN}{{1,2}}(?:他|她)(?:爸|妈|爹|娘|奶奶?|爷爷?|姥姥|姥爷|爸爸|妈妈|婶|叔|姑|姨)|"
    f"(?:小{_HAN}|阿{_HAN}|乐乐|豆豆|妞妞|宝宝|轩轩|浩浩|欣欣|婷婷|明明|亮亮|毛毛|贝贝|果果|"
    "壮壮|强强|丽丽|萌萌|涵涵|多多|牛牛|丫丫|童童)(?:妈妈|爸爸|奶奶|爷爷|姥姥|姥爷|妈|爸))"
)
_VERBISH = "报去来加算和跟替帮给代把让说想要也都不没能会就在到还了的着是有个名一这那吗呢吧啊"
FULL = rf"(?:{DOUBLE_SURNAMES}|[{SURNAMES}])(?:(?![{_VERBISH}]){_HAN}){{1,2}}"
NICK = rf"(?:小|阿|大|二)(?:(?![{_VERBISH}]){_HAN}){{1,2}}"
# What village given names are written with; a name without a surname counts only where somebody is signed up for.
_GIVEN = (
    "秀英兰芳桂珍玉梅凤霞建国军强伟明华红丽敏静霜燕娟艳杰磊刚勇涛超辉鹏波斌宇浩凯亮平安福贵宝财旺根柱栓锁铁钢石虎龙豹牛狗"
    "春夏秋冬雪雨霞云月星娥娣妮妞花香莲菊荷叶琴琳玲珠琪瑞莹洁萍萌蓉薇婷娜媛婉淑贤慧惠雅清德仁义礼智信忠孝孟仲叔季振兴发"
    "庆祥生长有存学文武志成才俊杰卫东西南北永胜利双全喜乐欢爱巧翠彩素贞银金鑫森林海江河波洋涵轩梓子欣怡佳嘉豪博睿思"
    "雯晨阳昊然宁康健民权立新改革援朝跃进解放和友万千广大山川岭峰岩松柏青绿苗毛豆蛋娃儿"
)
GIVEN = re.compile(
    rf"(?:(?:小|阿|大|二|老)[{_GIVEN}]|[{_GIVEN}]{{2}}|(?:小|阿|大|二)[{_GIVEN}]{{2}})"
    "(?=(?:也|都|一起|、|和|跟|一块)*(?:报|登记|签|加上|算上|写上|记上|添上|划|取消|去掉|退))"
)
"""A given name without its surname (建国, 小芳), where a sign-up or a leaving follows."""
PERSON = rf"{_WHERE}?(?:{KIN}|{AFTER_CHILD}|{TITLED}|{FULL})"
LINK = r"(?:、|,|，|和|跟|与|同|还有|以及|加上|及|\+|\s)"
PERSONS = rf"{PERSON}(?:{LINK}{{0,3}}{PERSON}){{0,14}}"

PEOPLE_COUNT = (
    rf"(?:(?:{NUMBER})(?:个半|个大人|口子人|口人|口子|个人|个|口|位|名|人)(?:人)?|俩人?|仨人?|老?两口子?|"
    "哥俩|姐俩|娘俩|爷俩|夫妻俩|父子俩|母女俩|母子俩|姐妹俩|妯娌俩|娘仨|爷仨|夫妻二人|夫妻)"
)
_COMPANION = (
    rf"(?:{_WHERE}?{KIN}|{TITLED}|{FULL}|{NUMBER}个(?:人|孩子|娃|大人|姐妹|邻居|朋友|老乡|同事|亲戚)?|"
    rf"(?:一|1)位{_HAN}{{0,2}})"
)
_WITH = r"(?:和|跟|同|与|、|带着|带上|带|领着|领上|领|还有|加上|加|\+|拉上|叫上|喊上|,)"
WITH_OTHERS = (
    rf"(?:{SELF}\s*(?:再|还|也|想|要|另外|准备|打算|得)*{_WITH}\s*{_COMPANION}(?:\s*(?:和|跟|、|还有|加上|"
    rf"\+|,)?\s*{_COMPANION}){{0,8}}(?:一共{PEOPLE_COUNT}|{PEOPLE_COUNT})?)"
)
FAMILY = (
    rf"(?:(?:{WE}|{SELF})?(?:全家|一家子|一家|家)?(?:一共|总共|共|有|来|去|出|报|报名|参加|"
    rf"这边)?{PEOPLE_COUNT}(?:人)?)"
)


@dataclass(frozen=True)
class Party:
    """How many places words ask for, and which other people they name as typed."""

    size: int
    names: tuple[str, ...] = ()


_SELF_ONLY = re.compile(SELF)
_WITH_OTHERS = re.compile(WITH_OTHERS)
_FAMILY = re.compile(FAMILY)
PERSON_SHAPE = re.compile(rf"{_WHERE}?(?P<name>{KIN}|{AFTER_CHILD}|{TITLED}|{FULL})")
"""One person, with what stands before the name (隔壁王奶奶)."""
_COMP = re.compile(
    rf"{_WHERE}?(?P<name>{KIN}|{TITLED}|{FULL})|(?P<n>{NUMBER})个(?:人|孩子|娃|大人|姐妹|邻居|朋友|老乡|"
    "同事|亲戚)?"
)
_PAIR = re.compile(rf"(?:{MINE})?(?:{PAIRS})")
_COUNT = re.compile(
    f"(?P<n>{NUMBER})(?:个半|个大人|口|个|位|名|人|老?(?:姐妹|姊妹|兄弟|妯娌|孩子|娃|闺女|儿子|"
    "孙子|孙女|朋友|邻居|小孩|大人))"
)
_SMALL = (("仨", 3), ("俩", 2), ("两口", 2), ("夫妻", 2))


def count_people(words: str) -> int | None:
    """The number of people in a count such as 三口人, 俩, 5个人, or None when it is rough or no count."""
    if match := _COUNT.search(words):
        return read_number(match["n"])
    return next((n for word, n in _SMALL if word in words), None)


def is_name(words: str) -> bool:
    """Whether a surname shape may be a person: 高兴 and 马上 are not."""
    return words not in NOT_NAMES and not any(
        words.startswith(w) for w in NOT_NAMES if len(w) >= 2 and len(words) > 2 and w != "谢谢"
    )


def read_persons(words: str) -> tuple[str, ...] | None:
    """The people a list names (赵德福、孙玉梅; 我爸我妈), as typed; None unless all of it is people."""
    names: list[str] = []
    rest = words
    for part in re.split(LINK + "+", words):
        if not part:
            continue
        at = 0
        while at < len(part):
            match = PERSON_SHAPE.match(part, at)
            if not match or not _known(match["name"]):
                return None
            names.append(match["name"])
            at = match.end()
    return tuple(names) if rest and names else None


def _known(name: str) -> bool:
    return bool(re.fullmatch(rf"{KIN}|{AFTER_CHILD}|{TITLED}", name)) or is_name(name)


def head_count(names: tuple[str, ...]) -> int:
    """How many people the names are: 我爸妈 is two."""
    return sum(2 if _PAIR.fullmatch(name) else 1 for name in names)


def read_party(words: str) -> Party | None:
    """The speaker's party out of 我, 我和老伴, 我家三口, 我们俩, 两个人; None when the count is not said."""
    words = words.strip(" 、,，")
    if not words or _SELF_ONLY.fullmatch(words):
        return Party(1)
    if _WITH_OTHERS.fullmatch(words):
        return _with_others(words)
    if _FAMILY.fullmatch(words):
        size = count_people(words)
        return Party(size) if size else None
    return None


def _with_others(words: str) -> Party | None:
    speaker = _SELF_ONLY.match(words)
    assert speaker is not None
    rest, total = words[speaker.end() :], None
    if said := re.search(rf"(?:一共)?(?P<all>{PEOPLE_COUNT})$", rest):
        before = rest[: said.start()]
        if _COMP.search(before) and not re.search(rf"{_WITH}$", before):
            total, rest = count_people(said["all"]), before
    size, names = 1, []
    for match in _COMP.finditer(rest):
        if match["n"]:
            size += read_number(match["n"]) or LARGEST_PARTY
        else:
            if not _known(match["name"]):
                return None
            names.append(match["name"])
            size += head_count((match["name"],))
    return Party(total or size, tuple(names))
