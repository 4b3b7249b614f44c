"""The shapes of signing up, leaving and arriving in Chinese: what a whole clause may look like.

A clause that fits one of these is understood to its last character; nothing here looks for a word inside
a clause.
"""

from __future__ import annotations

import re

from parsing.people import FAMILY, PEOPLE_COUNT, PERSON, PERSONS, WITH_OTHERS
from parsing.tokens import WHEN
from parsing.words import CROPS, ENDING, ENROL, LEAD, PLACE_END, SELF, TAKE_PART, WE, choice

# Work that is nobody's own errand: 我去收土豆 signs up, 我去做饭 may be said of one's own kitchen.
TASK = (
    "(?:(?:收|挖|刨|拔|采|采摘|摘|掰|捡|捡拾|割|抢收|起|栽|种|搬|装|卸|扫|打扫|清扫|清理|清除|包|粉刷|"
    rf"修剪|除)(?:{CROPS}|卫生|秩序|雪|路|沟|街|垃圾|墙|货|桌椅|河道|菜园|大街)(?:去|的活)?"
    "|打扫|大扫除|植树|栽树|除草|拔草|扫雪|巡逻|值班|装车|卸车|搬运|干活|劳动|义务劳动|帮忙|帮帮忙|"
    "搭把手|出把力|出力|出份力|搭手|凑个人手|当志愿者|做志愿者|参加活动|参加劳动|活动)"
)
# 我去医院 and 我去地里 are errands; these places are the call's.
PLACE = r"(?:志愿者菜园|咱菜园|村里菜园|菜园子?|果园|那儿|那里|那边|现场|集合地点?|集合点|活动现场)"
HERE = (
    rf"(?:(?:志愿者|村里|咱村|村|老年|文化|小)?{PLACE_END}|那儿|那里|那边|现场|集合地|集合地点|地方|地儿|"
    "这儿)"
)
GO = (
    rf"(?:(?:去|来|过去|过来|到|前往)(?:{PLACE})?(?:{TASK})?(?:去)?|上{PLACE}(?:{TASK})?(?:去)?|(?:到|"
    "准到|必到|到场|到位|过去|过来|出席)|干活|帮忙|搭把手|出力|干)"
)
WHO = rf"(?P<who>{WITH_OTHERS}|(?:{SELF}|{WE})?(?:{FAMILY})|{SELF})"
ADDRESS = r"(?:[\u4e00-\u9fff]?(?:书记|主任|村长|队长|会计|支书|社工|老师)(?:好|啊|呀)?)"
# The loops over fillers never give back what they took (*+): a message of fillers must not take for ever.
PRE = rf"(?:{ADDRESS}|{LEAD}|\s)*+"
POST = rf"(?:{ENDING}|\s)*+"


def _shape(body: str) -> re.Pattern[str]:
    return re.compile(rf"{PRE}(?:{body}){POST}")


ARRIVED = tuple(
    _shape(body)
    for body in (
        f"{WHO}?(?:们)?(?:已经|都|也|刚|早就|早|全|准时|现在|人)*(?:到(?!家|医院|县|单位|公司|超市|"
        f"学校|车站|镇|城|银行|诊所)|抵达|到达|来到(?!家)|走到)(?:{HERE}|"
        rf".{{1,4}}{PLACE_END})?(?:了|啦|咧|喽|哩|咯|嘞|位了|齐了|位)",
        f"(?:人|{WHO})?(?:来)?(?:已|已经)?(?:签到|签个到|打卡|报到|签到了|已到|已经到|已到达|已到位|已抵达)(?:了)?",
        rf"{WHO}?(?:已经|都)?(?:在)(?:.{{0,3}}{HERE}|集合点|现场|这儿|门口)(?:了|呢|等着呢|等着)",
        rf"{WHO}?(?:已经|已)?(?:到达|抵达|已到)(?:{HERE})",
        r"到|到！",
    )
)
NEARLY = re.compile(
    "快到|马上(?:就)?到|就到|这就到|路上|还没到|没到|到了(?:再|就|给|叫|告)|等.{0,6}到|(?:一|几|"
    r"\d+)分钟.{0,3}到|要到|上(?:来|去)了吗"
)
ONLY_WITH = _shape(rf"(?:就|还有|有|一共|总共|是)*(?P<who>{WITH_OTHERS})(?:一起|一块儿?|都)?")
THEY = _shape(
    "(?:他|她|他们|她们|我们|俺们|咱们|我们几个|大家|我家|俺家)(?:也|都|要|想|能|会|一起|肯定|一定|"
    rf"{WHEN})*(?:{GO}|{TAKE_PART}|{ENROL})"
)
ALSO = _shape(
    rf"(?:还有|加上|和|再加上|另外还有|跟|叫上|喊上|拉上|让|叫)(?P<for>{PERSONS})(?:一起|一块儿?|"
    rf"也)*(?:{GO})?"
)
ONLY_COUNT = _shape(
    f"(?:我们家|俺们家|家里|我们|俺们|我家|俺家|就|一共|总共|共|来|去|带|是|要)*(?P<n>{PEOPLE_COUNT})(?:都)?"
)
SPOKEN_TO = re.compile(
    f"(?:{PRE})(?:(?:社工|书记|主任|老师|群主)?(?:{PERSON})|(?:社工|书记|主任|老师|"
    f"群主)[小老]?[^,我俺]{{0,2}})(?:[啊呀哎诶]+|你好|您好){POST}"
)
IDLE = _shape(
    "(?:我|俺|咱)?(?:也|这)?(?:刚[^,我俺去来报]{1,4}(?:就|才)?|刚|才|刚才|刚刚|这才|今天|早上|"
    "昨晚)?(?:看见|看到|看着|瞅见|瞅着|瞧见|听见|听到|没看见|没看到|没瞅见|翻到|刷到|看|"
    "瞧)(?:了)?"
    "(?:这个|书记的?|群里的?|你的?|微信里?的?|这条|咱村的?|主任的?|社工的?|活动的?)*(?:消息|"
    "通知|信息|信儿|群消息|公告|群|活动|留言)?(?:了)?"
    f"|(?:{WHEN})?(?:我|俺|咱)?(?:这边|家里|地里|家里地里)?(?:{WHEN})?(?:这两天|这几天|最近|"
    "这阵子|眼下|正好|刚好|也|反正|那天|都|整天|一天|上午|下午|也都|又)*"
    "(?:没事|没啥事|没什么事|没活|没啥活|没啥忙的|有空|有时间|得空|在家|闲着|不忙|休息|轮休|"
    "放假|歇着|闲|没别的事|没安排|有工夫|有功夫|空着|能腾出空|不上班|调休)(?:儿|干|忙)?(?:呢|"
    "啊)?"
    f"|(?:我|俺)(?:是|叫)(?:[^,不个说去来]{{1,5}}(?:家的?|组的?|队的?|村的?|院的?|街的?|"
    f"头的?))?(?:的)?(?:{PERSON})?|(?:这个|这|群里的?)?(?:通知|消息|信息|公告|活动)(?:我|"
    "俺)?(?:刚|才|都|已经|也)*(?:看见|看到|看|瞅见|收到|知道)(?:了)?"
    "|闲着也是闲着|在家也是闲着|(?:我|俺)?(?:身体|身子骨?|腿脚|腿)(?:好着呢|还行|硬朗|没问题|"
    "还好|好|利索|还利索|慢|慢点)|(?:我|俺)?(?:有的是|有把子|有)(?:力气|劲儿?|时间)|(?:我|"
    "俺)?(?:也|刚才|刚)?(?:听见|听到)(?:喇叭|广播|大喇叭|村里|你们)(?:里)?(?:喊|说|播|讲|"
    "通知)?(?:了)?"
)
# 好的, 行, 有空, 想去: may mean yes, may mean nothing; the bot asks.
_NOD = choice(
    "我自己 俺自己 好的 好嘞 好呀 好啊 好 好滴 行 行啊 行嘞 行吧 中 中嘞 中啊 成 成啊 可以 没问题 "
    "没事 得嘞 妥了 妥 ok okay 没毛病 嗯 嗯嗯 是 是的 对 我 俺 我我我 来了 "
    "来啦 我来了 我来啦 俺来了 来来来 去去去 明天见 明早见 到时候见 1 扣1 我都行 "
    "都行 我在 在 yes 举个手 想 想去 我想 我想去 我想来 俺想去 我也想去 我也想 "
    "有空 有时间 有 我有空 我有时间 俺有空 我得空 我在家 不见不散"
)
NODS = re.compile(rf"(?:{_NOD}{POST})++")
_THANK = choice(
    "我记住了 记住了 记下了 我知道了 我明白了 我看到了 收到 收到了 知道了 明白 明白了 了解 谢谢 "
    "谢谢大家 辛苦 辛苦了 晓得了 知道啦"
)
THANKS = re.compile(
    rf"(?=.*?(?:{_THANK}))(?:{_THANK}|{ADDRESS}|{LEAD}|{ENDING}|大家|\s)++|{ADDRESS}(?:{ENDING}|"
    r"\s)*+"
)
