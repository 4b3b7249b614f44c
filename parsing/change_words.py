"""The words of changing a call that is open: moving it, calling it off, asking for more people or other things."""

from __future__ import annotations

import re

from parsing.counts import COUNT_PLAIN, UNIT

NOT_A_CHANGE = re.compile(
    r"[?]|吗|呢$|是不是|能不能|要不要|行不行|好不好|可不可以|会不会|有没有|啥时候|什么时候|怎么|"
    r"如果|要是|的话|万一|假如|若是|若|就取消|就不(?:去|办|搞)|不取消|没取消|没有取消|别取消|不改|没改|"
    r"别改|照常|不推迟|"
    r"几点|哪[里儿]|改的$|谁说|听说|据说|\bif\b|\bnot (?:cancel|changed)|\bshould we\b|\bcan we\b"
)
WEATHER = re.compile(
    "雨|雪|大风|刮风|风太大|风大|台风|冰雹|雷|降温|天气|天不好|太冷|太热|高温|雾|沙尘|霜|路滑|结冰|\\brain|"
    "\\bsnow|\\bstorm|\\bweather|\\bwind"
)
_OFF = (
    "(?:取消(?!报名)|不搞了|不办了|不弄了|不去了|不干了|不开了|停办|作废|撤销|撤了|叫停|暂停|改期再说|"
    "不收了|不举行了|先不搞|先不办|"
    "cancel(?:l?ed)?|called off|call it off|call off|is off)"
)
CALLED_OFF = re.compile(
    r"(?:通知|紧急通知)?[::]?(?:(?:因为?|由于|鉴于|because of|due to)\s*(?P<why>[^,]{1,30}?))?(?:所以|,|"
    r"\s)*"
    rf"(?P<what>[^,]{{0,24}}?)\s*(?:临时|决定|只好|只能|就|先|被|has been|is|was)*\s*{_OFF}(?:了|吧|啦|哈|"
    rf"it|this|the call|this call|\s)*"
    r"(?:(?:because of|due to)\s*(?P<why_en>.+))?"
)
_N = r"(?P<n>\d{1,2}(?:\.5)?|[一二两三四五六七八九十]{1,2}|半)"
_LONG = rf"{_N}(?P<half>个半)?个?(?P<unit>小时|钟头|分钟|刻钟|分|天|日|周|星期|礼拜)"
SHIFT = re.compile(
    r"(?:[^,]{0,10}?(?:时间|活动|集合|大家|统一|全部|都|往|,|\s))?"
    r"(?:推迟|延后|延迟|往后推|往后延|往后挪|后推|后延|顺延|延期|向后推|晚|(?P<early>提前|往前提|提早|"
    r"往前挪|早))"
    rf"(?:举行|进行|集合|出发|到|来|开始)?(?:大概|大约|约)?(?:{_LONG})?(?:举行|进行|集合|出发|开始|到|来|"
    rf"再)*(?:吧|了|啊|哈)*"
)
_EN = r"(?P<n>\d{1,2}|an|a|one|two|three|half an)\s+(?P<unit>hours?|minutes?|mins?|days?|weeks?)"
SHIFT_EN = re.compile(
    rf"(?:please |let's )?(?:postponed?|delay(?:ed)?|push(?:ed)?(?: back)?|move(?:d)?)(?: it| the call|"
    rf" everything)?(?: by)? {_EN}"
    rf"(?: (?P<early>earlier)| later)?"
)
SHIFT_EN_BARE = re.compile(rf"(?:start |meet |it is |it's )*{_EN} (?:(?P<early>earlier)|later)")
_COUNTED = rf"(?P<count>(?:{COUNT_PLAIN})\s*(?:{UNIT})?)"
MORE = re.compile(
    rf"(?P<count2>(?!))?(?:还|再|另外|人不够|人手不够|,)*(?:再?加|再要|多要|再来|增加|添|再添|多来|还要|"
    rf"还差|还缺|再招|多招)(?:上|了)?{_COUNTED}"
    "(?:人|志愿者|吧|就够了?)*"
)
MORE_EN = re.compile(
    r"(?:we |now |still |add )*(?:need )?(?P<count>\d{1,3}) more(?: people| volunteers)?|"
    r"add (?P<count2>\d{1,3})(?: people)?"
)
SAME = re.compile(
    r"[^,]{0,6}(?:不变|照旧|还是那些|一样)|(?:大家|各位)?(?:注意了?|好|通知一下|时间有变|有变化|计划有变|"
    r"地点有变)|不好意思|对不起|抱歉|辛苦(?:大家)?了?|谢谢(?:大家)?"
)
"""Words beside a change that change nothing."""
VAGUE_TIME = re.compile(
    r"(?:集合|活动)?时间(?:要|得|需要)?(?:改一下|改改|变一下|变了|改了|调整一下|另行通知|待定)|(?:改|换|"
    r"调)(?:个|一下)?(?:时间|日子)|改天|改期|改日子|另定时间|时间另定"
)
VAGUE_PLACE = re.compile(
    r"(?:集合|活动)?(?:地点|地方)(?:要|得|需要)?(?:改一下|改改|变一下|变了|改了|调整一下|另行通知|待定)|"
    r"(?:改|换)(?:个|一下)?(?:地方|地点)"
)
WEAK = re.compile(r"(?:要|我要|只要|就要|我们要|need|带|戴|穿|每人|大家|自带|自备)")
"""Clauses that change something only when they stand alone or beside a plain change: they stand in every call, too."""
FEWER = re.compile(rf"(?P<count2>(?!))?(?:少要|少来|减少?|减掉|少)(?:了|上)?{_COUNTED}(?:人|志愿者|吧)*")
NUMBER_NOW = re.compile(
    "(?:(?:总)?人数|名额|人手|人|(?:我们?|俺们?|咱们?)?(?=要|只要|就要))(?:就|还是)?"
    "(?:改成|改为|改到|改|变成|调到|调成|增加到|减到|减少到|加到|扩到|定为|定|:|是|只要|就要|要|提到)*"
    rf"{_COUNTED}(?:人|志愿者)?(?:就行|就够了?|吧|了)*"
    rf"|(?:we |now |only )*need {_COUNTED.replace('count', 'count2')}(?: people| now)*"
)
BRING_LESS = re.compile(
    r"(?:大家)?(?:都)?(?:不用|不要|不需要|甭|别|不必)(?:再|自己|自)?(?:带|拿|穿|"
    r"戴)(?P<what>[^,]{1,20}?)(?:了|吧|啦|来)*"
)
BRING_NOW = re.compile(
    r"(?:要)?(?:带的东西|带的|携带物品|工具|物品)(?:改成|改为|换成|改|变成|:)+(?:带)?(?P<what>[^,]+)"
)
BRING_MORE = re.compile(
    r"(?:大家|每人|都|请|记得|另外|还要|还得|还|再|多|也|要|得)*(?:带上?|拿上?|穿上?|戴上?|自带|"
    r"自备)(?P<what>[^,]{1,20}?)(?:来|吧|啊|哈)*"
)
PLACE_EN = re.compile(
    r"(?:the |new )*(?:place|venue|location|meeting point)(?: is| has| been| changed to| moved to| now|"
    r":)*\s+(?:at )?(?:the )?(?P<place>.+)"
)
ABOUT_PLACE = re.compile(
    r"(?:(?:集合|活动|见面|开会)?(?:地点|地方|位置|地儿)(?:就|还)?(?:改成|改为|改到|改在|改|换成|换到|换为|"
    r"换在|换|变成|挪到|调到|是|在|:|定在)*|"
    r"(?:统一|都|集合)?(?:改在|换到|挪到|换成在|转到|改去|改上))(?P<place>[^,]{2,30}?)(?:吧|了|啊|集合|见|"
    r"举行|进行|开)*"
)
GATHER = re.compile(r"(?:大家|都|改成|改为)?(?:在|到)(?P<place>[^,]{2,20}?)(?:集合|碰头|见面|见)(?:吧|了)*")
TITLE_NOW = re.compile(
    r"(?:内容|活动内容|活动|任务|活儿|标题|主题)(?:改成|改为|换成|改|变成|:)+(?P<title>[^,]{2,30}?)(?:了|"
    r"吧)*"
)
MOVED = re.compile(
    r"(?P<lead>(?:(?:集合|活动|开始)?(?:时间|日期)|[^,]{0,8}?))(?:就|先|还是|统一|都|决定|,|\s)*"
    r"(?P<verb>改到|改成|改为|改在|改(?!天)|推迟到|推到|延到|延期到|延后到|顺延到|提前到|提到|挪到|调到|"
    r"调整到|调整为|换到|换成|变成|变为|定在|定到|"
    r"move(?:d)?(?: it)? to|postponed? (?:to|until|till)|reschedul(?:e|ed)(?: it)?(?: to| for)|chang(?:e|"
    r"ed)(?: it| the time)? to|make it)"
    r"(?P<what>[^,]+)"
)
