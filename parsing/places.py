"""Where and what: a clause such as 志愿者菜园收土豆 cut into its place and its work."""

from __future__ import annotations

import re

from parsing.words import PLACE_END, WORK_VERBS, choice

_MORE_WORK = choice(
    "举行 薅 办 升旗 升国旗 跑 支大锅 支帐篷 剁 揉 搅 绑 拴 捞 捕 抓 逮 遛 填 垫 堵 播 插 撒 扶 码 掐 吊 踩"
    " 扭 爬 赶集 采集 采购 评 选举 "
    "投票 推选 商讨 听 看 祭扫 缅怀 回填 掘 夯 砸 凿 撬 深翻 追肥 点种 织 绣 剃 烙 焖 腌 灌 赏 猜 逛 敲 上"
    "梁 上课 大扫除 大清扫 排 拧 "
    "背 遮 罩 揭 撕 搓 裹 入户 采样 核酸 打疫苗 打预防针 迁 移 接待 走访 敲门 登记 统计 核对 盘 卖 买 订 订"
    "正 抄 印 裁 编 钓 挤 剥 "
    "耪 耙 犁 旋 平 修 淋 喷 沤 晒 筛 簸 扬 脱 榨 磨 碾 缝 补 纳 熨 刮 刷 冲 冲洗 拖 拖地 擦 抹 掸 除雪 融"
    "雪 撒盐 破冰 凿冰 铲冰 "
    "舞龙 舞狮 踩高跷 拔河 下棋 打牌 打球 跳绳 徒步 骑行 观影 观 慰问 看戏 唱戏 说书 讲座"
)
_PLACES = re.sub(r"[()?:]", "", PLACE_END).split("|")
VERB = re.compile(rf"(?:{WORK_VERBS}|{_MORE_WORK})(?!集合)")
ENDS_PLACE = re.compile(
    rf"(?:{PLACE_END}|[一-鿿](?<![盖修建租拆])房|[\u4e00-\u9fff]家|\d+号(?:楼|棚|地)?|[东西南北]边|"
    r"[\u4e00-\u9fff][村庄屯湾岭寨洼滩川镇乡店营坪峪])$"
)


def sited(words: str) -> bool:
    """Whether the words end like a place."""
    return bool(ENDS_PLACE.search(words))


def firmly_sited(words: str) -> bool:
    """Whether the words end like a place and like nothing else (食堂, 广场; not 沟 or 里)."""
    return len(words) > 2 and bool(_FIRM_PLACE.search(words))


def tidy(work: str) -> str:
    work = re.sub(
        r"^(?:去|来|要(?=..)|得(?=..)|需要|一起|帮忙(?=\S{2})|帮着|帮助(?=\S{2})|进行|参加|开展|举办|组织|"
        r"集体|举行|义务|开(?=志愿者|"
        "培训|村民))+",
        "",
        work,
    )
    work = re.sub("^那(?:块|片|边|儿|里)|[“”「」]", "", work)
    work = re.sub(r"的(?:活儿?|事儿?)定了?$|的活儿?$", "", work)
    return re.sub(r"(?:(?<=..)去|啊|吧|哈|呀|呢|哦|了|啦|咯|喽|咧|活动(?=$)(?<=.{5}))+$", "", work).strip()


_FIRM = choice(
    " ".join(word for word in _PLACES if len(word) > 1 and word not in {"前面", "旁边", "附近", "后面", "村内", "村外"})
)
_FIRM_PLACE = re.compile(
    f"(?:{_FIRM}|"
    "树底下|底下|树下|跟前|菜园|果园|苗圃|大棚|村委会|居委会|村部|大队部|服务中心|活动中心|广场|门口|门前|"
    "院里|院儿里|大院|院子|敬老院|养老院|幸福院|食堂|礼堂|"
    "会议室|活动室|书屋|图书室|学校|幼儿园|卫生室|卫生院|村口|路口|河边|河滩|池塘|水库|村里|院内|院子里|"
    "楼下|公园|花园|操场|球场|祠堂|戏台|停车场|"
    "仓库|合作社|站|地里|田里|山上|坡上|场院|[东西南北]头|[东西南北]地|[东西南北]坡|[大小][洼坡沟湾])$"
)
_NO_WORK = re.compile(
    r"^(?:的|会(?!议)|底|跟前|舞|上|下|里|外|前|后|旁|边|东|西|南|北|门|口|和|与|跟|及|那|这|附近|对面|到|"
    r"至|集|见|儿)|^.$"
)


def split(body: str) -> tuple[str | None, str]:
    """Where, and what: 志愿者菜园收土豆 is (志愿者菜园, 收土豆). Place words first, work verbs next."""
    led = re.match(r"^(?:在|到|去|于|上|前往|来)(?:一下|一趟|趟)?(?=..)", body)
    rest = body[led.end() :] if led else body
    cuts = [m.start() for m in re.finditer(r"(?=.)", rest)][1:]
    named = [
        i
        for i in cuts
        if ENDS_PLACE.search(rest[:i])
        and (VERB.match(rest, i) or re.match(r"(?:去|来|帮|参加|一起|进行|开|要|得|需要)", rest[i:]))
    ]
    if named:
        cut = named[0]
        if VERB.match(rest) and (rest[0] in "给为帮替" or re.search("[去到往]", rest[1:cut])):
            return None, rest
        while cut + 1 in named or (cut + 2 in named and not VERB.match(rest, cut)):
            cut = cut + 1 if cut + 1 in named else cut + 2
        if rest[cut - 1] == "站" and rest[cut - 2] in "口头边旁里":
            cut -= 1  # 门口站岗, not a 门口站
        return rest[:cut], rest[cut:]
    if led and led[0] in "去来" and VERB.match(rest) and not any(ENDS_PLACE.search(rest[:i]) for i in cuts):
        return None, rest
    if led:
        verbs = [i for i in cuts if i >= 2 and VERB.match(rest, i)]
        if ENDS_PLACE.search(rest):
            return rest, ""
        if verbs:
            placed = [i for i in cuts if verbs[0] - 4 <= i < verbs[0] and ENDS_PLACE.search(rest[:i])]
            if placed and not ENDS_PLACE.search(rest[: verbs[0]]):
                return rest[: placed[-1]], rest[placed[-1] :]
            return rest[: verbs[0]], rest[verbs[0] :]
        if VERB.match(rest):
            return None, rest
        placed = [i for i in cuts if ENDS_PLACE.search(rest[:i])]
        return (rest[: placed[-1]], rest[placed[-1] :]) if placed else (rest, "")
    if VERB.match(rest):
        inner = re.match(r"^(?P<verb>.{1,4}?)(?:在|到)(?P<place>.{2,12})$", rest)
        return (inner["place"], inner["verb"]) if inner and ENDS_PLACE.search(inner["place"]) else (None, rest)
    if ENDS_PLACE.search(rest):
        return rest, ""
    firm = [i for i in cuts if _FIRM_PLACE.search(rest[:i]) and not _NO_WORK.search(rest[i:])]
    if firm:
        return rest[: firm[-1]], rest[firm[-1] :]
    verbs = [i for i in cuts if VERB.match(rest, i)]
    return (
        (rest[: verbs[-1]], rest[verbs[-1] :])
        if verbs and len(rest) - verbs[-1] > 1 and re.search(r"[东西南北村]", rest[: verbs[-1]])
        else (None, rest)
    )
