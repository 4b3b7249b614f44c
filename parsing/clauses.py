"""One clause of a Chinese reply: guards first, then structure; a clause signs up only when every word of it is understood.

The grammar (a clause is what stands between commas, stops and, where need be, blanks)::

    join     := lead* when? who? adverb* deed ending*          我明早准时去 · 我和老伴都报名 · 我家来三口人
    count-in := (算|加|带|报|留 …) who …  | 把 who 加上          算我一个 · 给我报俩 · 把我加上
    for      := (帮|替|代|给) persons adverb* enrol            帮我妈报个名 · 替张大爷报名
              | (算上|把) persons (加上)? | person 报名 | 代报 persons
    leave    := (who | 把 who | 帮 who)? (取消 | 不去了 | 去不了了 …)
    arrived  := who? 到 place? 了 | 签到
    note     := (带|晚到|开车|只能 …) …

Guards run before the structure and never sign anybody up: questions, conditions, hearsay, things past, refusals.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from parsing.people import (
    FAMILY,
    KIN,
    LARGEST_PARTY,
    PEOPLE_COUNT,
    PERSON,
    PERSONS,
    WITH_OTHERS,
    Party,
    count_people,
    head_count,
    read_party,
    read_persons,
)
from parsing.questions import asks, asks_leave
from parsing.words import (
    ADVERB,
    CROPS,
    ENDING,
    ENROL,
    LEAD,
    PLACE_END,
    SELF,
    TAKE_PART,
    WE,
    WORK_VERBS,
    choice,
)


class Move(enum.Enum):
    """What one clause does."""

    JOIN = "join"
    JOIN_FOR = "join for"
    LEAVE = "leave"
    LEAVE_FOR = "leave for"
    DECLINE = "decline"
    MAYBE = "maybe"
    ARRIVED = "arrived"
    QUESTION = "question"
    TAG = "tag"  # 行吗, 可以不: asks leave for what was said
    NOTE = "note"  # 带铁锹, 晚到十分钟: goes with a sign-up
    COUNT = "count"  # 两个人: a bare count of people
    WITH = "with"  # 我和老伴; 我老伴也去: companions without a sign-up of one's own
    HEARSAY = "hearsay"
    PAST = "past"
    IDLE = "idle"  # 刚看见消息, 我明天没事: why, and nothing else
    NOD = "nod"  # 好的, 行: may mean anything
    SHAKY = "shaky"  # sounds like a sign-up, but some word is not understood
    CHAT = "chat"


@dataclass(frozen=True)
class Clause:
    """One clause read: its move, the places it asks for, whom it names, and what it leaves for a note."""

    move: Move
    party: int = 1
    names: tuple[str, ...] = ()
    rest: str = ""
    guess: Move | None = None


_WHEN = (
    r"(?:(?:明|后|今|大后)(?:天|儿个?|早|晚|晨|日)?(?:一?早(?:上|晨|起)?|上午|下午|晚上|中午|凌晨|清早)?|(?:早上|早晨|上午|下午|晚上|周[一二三四五六日末]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|到时候?|那天|当天|到点)"
    r"(?:早上|上午|下午|晚上)?)(?:的)?(?:[0-9一二三四五六七八九十]{1,3}(?:点|:[0-5]\d)(?:半|钟)?)?(?:的)?"
)
# Work that is nobody's own errand: 我去收土豆 signs up, 我去做饭 and 我去浇地 may be said of one's own house and field.
_TASK = (
    rf"(?:(?:收|挖|刨|拔|采|采摘|摘|掰|捡|捡拾|割|抢收|起|栽|种|搬|装|卸|扫|打扫|清扫|清理|清除|包|粉刷|修剪|除)(?:{CROPS}|卫生|秩序|雪|路|沟|街|垃圾|墙|货|桌椅|河道|菜园|大街)(?:去|的活)?"
    r"|打扫|大扫除|植树|栽树|除草|拔草|扫雪|巡逻|值班|装车|卸车|搬运|干活|劳动|义务劳动|帮忙|帮帮忙|搭把手|出把力|出力|出份力|搭手|凑个人手|当志愿者|做志愿者|参加活动|参加劳动|活动)"
)
# 我去医院 and 我去地里 are errands; these places are the call's.
_PLACE = r"(?:志愿者菜园|咱菜园|村里菜园|菜园子?|果园|那儿|那里|那边|现场|集合地点?|集合点|活动现场)"
_HERE = rf"(?:(?:志愿者|村里|咱村|村|老年|文化|小)?{PLACE_END}|那儿|那里|那边|现场|集合地|集合地点|地方|地儿|这儿)"
_GO = rf"(?:(?:去|来|过去|过来|到|前往)(?:{_PLACE})?(?:{_TASK})?(?:去)?|上{_PLACE}(?:{_TASK})?(?:去)?|(?:到|准到|必到|到场|到位|过去|过来|出席)|干活|帮忙|搭把手|出力|干)"
_ROLE = r"(?:司机|开车的|做饭|炊事员?|厨师|掌勺|烧火|装车|搬运|登记|拍照|照相|挖|挖土豆|收土豆|捡土豆|捡|包饺子|打扫|扫地|洗菜|帮厨|拉车|后勤)"
_MANNER = r"(?:(?:开着?|骑着?|坐着?|推着?)(?:我家|俺家|我|俺|自己|家里)?(?:的)?(?:小|大|个)?(?:电动|农用|电瓶|面包|拖拉|三轮|摩托|自行|汽)?(?:车|三轮|机|三蹦子|摩托|电驴|电动)|走着|走路|步行|自带工具|(?:带着?|拿着?|扛着?)(?:我家|俺家|个|一把|把|自家|上)?(?:铁锹|锹|锄头|镰刀|手套|工具|家伙|家伙事|镐|篮子|篓子|筐|袋子|剪刀|扫帚|刀|桶|小推车|推车))"
_DEED = rf"(?:{ENROL}(?:参加)?(?:{_TASK})?|{TAKE_PART}(?:{_TASK})?|{_GO})"
_N = rf"(?P<n>{PEOPLE_COUNT})"
_WHO = rf"(?P<who>{WITH_OTHERS}|(?:{SELF}|{WE})?(?:{FAMILY})|{SELF})"
_ADDRESS = r"(?:[\u4e00-\u9fff]?(?:书记|主任|村长|队长|会计|支书|社工|老师)(?:好|啊|呀)?)"
_PRE = rf"(?:{_ADDRESS}|{LEAD}|\s)*"
_POST = rf"(?:{ENDING}|\s)*"
_PLACE_WORD = r"(?:名额|位置|位子|位儿?|号|名|数|人)"


def _shape(body: str) -> re.Pattern[str]:
    return re.compile(rf"{_PRE}{body}{_POST}")


_JOINS = tuple(
    _shape(body)
    for body in (
        rf"(?:{_WHEN})?(?:的)?(?:{_TASK}|{_ROLE})?(?:{_WHEN})?\s*{_WHO}?\s*(?:的|这)?(?:{_WHEN}|{ADVERB}|{_MANNER}|想(?=报|参加|加入))*\s*(?P<deed>{_DEED})(?:{_N})?(?P<done>了|啦)?",
        rf"(?:{_WHEN})?(?:{_ROLE}|{_TASK})?\s*(?:也|再|就|那|得|要|必须)*(?:算|加|带|捎|叫|添|写|记|报|留|计|搭|数|补)(?:上|着|个|下)?(?:了)?\s*(?P<who>{SELF}|(?:{SELF}|{WE})(?:{PEOPLE_COUNT})?|{WITH_OTHERS})(?:和(?P<with>{PERSONS}))?(?:一个|一名|一位|一下|一份|一员|个)?{_PLACE_WORD}?(?:上|吧|去)?",
        rf"(?:也)?(?:把|将)\s*(?P<who>{SELF}|{WITH_OTHERS}|(?:{SELF}|{WE}){PEOPLE_COUNT})(?:名字|的名字|的名)?(?:也|都|给)*(?:加|算|报|写|添|记|列|带|排)(?:上|进去|里头?|着|进来|进|在内|一个)(?:去|名)?",
        rf"(?:先|请|也|你|您|受累|劳驾|那|就)*(?:帮|给|替|为|帮忙给|帮忙|帮着)(?P<who>{WITH_OTHERS}|(?:{SELF}|{WE})(?:{PEOPLE_COUNT})?|)(?:也|都|先|一起|全)*(?:{ENROL}|报|留|算|加|写|记|占|添)(?:上|个|下|一下|一)*(?:{_N})?{_PLACE_WORD}?",
        rf"(?P<who>{SELF})(?:也|就|来)*(?:算|报|占)?(?:上)?(?:一个|一名|一位)(?:人)?(?:{_DEED})?",
        rf"(?:就)?(?P<who>{SELF})(?:来|报|当|做|去当|可以当|负责|来当)(?:个)?{_ROLE}(?:吧)?",
        rf"{_ROLE}(?:我来|俺来|我当|我报名|算我|算我一个|我行|我去)(?:吧|当|做)?",
        r"(?:必须|当然|肯定|一定|哪能)?(?:少不了|不能少了|不能没有|有|缺不了|落不下)(?:我|俺)(?:一个|的)?",
        rf"(?P<who>{SELF})?(?:愿意|乐意|自愿)",
        r"(?:我|俺)(?:可以|能行|能|没问题)",
        rf"(?P<who>{WE}(?:都|一共|就|想|也|要)*(?:去|来|出|报|报名|参加){PEOPLE_COUNT})",
        r"(?:必到|准到|一准到|肯定到|一定到|准时到|必去|必来|必须去|必须到|必须参加|坚决参加|说到就到|随叫随到|风雨无阻)",
    )
)
_FORS = tuple(
    _shape(body)
    for body in (
        rf"(?:先|也|再|还|我|俺|我来|俺来|你|您|那|要|想|就)*(?:帮忙给|帮忙替|帮着|帮|替|代替|代|给|为)(?P<for>{PERSONS})(?:也|都|一起|先|全|俩|两人|{PEOPLE_COUNT})*(?:{ENROL}|报|算|加|写|记|占|留|添|参加)(?:上|个|下|一下|一)*(?:{_N})?{_PLACE_WORD}?",
        rf"(?:也|再|还)*(?:把|将)(?P<for>{PERSONS})(?:名字|的名字)?(?:也|都|给)*(?:加|算|报|写|添|记|列|带)(?:上|进去|里头?|着|进来|在内)(?:去|名)?",
        rf"(?:也|再|还|另外|请|得)*(?:算上|加上|添上|算|加|报上|记上|带上|写上|捎上)(?P<for>{PERSONS})(?:一个|一名|一位|俩|仨|两个|一块儿?|一起|{PEOPLE_COUNT})*",
        rf"(?:代报|帮报|替报|代报名|帮报名|代人报名|代为报名)[:、 ]*(?:{_N}|(?P<m>\d{{1,2}}))?[、 ]*(?P<for>{PERSONS})",
        rf"(?P<for>{PERSONS})(?:也|都|要|想)*(?P<perf>报名|报个名|参加报名|登记报名)(?:参加)?",
        rf"(?P<for>{PERSONS})(?:也|都)?算一个",
    )
)
_GOING = rf"(?:(?:再|能|会|可以)*(?:去|来|参加|报名|到|过去|过来|干|报|出席|参与)(?:{_PLACE})?(?:{_TASK})?)"
_GONE = rf"(?:(?:不|没法|不能|没办法|不想|不打算|不准备|不用){_GOING}了|(?:去|来|参加|报|到|过去|过来|赶)不(?:了|成|上)了|(?:去|来|参加)不得了|没法去了|不报了)"
_CANCEL = r"(?:取消(?:报名|名额|我的报名|吧|掉|了|一下)*|退出(?:报名|活动|了|吧|一下)*|退了吧|退掉|退报|退一下|撤(?:了|回|销|掉|出|名)(?:报名)?(?:吧)?|注销报名)"
_STRIKE = r"(?:去掉|去了|划掉|划了|划去|删了|删掉|删除|删|取消|取消掉|撤了|撤掉|撤下来?|抹掉|抹了|勾掉|除名|移除|退了|拿掉|减掉|减去|踢了)"
_LEAVES = tuple(
    _shape(body)
    for body in (
        rf"(?:{_WHEN})?(?:我|俺|那|只能|只好|还是|先|要|想|得|请|给我|给俺|帮我|帮俺|帮忙|麻烦|就|咱|的|报名|就先)*{_CANCEL}(?:我的报名|我的|我)?",
        rf"(?:{_WHEN})?(?:{_TASK})?(?:我|俺|咱|那|只能|只好|还是|这次|这回|就|实在|真|又|也|都|恐怕|可能|临时有事|有事|家里有事|突然|的|自己|得请假)*(?:{_WHEN})?(?:我|俺|就|实在|真|也|都|又)*{_GONE}(?:3/10|\d{{1,2}}/\d{{1,2}})?",
        rf"(?:请|先|那|你|您)*(?:把|将)(?:我|俺)(?:的)?(?:名字|名|名额)?(?:也|先|给|从名单上|从名单里|的)*{_STRIKE}",
        r"(?:请|先)*(?:划掉|去掉|删掉|删除|勾掉)(?:我|俺)(?:的名字|的名)?",
        rf"(?:我|俺|那)?(?:就)?(?:不去|不参加|不报|退出)\d{{1,2}}/\d{{1,2}}了?",
        rf"(?!{PERSON}).{{0,12}}?(?:了|疼|病|发烧|住院|加班|有事|有急事)(?:我|俺)?(?:明天)?(?:实在|真|就)?{_GONE}",
        r"(?:我|俺)?(?:的)?名额(?:让|给|留给)(?:给)?(?:别人|其他人|大家|需要的人)",
    )
)
_LEAVE_FORS = tuple(
    _shape(body)
    for body in (
        rf"(?:先|也|请|那|我|俺|你|您)*(?:帮|替|给|代|代替|为)(?P<for>{PERSONS})(?:也|都|把|报的|的|先|名字|名)*(?:{_CANCEL}|{_STRIKE})(?:名字|名|吧)*",
        rf"(?:请|先|那|你|您)*(?:把|将)(?P<for>{PERSONS})(?:的)?(?:名字|名|名额)?(?:也|都|先|给)*{_STRIKE}",
        rf"(?P<for>{PERSONS})(?:{_WHEN})?(?:也|都|那边|突然|又|有事|临时|就|这次|明天|实在|家里有事)*(?:{_GONE}|{_CANCEL})",
    )
)
_ARRIVED = tuple(
    _shape(body)
    for body in (
        rf"{_WHO}?(?:们)?(?:已经|都|也|刚|早就|早|全|准时|现在|人)*(?:到|抵达|到达|来到|走到)(?:{_HERE}|.{{1,4}}{PLACE_END})?(?:了|啦|咧|喽|哩|咯|嘞|位了|齐了|位)",
        rf"{_WHO}?(?:来)?(?:签到|签个到|打卡|报到|签到了|已到|已经到|已到达|已到位|已抵达)(?:了)?",
        rf"{_WHO}?(?:已经|都)?(?:在)(?:{_HERE}|集合点|现场|这儿|门口)(?:了|呢|等着呢|等着)",
        r"到|到！",
    )
)
_NEARLY = re.compile(
    r"快到|马上(?:就)?到|就到|这就到|路上|还没到|没到|到了(?:再|就|给|叫|告)|等.{0,6}到|(?:一|几|\d+)分钟.{0,3}到|要到|上(?:来|去)了吗"
)

_SLANG = re.compile(r"^(?:我|俺)(?:去|靠|勒个去|的天|的妈)[!,。 ]*$")
_HEARSAY = re.compile(
    r"(?<!不用)(?<!我)(?<!俺)(?<!再)(?<!没得)(?<!话)说(?!不准|不定|不好|一下|一声|话|实话|定|好|真|到|句|明|啥也|什么也)|听说|告诉|据说|转告|捎话|(?<!问)(?<!得)(?<!先)问(?:我|他|她)|托我|叫我|让我(?!去|来|也|报)|喊我|通知我"
)
_OWN_WAY = re.compile(
    r"(?:让|叫|请|喊|要)?(?:他|她|他们|自己|人家|本人).{0,2}(?:自己|本人|亲自).{0,2}(?:报|说|来|接)"
)
_PAST = re.compile(
    r"昨天|昨儿|昨晚|前天|前儿|上次|上回|上周|上个?月|去年|前年|那次|那年|刚去|去过|来过|报过|干过|参加过|(?:已经|早就|早|都|刚才?)报(?:上|完|好|过)?名?了|已报名?|报完|报好了|以前|当年|往年|年轻(?:时|的时候)|刚从|回来"
)
_COND = re.compile(
    r"不[^,不]{1,3}(?:就|才|再)(?:去|来|参加|报)|如果|要是|假如|倘若|若是|若(?=不)|只要|万一|除非|的话|(?:有空|有时间|没事|有工夫|有功夫|方便|得空|能|赶得上|赶上|忙完|干完|天好|不下雨|下雨|天晴|有车|有人接).{0,6}(?:就|才|再).{0,4}(?:去|来|参加|报|到|行)|.(?:去|来|报名?|报)(?:的话)?(?:我|俺)(?:也|就|才)|(?:能|可以|有).{0,6}(?:我|俺)就(?:能|可以|也)?(?:去|来|报)"
)
_MAYBE = re.compile(
    r"可能(?!.{0,4}(?:晚|迟|早走|带))|也许|或许|没准|备不住|保不齐|说不(?:准|定|好)|不一定|不准(?:能|去)|看情况|看看(?:再|吧|情况|时间|家里|孩子|有没有|能不能)|看(?:天气|时间|孩子|家里|活|明天|能不能|有没有|下不下|忙不忙|行不行|我|俺)|^看看|再说|再看|再定|再报|回头(?:再|看|说)|到时候?(?:再|看|说)|尽量|争取|尽力|不确定|没(?:定|想好|准儿|把握)|考虑|应该(?:能|可以|去|没问题|行|会|来)|差不多(?:能|会|去|可以)|八成|多半|十有八九|问问|商量|合计合计|不敢(?:保证|说|肯定)|不好说|待定|估计(?:能|会|去|来|行|可以|得|差不多|没)|大概(?:能|会|去|来|率|可以)|不知道(?:能|有|行|去)|还不知道|两可|五五开|悬|先占.{0,4}(?:不一定|再)|有可能|够呛能?"
)
_DECLINE = re.compile(
    r"(?:不|没法|不能|没办法|不想|不打算|不便|不用|没时间|没空|没工夫|没功夫|懒得)(?:再)?(?:去|来|参加|参与|报|到场|凑|过去|过来)|(?:去|来|参加|报|到|过去|过来|赶|抽|走|离|脱|腾|参与)不(?:了|成|上|开|动|出|过来|回来|得|开身)|赶不(?:回|上)|干不(?:了|动)|没(?:有)?(?:空|时间|工夫|功夫|点儿?空|闲)|有事(?!叫|喊|找|儿叫|说)|请假|请个假|走不开|脱不开|离不开|顾不上|抽不|别(?:算|加|报|带|等|给|叫|写|记|把|指望|管)(?:我|俺|上我)|不(?:用|要|必)(?:算|加|报|带|等|给|叫)(?:我|俺)|不算(?:我|俺)|别给(?:我|俺)|(?:^|,)(?:我|俺)?(?:就)?不(?:了|啦|行)(?:$|,|吧|啊|哈)|没法(?:去|来|弄)|不参与|算了(?:吧)?$|弃权|不方便|不得空|不凑巧|缺席|歇了|免了|婉拒|下次(?:吧|再|一定|去|来|参加)|改天吧|干不来|身体(?:不|吃不)|在外地|出门了|不在家|不在村|在城里|在县城|在北京|住院|要上班|得上班|上班呢|值班"
)
_HEAVY = re.compile(
    r"(?:干不了|干不动|不能干|拿不动|提不了|搬不了|搬不动|弯不了腰|不能弯腰|不能提|不能搬|不能累|做不了)(?:太)?(?:重|力气|累|体力|重活|搬|抬|腰)?"
)
_DOUBLE_NO = re.compile(
    r"不(?:能|会|可能|可以)不|不[去来报].{0,3}(?:不行|不中|不好|不成|白不|可不)|没有?不(?:去|来)|哪能不|怎能不|咋能不|怎么能不|非.{0,3}不可|不是不|不.{0,3}才怪|谁不"
)
_NOTE = re.compile(
    rf"^(?:{_PRE})(?:不过|但是?|就是|只是|可|然后|而且|顺便|另外|再|还|到时候?|{_WHEN})*(?:{SELF}|我们|俺们)?(?:们)?(?:可以|可能|大概|估计|要|会|得|能|也|都|就|想|自己|家|这儿|这边|先|再|多|还)*"
    r"(?:(?:自)?(?:带|拿|备|捎|准备|扛|推|骑|开|坐)(?!孩子|娃|孙|人|个人|队)(?!.{0,3}(?:了|过))|有(?=.{0,6}(?:车|锹|锄|工具|筐|篮|手套|镰))|(?:晚|迟|早)(?:点|些|到|去|来|走|一会|个|十|几|半|\d)|(?:只能|只|最多|就能|光能)(?:干|到|待|能|呆|做|去|来|是)|干到|干(?:一|半)(?:天|上午|会)|(?:十|半|\d+)(?:来)?分钟(?:以后|后|左右)?到|负责|不吃|吃素|自己去|走着去|提前走)"
)
_FAMILY_GOES = _shape(
    rf"(?P<for>{PERSONS})(?:{_WHEN})?(?:也|都|要|想|能|会|可以|跟我|跟着|一起|一块儿?|肯定|一定|打算|准备|跟我一起|说)*(?:{_GO}|{TAKE_PART}|要来|要去)(?:{_N})?(?:了)?"
)
_ONLY_WITH = _shape(rf"(?:就|还有|有|一共|总共|是)*(?P<who>{WITH_OTHERS})(?:一起|一块儿?|都)?")
_THEY = _shape(
    rf"(?:他|她|他们|她们|我们|俺们|咱们|我们几个|大家|我家|俺家)(?:也|都|要|想|能|会|一起|肯定|一定|{_WHEN})*(?:{_GO}|{TAKE_PART}|{ENROL})"
)
_ALSO = _shape(
    rf"(?:还有|加上|和|再加上|另外还有|跟|叫上|喊上|拉上|让|叫)(?P<for>{PERSONS})(?:一起|一块儿?|也)*(?:{_GO})?"
)
_ONLY_COUNT = _shape(rf"(?:我们|俺们|我家|俺家|就|一共|总共|共|来|去|带|是|要)*(?:{_N})(?:都)?")
_BIDDING = re.compile(
    r"(?:去|来|报名|参加|报|到)(?:一下)?吧|都|赶紧|赶快|快(?:点|来|去)|早点|抓紧|^要|跟着|继续|接着"
)
# Breath between words in a voice message.
_FILLED = re.compile(r"那个|这个|嗯+|呃+|啊(?=.)|哎(?=.)|呀(?=.)|就是说")
_IDLE = _shape(
    r"(?:我|俺|咱)?(?:也)?(?:刚|才|刚才|刚刚|这才)?(?:看见|看到|瞅见|听见|没看见|没看到)(?:了)?(?:这个|书记的|群里的?|你的?|微信|这条)?(?:消息|通知|信息|信儿|群消息)?(?:了)?"
    rf"|(?:{_WHEN})?(?:我|俺|咱)?(?:这边|家里)?(?:{_WHEN})?(?:正好|刚好|也|反正|那天)?(?:没事|没啥事|没什么事|有空|有时间|得空|在家|闲着|不忙|休息|没别的事)(?:儿|干)?(?:呢|啊)?"
    r"|闲着也是闲着|(?:我)?(?:身体|身子骨?|腿脚)(?:好着呢|还行|硬朗|没问题|还好)"
)
_NODS = re.compile(
    rf"(?:{choice('好的 好嘞 好呀 好啊 好 好滴 行 行啊 行嘞 行吧 中 中嘞 中啊 成 成啊 可以 没问题 没事 得嘞 妥了 妥 ok okay 没毛病 嗯 嗯嗯 是 是的 对 我 俺 我我我 来了 来啦 我来了 我来啦 俺来了 来来来 去去去 明天见 明早见 到时候见 1 扣1 我都行 都行 我在 在 yes 举个手 想 想去 我想 我想去 我想来 俺想去 我也想去 我也想 有空 有时间 有 我有空 我有时间 俺有空 我得空 我在家 不见不散')}{_POST})+"
)
_THANKS = re.compile(
    rf"(?:{_PRE}(?:好的?|行|收到)?(?:{choice('收到 收到了 知道了 明白 明白了 了解 谢谢 谢谢大家 辛苦 辛苦了 晓得了 知道啦')}|{_ADDRESS})(?:{ENDING}|{_ADDRESS}|\s)*)+"
)
_INVITE = re.compile(
    r"大家|各位|大伙|谁|你们|都(?:快|来)|快(?:来|点|报)|欢迎|赶快|抓紧|踊跃|截止|统计|名单|的(?:人|请|同志|村民|都|快)|请(?:在|到|于|联系)|报名(?:时间|表|链接|方式|处|电话|的|人|结束|开始|成功)|活动取消|取消活动|(?:会议|会|演出|比赛)取消"
)
_SOUNDS_JOIN = re.compile(
    rf"{ENROL}|{TAKE_PART}|(?:我|俺|咱)[^,。]{{0,6}}(?:去|来)(?!年|世|自|往|信|电|源|说|讲|看)|(?:算|加|带)(?:上)?(?:我|俺)|(?:我|俺).{{0,3}}一个"
)


def _who(match: re.Match[str]) -> Party | None:
    got = match.groupdict()
    party = read_party(got.get("who") or "")
    if party is None:
        return None
    size, names = party.size, party.names
    if got.get("with"):
        others = read_persons(got["with"])
        if others is None:
            return None
        size, names = size + head_count(others), names + others
    if got.get("n"):
        count = count_people(got["n"])
        if count is None or (size > 1 and count != size):
            return None
        size = count
    if (
        size == 1
        and got.get("who")
        and re.match(WE, got["who"])
        and not re.match(rf"(?:{SELF})(?:一个|自己|1)", got["who"])
        and re.search(r"一|1", got["who"])
    ):
        return None  # 家里出一个人 does not say who
    return Party(size, names) if 1 <= size <= LARGEST_PARTY else None


def _persons(match: re.Match[str]) -> tuple[str, ...] | None:
    return read_persons(match["for"])


def _first(shapes: tuple[re.Pattern[str], ...], words: str) -> re.Match[str] | None:
    return next((match for shape in shapes if (match := shape.fullmatch(words))), None)


def _leaving(words: str) -> Clause | None:
    if _first(_LEAVES, words):
        return Clause(Move.LEAVE)
    if (match := _first(_LEAVE_FORS, words)) and (names := _persons(match)):
        return Clause(Move.LEAVE_FOR, head_count(names), names)
    return None


def _joining(words: str) -> Clause | None:
    for shape in _JOINS:
        if match := shape.fullmatch(words):
            who = match.groupdict().get("who")
            deed = match.groupdict().get("deed") or ""
            if who is None and _too_bare(words, deed):
                continue
            if who is None and deed and _BIDDING.search(words):
                return Clause(
                    Move.SHAKY, guess=Move.JOIN
                )  # 都去吧, 赶紧报名: said to others as likely as of oneself
            if match.groupdict().get("done") and not re.search(rf"{ENROL}|{TAKE_PART}", deed):
                return Clause(Move.SHAKY, guess=Move.JOIN)  # 我去了 may be past, or a farewell
            if (
                who
                and not re.search(rf"{SELF}|{WE}", who)
                and (who[0] in "有共一总" and "一家" not in who or re.search(r"了\W*$", words))
            ):
                return Clause(Move.SHAKY, guess=Move.JOIN)  # 有15个人报名了 tells of others
            return (
                Clause(Move.JOIN, party.size, party.names)
                if (party := _who(match))
                else Clause(Move.SHAKY, guess=Move.JOIN)
            )
    for shape in _FORS:
        if (match := shape.fullmatch(words)) and (names := _persons(match)):
            return _joining_for(match, names)
    return None


def _listed(words: str) -> Clause | None:
    """帮报 3 张三 李四 王五: a list set apart by blanks."""
    return _joining(words.replace(" ", "、")) if re.match(r"(?:代|帮|替)(?:人|为)?报", words) else None


def _joining_for(match: re.Match[str], names: tuple[str, ...]) -> Clause:
    size = head_count(names)
    said = count_people(match.groupdict().get("n") or "") or int(match.groupdict().get("m") or 0)
    if match.groupdict().get("perf") and any(
        len(n) == 2 and not re.fullmatch(rf"{KIN}|{PERSON}", n[:1] + n) and _plain(n) for n in names
    ):
        return Clause(Move.SHAKY, size, names, guess=Move.JOIN_FOR)
    if said and said != size and len(names) > 1:
        return Clause(Move.SHAKY, size, names, guess=Move.JOIN_FOR)
    total = max(size, said or 0)
    return (
        Clause(Move.JOIN_FOR, total, names)
        if total <= LARGEST_PARTY
        else Clause(Move.SHAKY, guess=Move.JOIN_FOR)
    )


def _plain(name: str) -> bool:
    return not name.startswith(("老", "小", "阿", "我", "俺")) and not re.search(
        r"[叔婶姨哥姐嫂爷奶妈爸]$", name
    )


def _too_bare(words: str, deed: str) -> bool:
    """A deed with nobody: 干活 says nothing of who; 报名, 参加, 去 and 来 do for the one who writes; 到 with 准时, 一定."""
    if re.fullmatch(r"干活|干|帮忙|搭把手|出力|登记|签名|来.+|到(?!场|位).+", deed):
        return True
    return bool(re.fullmatch(r"到|过来|过去", deed)) and not re.search(r"准|一定|必|保证|肯定", words)


def read_clause(words: str) -> Clause:
    """What one folded clause does. Guards come first; JOIN and JOIN_FOR need every word of it understood."""
    words = words.strip()
    bare = words.replace(" ", "")
    if len(bare) > 3 and (half := len(bare) // 2) * 2 == len(bare) and bare[:half] == bare[half:]:
        words = bare = bare[:half]
    if _DOUBLE_NO.search(bare):
        return Clause(Move.SHAKY)
    if asks(words):
        return Clause(Move.TAG if asks_leave(bare) else Move.QUESTION)
    if _OWN_WAY.search(bare):
        return Clause(Move.CHAT)
    if _HEARSAY.search(bare):
        return Clause(Move.HEARSAY)
    if _THANKS.fullmatch(bare):
        return Clause(Move.CHAT)
    if found := _leaving(bare):
        return found
    if _COND.search(bare):
        return Clause(Move.MAYBE)
    if _PAST.search(bare):
        return Clause(Move.PAST)
    if _NOTE.match(bare) and not _INVITE.search(bare):
        joined = None if _DECLINE.search(bare) else _joining(bare)
        return joined or Clause(Move.NOTE, rest=words)
    if _HEAVY.match(bare) and len(bare) > 3:
        return Clause(Move.NOTE, rest=words)
    if _MAYBE.search(bare):
        return Clause(Move.MAYBE)
    if _DECLINE.search(bare):
        return _declining(bare)
    if not _NEARLY.search(bare) and (match := _first(_ARRIVED, bare)):
        party = _who(match)
        return (
            Clause(Move.ARRIVED, party.size, party.names) if party else Clause(Move.SHAKY, guess=Move.ARRIVED)
        )
    if _NODS.fullmatch(bare):
        return Clause(Move.NOD, guess=Move.JOIN)
    if _INVITE.search(bare):
        return Clause(Move.CHAT)
    if found := _joining(bare) or _joining(_FILLED.sub("", bare)) or _listed(words):
        return found
    if match := _ONLY_COUNT.fullmatch(bare):
        count = count_people(match["n"])
        return (
            Clause(Move.COUNT, count, guess=Move.JOIN)
            if count and count <= LARGEST_PARTY
            else Clause(Move.SHAKY)
        )
    if _IDLE.fullmatch(bare):
        return Clause(Move.IDLE)
    return _unclear(bare, words)


def _declining(words: str) -> Clause:
    """A refusal; of somebody else (老王不去) it is only talk."""
    others = re.match(rf"(?:{_PRE})(?P<for>{PERSONS}|他|她|他们|你|你们|大家)", words)
    if others:
        return (
            Clause(Move.SHAKY, guess=Move.JOIN)
            if re.search(SELF, words[others.end() :])
            else Clause(Move.CHAT)
        )
    return Clause(Move.DECLINE, rest=words)


def _unclear(bare: str, words: str) -> Clause:
    for shape in (_FAMILY_GOES, _ALSO):
        if (match := shape.fullmatch(bare)) and (names := _persons(match)):
            return Clause(Move.WITH, head_count(names), names, guess=Move.JOIN_FOR)
    if (match := _ONLY_WITH.fullmatch(bare)) and (party := _who(match)):
        return Clause(Move.COUNT, party.size, party.names, guess=Move.JOIN)
    if re.fullmatch(PERSONS, bare) and (names := read_persons(bare)):
        return Clause(Move.WITH, head_count(names), names, rest=words, guess=Move.JOIN_FOR)
    if _THEY.fullmatch(bare):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if _NEARLY.search(bare):
        return Clause(Move.CHAT, rest=words)
    return (
        Clause(Move.SHAKY, rest=words, guess=Move.JOIN)
        if _SOUNDS_JOIN.search(bare)
        else Clause(Move.CHAT, rest=words)
    )
