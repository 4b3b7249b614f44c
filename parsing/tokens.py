"""A clause cut into words, each with the letter of its part of speech (see ``parsing.lexicon``)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsing.lexicon import UNKNOWN, WORK, lexicon
from parsing.numbers import NUMBER
from parsing.people import AFTER_CHILD, GIVEN, KIN, PERSON_SHAPE, count_people, head_count, is_name
from parsing.words import MINE

ROLE_MARK = "\ue000"
"""Stands in a reply for the name of one of the call's roles."""

_LEXICON = lexicon()
_LONGEST = max(map(len, _LEXICON))
_CLOCK = (
    r"[0-9一二三四五六七八九十两]{1,3}(?:点钟|点半|点|:[0-5]\d|"
    r"：[0-5]\d)(?:[0-9一二三四五]{1,2}分?|一刻|三刻|半|钟|整)?"
)
_PART = "(?:一?大?早(?:上|晨|起|晚|(?![点些一]))|清早|清晨|上午|下午|晚上|晚|中午|晌午|后晌|前晌|头晌|凌晨|傍晚)"
# What is sure to be over some time: 下了班就去 is no condition.
DONE_WORDS = (
    "(?:下(?:了|完)?(?:夜班|早班|晚班|班|课|工|地|学)|放(?:了|完)?学|散(?:了)?会|收(?:了)?(?:工|摊)|(?:交|开|做|干|喂|送|接|洗|"
    "吃|忙|收拾|伺候|安顿|跳|卖|浇|打|遛|赶|看|弄)(?:完|好|过|了)(?:手上的?|手头的?|地里的?)?(?:早饭|午饭|晚饭|早点|饭|活儿?|班|会|孩子|娃|"
    "猪|羊|牛|鸡|鸭|狗|碗|衣服|家务|家里|孙子|孙女|老人|菜|集|地|药|广场舞|店|摊子)|(?:睡|醒|起)(?:醒|了)?(?:午觉|床|来)|天亮)"
    "(?:之后|以后|后|了)?"
)
WHEN = (
    f"(?:(?:大后|明|后|今)(?:天|儿个|儿|日|个|晚|晨|早)(?:的)?{_PART}?|(?:这|下|下下|"
    f"本)?(?:个)?(?:周|星期|礼拜)[一二三四五六日末天]{_PART}?"
    rf"|(?:初|十|二十)[一二三四五六七八九十](?!个|口|位|人|名|里|斤|块)|\d{{1,2}}(?:号|日)|"
    f"{_PART}(?!到|点|来|去|走|些|一|饭|安)|到时候?|到点儿?|那天|当天|这天|回头|周末"
    f"|元旦|端午|中秋|重阳|冬至|腊八)(?:那天|当天)?(?:的)?(?:{_CLOCK})?(?:的时候|前|以前|"
    f"之前)?|{_CLOCK}(?:前|以前|之前)?|{DONE_WORDS}"
)
"""A pattern for when: 明早6点, 周末, 二十号; never empty."""
_WHEN = re.compile(WHEN)
DONE = re.compile(DONE_WORDS)
"""What is sure to be over some time."""
_PEOPLE = (
    "(?:人|女的|男的|大人|小孩|老?姐妹儿?|老?姊妹|老?兄弟|老?哥们儿?|老?伙计|老?伙伴|好?朋友|"
    "孩子|娃|老乡|同事|邻居|亲戚|同学|志愿者|壮劳力|劳力|党员|老人|老头|老太太|妇女|学生|年轻人|"
    "小伙子|小伙|大人|口子)"
)
_COUNT = re.compile(
    f"(?:{NUMBER})(?:个半|口子人|口人|口子|口|(?:个|位|名)(?:{_PEOPLE})?|人)(?!小时|钟头|点|月|"
    "星期|礼拜|球|菜|瓜|筐|袋|桶|半)|"
    f"(?:{NUMBER})(?:姐妹|姊妹|兄弟|妯娌)|(?:老?姐妹|姊妹|兄弟|妯娌|祖孙|爷孙|父子|"
    f"母女)(?:{NUMBER})(?:个|人|口)人?|(?:俩|仨|两|三|四)(?:孩子|娃|小孩|大人|闺女|儿子|孙子|"
    "孙女|老姐妹|朋友|邻居)|"
    "(?:一家子?|全家)(?:三|四|五|六|七|[3-7])口人?|(?:老)?(?:俩|仨)人?(?:口子)?|老?两口子?|"
    "老?两口儿|(?:哥|姐|娘儿?|爷儿?|父子|母女|母子|父女|夫妻|姐妹|姊妹|妯娌|兄弟|婆媳|师徒|"
    "公母|祖孙)(?:俩|仨|二人|两个|两人)|夫妻"
)
_VEHICLE = (
    "(?:电动|农用|电瓶|面包|拖拉|三轮|摩托|自行|汽|小|轿|皮卡|货|四轮|电|老头乐|破|旧|新|大|辆|"
    "自己的|我家|俺家|我|俺|自己|家里|自家|那|个|的){0,6}"
    "(?:车|三轮|机|三蹦子|摩托|电驴子?|电动|皮卡|老头乐|单车|四轮|奔奔)"
)
_TOOL = (
    "(?:铁?锹|锄头?|镰刀?|手套|工具|家伙事?儿?|镐头?|篮子|篓子?|筐|袋子|剪刀|剪子|扫[帚把]|刀|"
    "桶|水桶|小推车|推车|马扎|铲子|耙子|簸箕|围裙|水壶|水杯|"
    "雨衣|雨鞋|胶鞋|帽子|草帽|编织袋|钳子|锤子|抹布|垃圾袋|火钳|夹子|梯子|电钻|扳手|锯子?|电锯|油锯|绳子?|扁担|麻袋|"
    "蛇皮袋|喷雾器|割草机|打草机|斧头?|凿子|刨子|螺丝刀|改锥|电笔|铁?叉子?|钉耙|背篓|箩筐|竹筐|撮箕|拖把|水管|口罩|"
    "毛巾|保温杯|凳子|板凳|小板凳|擀面杖|菜刀|案板|盆|锅|相机|喇叭|音响|手电筒?|头灯|刷子|滚刷|家什|农具|插线板|接线板)"
)
_MANNER = re.compile(
    f"(?:开|骑|坐|推|蹬|赶|驾)着?{_VEHICLE}|(?:坐|搭|蹭|跟|开|骑)[^,我俺去来]{{1,5}}的?车(?!间|"
    f"站|费|票|上)|自带{_TOOL}?|(?:带着?|拿着?|扛着?|提着?|拎着?|背着?)(?:上|我家|俺家|个|一把|"
    f"把|自家|两把|俩|几个|几把|自己的|自己){{0,3}}"
    rf"{_TOOL}(?:(?:和|跟|、){_TOOL}){{0,3}}"
)
_MOVE = "(?:参加|参与|报名|出席|过去|过来|到场|去|来|报|到|干)"
_GONE = re.compile(
    "(?:不|没法|没法子|不能|没办法|不想|不打算|不准备|不用)(?:再|能|会|"
    rf"可以)*(?:{_MOVE})(?:活动|那边|那儿|那里|干活|帮忙)?(?:\d{{1,2}}/\d{{1,2}})?(?:了|啦|咧|"
    "喽|哩)|"
    r"(?:去|来|参加|报|到|过去|过来|赶|参与)不(?:了|成|上)(?:了|啦|咧|喽|哩|咯)|(?:去|来|参加)不得了"
)
# 报名 as phones mishear it, and as fingers type it.
_ENROL = re.compile("[报抱暴爆保包宝鲍豹曝](?:上|下|一下|一个|个|各|一)?[名民明铭命鸣茗敏冥](?![天早晚年日儿单额])")
_AS = re.compile(
    "作为(?:一名|一个|咱)?(?:老|新)?[\u4e00-\u9fff]{0,3}?(?:党员|团员|村民|邻居|媳妇|年轻人|"
    "妇女|干部|代表|组长|退伍军人|军属|一员|人)"
)
_OLD_ME = re.compile(
    "俺老汉|(?:我|俺)(?:这|个)(?:把|个|糟)*(?:老汉|老骨头|老头子?|老婆子|老太婆|老太太|老家伙|老将|老党员|闲人|小年轻)"
)
# 天再冷我也去, 就算下刀子我也去: no condition but the contrary.
_EVEN = re.compile(
    "(?:(?:就算|哪怕|即使|即便|就是)[^,我俺]{1,8}|[天路活]?再[^,我俺]{1,3}|(?:下雨|下雪|刮风|"
    "天冷|天热|不给钱|没饭吃|没人去))(?=(?:我|俺)(?:也|都))"
)
# 帮半天忙, 干一上午活: a hand lent for a while.
_LEND = re.compile(
    "(?:帮|干|做|忙|搭)(?:上)?(?:一|半|两|几|个)(?:整)?(?:个)?(?:天|会儿?|阵子?|上午|下午|早上|晚上|小时|钟头)(?:的)?(?:忙|活儿?|手)?"
    "|(?:帮|搭|出|尽)(?:上|点|些|一?份|一?把|一?下|个)*(?:忙|手|力|劲|力气|微薄之力|绵薄之力)(?![给替帮着])"
)
_WORK = re.compile(WORK)
_KIN = re.compile(KIN)
_CHILD = re.compile(AFTER_CHILD)
_MINE = re.compile(MINE)
_ADDRESS = re.compile(
    r"(?:(?!给|帮|替|代|我|俺|跟|和|把)[\u4e00-\u9fff]{1,2}?)?(?:书记|主任|村长|队长|会计|支书|"
    "社工|老师|站长|队友)(?:好|啊|呀|您好|你好)?"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a clause, its letter, how many people it stands for, and the name in it."""

    tag: str
    text: str
    people: int = 0
    name: str = ""


def _at(words: str, at: int) -> Token:
    if words[at] == ROLE_MARK:
        return Token("J", ROLE_MARK)
    if words[at] in "0123456789一二两三四五六七八九十俩仨全老哥姐娘爷父母夫妯姊兄婆师公祖" and (
        match := _COUNT.match(words, at)
    ):
        people = count_people(match[0])
        if people == 1 and match[0][-1] in "个位名人口":
            return Token("q", match[0], 1)
        if people:
            return Token("N", match[0], people)
    if words[at] in "下刮天不没就哪即再路活" and (match := _EVEN.match(words, at)):
        return Token("L", match[0])
    if match := _OLD_ME.match(words, at):
        return Token("S", match[0])
    if match := _GONE.match(words, at):
        return Token("v", match[0])
    if (match := _WHEN.match(words, at)) and match[0]:
        return Token("D", match[0])
    for shape, tag in ((_MANNER, "M"), (_LEND, "V"), (_WORK, "K"), (_AS, "L")):
        if match := shape.match(words, at):
            return Token(tag, match[0])
    known = next(
        (word for size in range(min(_LONGEST, len(words) - at), 0, -1) if (word := words[at : at + size]) in _LEXICON),
        "",
    )
    person, name = _person(words, at)
    if person and (len(person) > len(known) or len(known) == 1):
        return Token("l" if _ADDRESS.fullmatch(person) else "P", person, head_count((name,)), name)
    if (match := _ADDRESS.match(words, at)) and len(match[0]) > len(known):
        return Token("l", match[0])
    if (match := _ENROL.match(words, at)) and len(match[0]) > len(known):
        return Token("E", match[0])
    return Token(_LEXICON[known], known) if known else Token(UNKNOWN, words[at])


def _person(words: str, at: int) -> tuple[str, str]:
    """The words for a person that begin here, and the name in them; two empty strings where nobody is meant."""
    match = PERSON_SHAPE.match(words, at)
    if not match:
        return "", ""
    said, name = match[0], match["name"]
    if (mine := _MINE.match(name)) and _COUNT.match(words, at + len(said) - len(name) + mine.end()):
        return "", ""  # 我们三姐妹 is how many
    if _CHILD.fullmatch(name):
        return said, name
    if _KIN.fullmatch(name):
        return ("", "") if _COUNT.match(words, match.end() - 1) else (said, name)
    if len(name) == 3 and _begins(words, match.end() - 1) and not _KIN.search(name):
        said, name = said[:-1], name[:-1]
    return (said, name) if is_name(name) else ("", "")


def _begins(words: str, at: int) -> bool:
    return bool(_WHEN.match(words, at)) or any(
        at + size <= len(words) and words[at : at + size] in _LEXICON for size in (3, 2)
    )


def tokens(words: str) -> list[Token]:
    """The words of a folded clause without blanks, from left to right, the longest known one first."""
    found: list[Token] = []
    at = 0
    while at < len(words):
        token = _at(words, at)
        if found and found[-1].tag in "FO" and token.tag not in "PlSWTYBN" and (given := GIVEN.match(words, at)):
            token = Token("P", given[0], 1, given[0])  # 帮小芳报名, 给建国报一个
        if token.tag == "j" and found and found[-1].text == "来":
            found[-1] = Token("a", "来")  # 我来做饭 offers, 我去做饭 may be one's own kitchen
        if token.tag == "P" and found and found[-1].people and found[-1].tag in "Nq":
            number = found.pop()  # 两个孙子 are two, 一个朋友 one
            token = Token("P" if number.people == 1 else "N", number.text + token.text, number.people, token.name)
            at -= len(number.text)
        found.append(token)
        at += len(token.text)
    return found


def letters(row: list[Token]) -> str:
    """The clause as a row of letters, one a word."""
    return "".join(token.tag for token in row)
