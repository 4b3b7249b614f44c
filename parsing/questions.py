"""What is being asked: whether a sentence asks at all, and which fact of the call would answer it."""

from __future__ import annotations

import enum
import re

from parsing.people import KIN, TITLED


class QuestionKind(enum.Enum):
    """The fact of a call that answers a question; OTHER goes to the organisers."""

    WHEN = "when"
    UNTIL = "until"
    WHERE = "where"
    BRING = "bring"
    PLACES = "places"
    WEATHER = "weather"
    WHAT = "what"
    WHO = "who"
    OTHER = "other"


_WH = (
    "几点|几时|啥时|什么时|啥点|多会儿?|何时|哪|啥|什么|咋(?!地都|样都)|怎么|怎样|如何|多少|多久|多长|"
    "多大|多远|几(?!乎|率|何|分|句|下|口|步|眼|遍)|"
    r"谁|为什么|为何|何地|干嘛|干吗|干么"
)
# 干啥都行, 没啥事, 谁都能去: a question word that asks nothing.
_NO_ASKING = re.compile(
    r"(?:得|要|先|再)看[^,]*|"
    r"看[^,]{0,6}([\u4e00-\u9fff])(?:不|没)\1|"
    "(?:这|那|前|后|好|没|十|第|过|头|就|老)(?:几|多少|多久|多远)|好几|"
    "(?:没|没有|不|无论|不管|不论|甭管)(?:有|管)?(?:啥|什么|多少|怎么|咋|几个|谁)(?!时候)|"
    rf"(?:{_WH})[^,。?;]{{0,3}}(?<!都)(?:都|也)(?:行|可以|中|成|能|会|去|没|不|好|干|得)"
    r"|(去|来|能|行|报|成)不\2(?=[^,]{0,6}(?:不一定|不知道|没定|再说|难说|说不准|不好说|看))|"
    "看(?:看)?.{0,5}(?:情况|能不能|有没有|是不是|下不下|忙不忙|行不行)|不知道|不知|不晓得|说不准|不确定|"
    "啥的|什么的|不管咋|再怎么|怎么也|咋也|说啥也|不咋|不怎么"
)
_TAG = r"(?:行|中|可以|好|成|能|对|要|算|够|合适|妥)"
_A_NOT_A = re.compile(
    r"([\u4e00-\u9fff])(?<![动时差])(?:不|没)\1|"
    r"(?:要是|如果|万一|假如)[^,]{1,8}呢$|"
    r"(?<!我)(?<!俺)[^,]{1,10}(?<!我)(?<!俺)还是(?!我|俺|去|算|不|别|得|要去|报|参加|让|来|那|老|很|挺|有|没|会|能|想)[^,我俺]{1,10}$|"
    r"(要|招|收|缺|用|管|给|带|发).{1,2}不\2|可不可以|能否|是否|有否|"
    "有(?:我|俺)(?:没|不)|参不参加|需不需要|用不用|方不方便"
)
_FINAL = re.compile(
    r"(?:吗|嘛(?=\s*\?)|么(?<!什么)(?<!怎么)(?<!那么)(?<!这么)|(?<=.)(?:不|没|没有|否)(?:啊|呀|呢|哈|哇)?|"
    r"(?:行|好|对|可以|是|没问题|中|成)吧)\s*[?~.]*$"
)
_NOT_FINAL = re.compile(
    "(?:去|来|报|干|到|参加|做|吃|走|赶|受|行|弄|动|顾|用|报名|请)(?:不了|得了)$|才不$|(?:^|我|俺|都|也|"
    "还|就|偏|可|绝)(?:不|没|没有)(?:啊|呀|呢|哈)?$|来没$|免不了|少不了|好不好啊$"
)
_PERMISSION = re.compile(
    rf"^(?:这样)?(?:还|也)?(?:{_TAG})(?:的)?(?:吗|不|么|吧|没|不{_TAG})?(?:啊|呀)?\s*\?*$|"
    rf"^(?:{_TAG})不\S{{1,2}}(?:啊|呀)?\s*\?*$|^(?:可不可以|能不能|中不中|要不要|收不收|要吗|收吗|要我吗|"
    rf"可以吗|晚不晚|来得及吗|还来得及吗?)\S{{0,2}}$"
)

# Read from the top: the first that fits is the kind.
_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (QuestionKind.WEATHER, re.compile(r"下雨|[下有大中小暴阵]雨|下雪|刮风|天气|雨天|有雨|大风|变天|天不好|下起|雨(?:大|停)")),
    (
        QuestionKind.BRING,
        re.compile(
            rf"(?:带|拿|备|准备|穿|戴|用)(?!.{{0,2}}(?:{KIN}|{TITLED}|孩子|小孩|娃|个?人|朋友|"
            rf"队))[^,。]{{0,3}}(?:啥|什么|工具|手套|铁锹|锹|水|篮|筐|袋|家伙|饭|东西|锄|镰|剪|雨衣|雨鞋|"
            "胶鞋|帽|口罩|扫|桶)"
            "|(?:手套|工具|铁锹|锄头|水|雨衣|围裙|袋子|篮子|家伙什?)[^,]{0,3}(?:发|有|带|备|提供|给|管|拿)|穿(?:啥|什么|雨|布|胶|球|厚|薄|长|短)|用不用带|需要?带|自带|带不带|啥工具|什么工具|有工具|工具(?:有|够|发|管|自)|发手套|有手套|"
            "提供工具"
        ),
    ),
    (
        QuestionKind.UNTIL,
        re.compile(
            "(?:到|干到|忙到)(?:几点|啥时|什么时|多会)|多长时间|多久|几个(?:小时|钟头|点)|"
            "几点(?:能)?(?:结束|完|收工|回|散|下班|干完|忙完)|(?:啥时候?|什么时候|多会儿?)(?:能)?(?:完|"
            "结束|收工|回|散|干完)|干(?:一|半)天|(?:一|半)天(?:能|吗|还是|够)|干几天|得几天|一上午|"
            "能(?:结束|完|回来|回|散|收工|干完|弄完|忙完|到家)|中午(?:能|前).{0,3}(?:完|回)"
        ),
    ),
    (
        QuestionKind.PLACES,
        re.compile(
            "名额|(?:有|剩|空)(?:位|空|地方)|还(?:能|可以|让)(?:报|去|来|参加|加)|^(?:我|"
            "俺)?(?:现在)?(?:能|可以)(?:再)?(?:报|加)(?!.{0,2}名吗).{0,3}(?:吗|不)$|(?:还|再)?(?:要|缺|"
            "差|招|收|需要)(?:不要)?(?:几个|多少)?人(?!家)|(?:还)?(?:缺|差)(?:几|多少|人)|(?:人|人数|"
            "人手)(?:够|满|齐)(?:了)?(?:没|吗|不|么)|^(?:还)?(?:够|满|齐)了?(?:没|吗|不)(?:有)?$|报满|"
            "来得及|(?:现在|这会儿?|今天|今晚)[^谁,]{0,2}报|还?(?:缺|差|少)(?:不缺|不|吗|没|么|人)|截止|要不要人|几个人了|多少人了|还(?:要|收)(?:吗|"
            "不)"
        ),
    ),
    (QuestionKind.WHERE, re.compile(
        "哪(?!天|些人|位|个(?:人|姐|大|书)|几个)|地点|位置|什么地方|啥地方|什么地儿|咋走|怎么走|咋去|"
        "怎么去|定位"
    )),
    (QuestionKind.WHERE, re.compile(
        "在[^,几]{1,6}(?:集合|见|碰头|等|汇合)[^,]{0,3}(?:吗|不|吧|么|没|是)|(?:村委|菜园|广场|门口|大队|队部|村口|路口|学校|食堂|地里|村部|礼堂|活动室|场院)[^,]{0,5}还是|还是[^,]{0,4}(?:村委|菜园|广场|门口|大队|队部|村口|"
        "路口|学校|食堂|地里|村部|礼堂|活动室|场院)"
    )),
    (QuestionKind.WHEN, re.compile(
        "(?:天|点|早上|上午|下午|晚上|周.|号)(?:[^,]{0,2})还是|"
        "是[^,]{0,8}(?:点|半)(?:集合|开始|出发|到|去)?(?:吗|吧|不)|几点|几时|啥时|什么时|多会|何时|几号|"
        "哪天|哪一天|啥点|星期几|周几|什么日子|时间"
    )),
    (QuestionKind.WHAT, re.compile(
        "(?:干|做|忙|弄|搞|收|是)(?:点|些)?(?:啥|什么|么)|干嘛|干吗|啥活|什么活|啥事|什么事|什么活动|"
        "啥活动|都干"
    )),
    (QuestionKind.WHO, re.compile(
        rf"谁|哪些人|哪位|哪几个|多少人|几个人|^(?:明天|那)?(?:{TITLED}|{KIN}|他|她|"
        rf"他们).{{0,2}}(?<!能)(?<!以)(?:去|来|报|到)(?:了)?(?:不|没|吗)|名单"
    )),
)  # fmt: skip


def asks(clause: str) -> bool:
    """Whether a folded clause is a question: ?, 吗, 去不去, 几点; but not 几点都行 or 没啥事."""
    plain = _NO_ASKING.sub("", clause)
    if "?" in clause:
        return True
    body = plain.rstrip(" ~.!")
    if _A_NOT_A.search(plain) or re.search(_WH, plain):
        return True
    return bool(_FINAL.search(body)) and not _NOT_FINAL.search(body)


def asks_leave(clause: str) -> bool:
    """Whether a question only asks whether that is all right: 行吗, 可以不, 中不中, 还要吗."""
    return bool(_PERMISSION.match(clause))


def question_kind(clause: str) -> QuestionKind:
    """Which fact answers a question; OTHER when none of the call's does."""
    return next((kind for kind, shape in _KINDS if shape.search(clause)), QuestionKind.OTHER)
