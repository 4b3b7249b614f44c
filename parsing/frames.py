"""The grammar of signing up and leaving: whole clauses as rows of letters, one a word (see ``parsing.lexicon``).

    join  := pre who? mid deed tail          我明天骑车去 · 我和老伴都报名 · 收土豆我报名
           | put who                         算我一个 · 加我们三个
           | (把|帮|给) who put              把我加上 · 给我报俩 · 你给我记上
           | who one | who does role | role by who
    for   := (帮|替|代|给) persons put | 把 persons put | put persons | persons sign up
    leave := (who | 把 who | 帮 who)? (退出 | 划掉 | 不去了)

A clause fits a frame from its first letter to its last, or not at all: nothing here looks for a word inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from parsing.moves import Clause, Move
from parsing.people import LARGEST_PARTY, head_count, read_persons
from parsing.tokens import Token, tokens

_PRE = "[LZcDAKMlt,Jj]*?"
_MID = "[ADMLZcJj]*?"
_TAIL = "[ZLADMlqJK]*O?"
_WITH = "(?:[Hi]Z?A?q?[PN](?:[Hi]?[PN])*)"
_WHO = f"S{_MID}{_WITH}(?:A*N)?|{_WITH}(?:A*(?=[ER])|A+(?=G))|P(?:H?P)*SN|W[XKq]{{1,4}}N|P(?:H?P)*HS|[SW]?[AD]*N|Sq|S"
_DEED = "(?:E+[RGV]?[DZ]*[KJV]*|R+[DZ]*[KJ]*V?|[KJ]*G+[KJ]*V*G?|V+G?|[KJ]+G|G*[RE])"

_JOIN = re.compile(
    f"{_PRE}(?P<called>(?:P(?=S))?)(?P<who>{_WHO})?(?P<mid>{_MID})(?P<wish>w?)(?P<mid2>{_MID})("
    f"?P<deed>{_DEED})(?P<z>Z?)(?P<n>[Nq])?(?P<tail>{_TAIL})"
)
_AFTER = re.compile(f"{_PRE}E[ZL,]*(?P<who>{_WHO}){_TAIL}")  # 报名我一个, 报名 两个人
_PUT = re.compile(
    f"{_PRE}(?:I+Z*|i+Z*(?=S))(?P<who>[SW]N|N|S{_WITH}?|"
    f"P(?:H?P)*HS)(?:H(?P<with>P(?:H?P)*))?A*q*(?P<n>N)?[IG]?[Jj]?{_TAIL}"
)
_KEEP = re.compile(f"{_PRE}I+q+F(?P<who>[SW]N|S{_WITH}?){_TAIL}|{_PRE}F(?P<who2>S)Gq+{_TAIL}")
_TAKE = re.compile(
    f"[LYZcDAKMltFV]*O(?P<who>[SW]N|S{_WITH}?)[Zq]*[ADLFY]*[IERi]+[GKZ]*q?{_TAIL}|{_PRE}(?P<who2>S)Z?q+A*I+{_TAIL}"
)
_GIVE = re.compile(f"[LYZcDAKMl]*F(?P<who>[SW]N?|S{_WITH}|)[ADL]*[IE]+Z*q?(?P<n>N)?q?[IG]?{_TAIL}")
_ONE = re.compile(f"{_PRE}(?P<who>S)A*(?P<put>[IG]?)(?P<one>q)q*G?{_TAIL}")
_US = re.compile(f"{_PRE}(?P<who>[SW]N|P(?:H?P)*HS){_TAIL}")
_HOUSE = re.compile(f"{_PRE}W[XKq]{{0,4}}[AD]*[GgE][Z]?(?P<who>N)[GV]?{_TAIL}|{_PRE}[Gg](?P<who2>N){_TAIL}")
_ROLE = re.compile(
    f"{_PRE}(?P<who>S{_WITH}|[SW]N|S)[ADJ]*(?:F[BYWT](?=J))?(?:[AGEwRVIaF]*J+|"
    f"A*[ERIa]+A*j+)[GV]*{_TAIL}|{_PRE}E+[AGI]*[Jj]+{_TAIL}|{_PRE}a+[Jj]+{_TAIL}|"
    f"{_PRE}[Jj]+A*(?P<who2>S)[AGVRa]*{_TAIL}"
)

_PS = "(?P<for>[Pl](?:H?[Pl])*)"
_FOR = (
    re.compile(f"[LYZcDASMt]*?F+{_PS}(?P<m>N?)[ADL]*[IER]+Z*q?(?P<n>N)?q?{_TAIL}"),
    re.compile(f"{_PRE}O{_PS}[Zq]*[ADF]*[IERi]+[GKZ]*q?{_TAIL}"),
    re.compile(f"{_PRE}[Ii]+{_PS}[AH]*q?(?:W?(?P<n>N))?{_TAIL}"),
    re.compile(f"{_PRE}[FV]+A*E[LHZ]*(?P<n>N|X)?H*{_PS}"),
    re.compile(f"{_PRE}{_PS}A*(?P<perf>E)K*{_TAIL}"),
    re.compile(f"{_PRE}{_PS}A*I+q?{_TAIL}"),
)
_FOR_THEM = re.compile(
    f"[LYZcDAKMlt]*S?[AL]*F+T[ADL]*[IER]+Z*q?(?P<n>N)?q?{_TAIL}|"
    f"[LYZcDAKMlt]*OT[Zq]*[ADF]*[IER]+[GKZ]*q?{_TAIL}|{_PRE}SA*F+A*E+Z*q?{_TAIL}|"
    f"[LYZcDAKMltFV]*I+T{_TAIL}"
)
_BEGGED = re.compile("(?P<name>.+?)(?:托|求|请|拜托)(?:我|俺)(?:报|登记|接龙).{0,4}")
_ASKED = re.compile(
    "(?P<name>.*?)(?:他|她|自己)?(?:让|叫|托|请|喊|央|要)(?:我|俺|(?=帮|替|"
    "代))(?:跟[你您大家们书记主任]{1,3}说|说一声|来|问问)?(?P<rest>(?:帮|替|代|给).+)"
)

_GONE = re.compile(f"[^PTBYFnv]*v[KZD]*{_TAIL}")
_GONE_FOR = re.compile(f"[LYZcDA]*{_PS}[ADtZy]*v[KZD]*{_TAIL}")
_GONE_WHO = re.compile(f"[LYZcDA]*[Pl][^SF]*v{_TAIL}")
_QUIT = "C[ZSD]*[ZqEKRC]*"
_SET = re.compile(
    "(?:我|俺|咱)不(?:去|来|上)谁(?:去|来|上)|(?:[^,不我俺]{0,6})(?:少不了|不能少了|缺不了|"
    "落不下)(?:我|俺)|(?:必须|当然|肯定|一定|哪能|也|那)*(?:少不了|不能少了|不能没有|有|缺不了|"
    "落不下|算有)(?:我|俺)(?:一个|的|一份)?|(?:我|俺|咱)?(?:很|非常|也|都|肯定|十分)*"
    "(?:愿意|乐意|自愿|愿往)|(?:我|俺|咱)(?:也|都|肯定)*(?:可以|能行|能|没问题|行|中|准行)|"
    "(?:必|准|一准|肯定|一定|准时|按时)(?:到|去|来)|必须(?:去|到|来|参加)|坚决参加|(?:我|"
    "俺)?(?:说到就到|随叫随到|随时待命|风雨无阻)|(?:就|都)?(?:交给|包在)(?:我|俺)(?:吧|了|身上|"
    "吧)?|"
    "随叫随到|风雨无阻|(?:我|俺)(?:必|准)到"
)
_SET_LEAVE = re.compile(
    "(?:我|俺)(?:的|那个|这个|那|报的)?(?:名额|位置|位子|位|号|名)(?:就|还是|可以|请)?(?:让|给|"
    "留|转|腾)(?:给|出来)?(?:给)?(?:别人|其他人|大家|需要的人|后面的人|年轻人|候补的?)?|"
    "(?:名额|位置|位子)(?:就|还是)?(?:让|给|留|转|腾)(?:给|出来)?(?:给)?(?:别人|其他人|大家|"
    "需要的人|后面的人|年轻人|候补的?)"
)
_SET_END = re.compile("[啊呀吧哈咧哩的哦嘛嘞呗喽咯滴呦!.~]*")
_LEAVE = (
    _GONE,
    re.compile(f"(?:t(?=b))?[LYZcDAMqEIb]*?F?(?:S[ADLZcqEKwby]*)?{_QUIT}{_TAIL}"),
    re.compile(f"[LYZcDA]*(?:[OF]S|S(?=[Zq]))[ZqEOL]*[ADFtKoXG]*[UC]+{_TAIL}"),
    re.compile(f"[LYZcDA]*[UCf]+SZ*q*{_TAIL}"),
)
_LEAVE_FOR = (
    _GONE_FOR,
    re.compile(f"[LYZcDASM]*?F{_PS}[AOZq]*[CU]+[qZE]*{_TAIL}"),
    re.compile(f"[LYZcDA]*O{_PS}[Zq]*[ADFt]*[UC]+[qZE]*{_TAIL}"),
    re.compile(f"[LYZcDA]*{_PS}[ADtZXEqK]*C[qZEK]*{_TAIL}"),
    re.compile(f"[LYZcDA]*[CU]{_PS}[Zq]*{_TAIL}"),
    re.compile(f"[LYZcDA]*{_PS}[ZqL]+[ADFt]*[UC]+[qZE]*{_TAIL}"),
)
_LEAVE_FOR_THEM = re.compile(f"[LYZcDAKMlt]*S?[AL]*[FO]T[AOZq]*[CU]+[qZE]*{_TAIL}|[LYZcDA]*[CU]+T[ZqE]*{_TAIL}")


@dataclass(frozen=True)
class _Row:
    """The words of a clause beside their letters."""

    words: tuple[Token, ...]
    letters: str

    def span(self, match: re.Match[str], name: str) -> tuple[Token, ...]:
        found = match.groupdict().get(name)
        return self.words[match.start(name) : match.end(name)] if found else ()


@lru_cache(maxsize=256)
def row_of(words: str) -> _Row:
    """A folded clause without blanks, ready for the frames."""
    found = tuple(tokens(words))
    return _Row(found, "".join(token.tag for token in found))


def _party(who: tuple[Token, ...]) -> tuple[int, tuple[str, ...]] | None:
    """How many the words of a party are, the writer among them, and whom it names; None when that is not said."""
    tags = "".join(token.tag for token in who)
    names = tuple(token.name for token in who if token.tag in "Pl")
    named = sum(token.people for token in who if token.tag in "Pl")
    counts = [token.people for token in who if token.tag == "N"]
    if "P" not in tags and "l" not in tags and not re.search("[Hi]A*N", tags):
        if counts:
            rough = "X" in tags and re.search("有|来了|的", "".join(token.text for token in who))
            return None if rough else (counts[0], ())
        return None if "W" in tags else (1, ())
    if re.fullmatch("P+SN", tags):
        return counts[0], names  # 老伴我俩
    joined = re.search("[HiP]A*N", tags)
    before = who[-2].text if len(who) > 1 else ""
    if counts and named and (re.search("PA*N$", tags) or (before == "、" and counts[-1] == 1 + named)):
        return (counts[-1], names) if counts[-1] >= named else None
    return (1 + named + sum(counts), names) if joined or named else None


def _clause(row: _Row, match: re.Match[str], who: tuple[Token, ...]) -> Clause:
    found = _party(who)
    if found is None and (said := row.span(match, "n")) and said[0].tag == "N" and {t.tag for t in who} == {"W"}:
        found = said[0].people, ()
    if found is None:
        return Clause(Move.SHAKY, guess=Move.JOIN)
    size, names = found
    if extra := row.span(match, "with"):
        size, names = (
            size + sum(t.people for t in extra if t.tag in "Pl"),
            names + tuple(t.name for t in extra if t.tag in "Pl"),
        )
    if (count := row.span(match, "n")) and count[0].tag == "N":
        if size > 1 and count[0].people != size:
            return Clause(Move.SHAKY, guess=Move.JOIN)
        size = count[0].people
    return Clause(Move.JOIN, size, names) if 1 <= size <= LARGEST_PARTY else Clause(Move.SHAKY, guess=Move.JOIN)


def set_phrase(words: str) -> bool:
    """有我一个, 我愿意, 必到: a sign-up that is no sentence."""
    match = _SET.match(words)
    return bool(match) and bool(_SET_END.fullmatch(words, match.end() if match else 0))


_COMPANY = re.compile(f"[LZcDAq]*iZ?A*(?P<with>P(?:H?P)*|N|q){_TAIL}")


def company(words: str) -> Clause | None:
    """带老婆, 再带一个人: who comes along beside a sign-up; what a driver can take (能捎三个人) is not meant."""
    row = row_of(words)
    match = _COMPANY.fullmatch(row.letters)
    if not match or re.search("能|可以|捎|拉|叫|喊|^(?:我|俺|还)?(?:要|得)", words):
        return None
    found = row.span(match, "with")
    count, names = sum(t.people for t in found), tuple(t.name for t in found if t.name and t.tag == "P")
    if not count:
        return None
    return Clause(Move.WITH, count, names, guess=Move.JOIN, more=0 if names else count)


def joining(words: str) -> Clause | None:
    """JOIN or JOIN_FOR where a frame fits the clause whole, SHAKY where it fits but leaves a doubt, else None."""
    if set_phrase(words):
        return Clause(Move.JOIN, strong=True)
    row = row_of(words)
    if (match := _JOIN.fullmatch(row.letters)) and (found := _deed(row, match)) is not None:
        return found
    for shape in (_PUT, _KEEP, _TAKE, _GIVE, _ONE, _US, _HOUSE, _ROLE, _AFTER):
        if match := shape.fullmatch(row.letters):
            who = row.span(match, "who") or row.span(match, "who2")
            if (
                shape is _PUT
                and who[0].tag == "N"
                and any(t.text in {"加", "添", "加上", "添上", "补", "补上"} for t in row.words)
            ):
                return Clause(Move.RESIZE, 1, more=who[0].people)
            if shape is _ONE and not row.span(match, "one")[0].people:
                continue
            if shape is _ROLE and any(token.text == "会" for token in row.words):
                return Clause(Move.HAZY, guess=Move.JOIN)  # 我会做饭 is a skill, and beside 报名 a role
            if shape is _GIVE and not who and re.search("代|替", words):
                return Clause(Move.FOR_THEM, guess=Move.JOIN_FOR)
            found = _clause(row, match, who)
            if shape is _US and found.move is Move.JOIN:
                return replace(found, move=Move.COUNT, own=True, guess=Move.JOIN)
            if shape is _GIVE and not who:
                return replace(found, strong=True, guess=Move.FOR_THEM)  # 你给报上: oneself, or whoever was named
            return replace(found, strong=True, own=any(token.tag == "S" for token in who))
    return _for(row)


def _deed(row: _Row, match: re.Match[str]) -> Clause | None:
    """我 … 去: who does it, how surely, and whether it is done already."""
    who, deed, tail = row.span(match, "who"), match["deed"], row.span(match, "tail")
    said = "".join(t.text for t in row.span(match, "z") + tail)
    strong = bool(re.search("[ER]", deed))
    if (called := row.span(match, "called")) and (
        re.match("[我俺咱]", called[0].text) or "都" in match.string or not strong
    ):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if not who and any(t.tag == "l" and len(t.text) > 2 for t in row.words):
        return Clause(Move.SHAKY, guess=Move.JOIN_FOR)  # 庄老师报名
    if who and who[0].text == "咱" and re.search("都|一起|一块", "".join(t.text for t in row.words)):
        return Clause(Move.SHAKY, guess=Move.JOIN)  # 咱都去: as much an invitation
    if match["wish"] and not (strong and who):
        return Clause(Move.NOD, guess=Move.JOIN)
    if not who:
        if not strong and not re.fullmatch("G+[KV]*", deed):
            return None
        if deed == "G" and row.span(match, "deed")[0].text in {"到", "过来", "过去", "上", "出去", "奔"}:
            sure = re.search("准|一定|必|保证|肯定", "".join(t.text for t in row.words))
            if not sure:
                return None
        if bidding(row):
            return Clause(Move.SHAKY, guess=Move.JOIN)
    if not strong and re.match("了|啦", said):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if who and (who[0].tag == "N" or "X" in match["who"]) and re.match("了|啦", said):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if who and who[0].tag in "Hi" and bidding(row):
        return Clause(Move.SHAKY, guess=Move.JOIN)
    if any(a.tag == "i" and b.tag == "Z" for a, b in pairwise(who)) and not re.search(
        "一起|一块|一道|一同", "".join(t.text for t in row.words)
    ):
        return None  # 我叫了老王去 only tells
    sure = any(t.text in _SURE for t in row.span(match, "mid") + row.span(match, "mid2"))
    return replace(_clause(row, match, who), strong=strong or sure, own=bool(who) and who[0].tag == "S")


_SURE = {"必须", "一定", "肯定", "准", "一准", "保证", "指定", "铁定", "必", "绝对", "坚决"}


def bidding(row: _Row) -> bool:
    """都去吧, 赶紧报名: said to others as likely as of oneself."""
    text = "".join(token.text for token in row.words)
    return bool(
        re.search(
            "都(?!带)|赶紧|赶快|快|记得|别忘|早点|抓紧|^要|就(?:去|来)|跟着|继续|接着|(?:去|来|报名|"
            "参加|报|到)(?:一下)?吧",
            text,
        )
    )


def _for(row: _Row) -> Clause | None:
    for shape in _FOR:
        if match := shape.fullmatch(row.letters):
            found = row.span(match, "for")
            names = tuple(t.name for t in found if t.tag in "Pl")
            if any(t.tag == "i" for t in row.words) and not row.span(match, "n"):
                continue  # 带老伴 is company, 算上老伴 a sign-up
            size = sum(t.people for t in found if t.tag in "Pl")
            said = row.span(match, "n") or row.span(match, "m")
            count = said[0].people or (int(said[0].text) if said[0].text.isdigit() else 0) if said else 0
            told = any(token.text in {"也", "都", "要"} for token in row.words)
            done = any(re.search("了|过", t.text) for t in row.words if t.tag in "EZRI" and t.text != "了吧")
            if done and not match.groupdict().get("perf"):
                return Clause(Move.SHAKY, size, names, guess=Move.JOIN_FOR)  # 给孩子报名了 tells
            if match.groupdict().get("perf") and told and not any(t.text in {"了", "的", "啦"} for t in row.words):
                return Clause(Move.WITH, size, names, guess=Move.JOIN_FOR)  # 老伴也报名, beside 我报名
            if match.groupdict().get("perf") and (
                any(token.text in {"了", "的", "啦", "也", "都", "要"} for token in row.words)
                or any(map(_plain, names))
            ):
                return Clause(Move.SHAKY, size, names, guess=Move.JOIN_FOR)
            if "F" not in match[0] and (count == size + 1 or "W" in match[0]):  # 算上孩子我们仨, 加上我爸妈一共三人
                return Clause(Move.JOIN, count, names, strong=True)
            if not re.search("[我俺]", "".join(t.text for t in found)) and any(name in _SELF_TITLES for name in names):
                return Clause(Move.SHAKY, guess=Move.JOIN)  # 小李，给大爷报上: an old man of himself
            if count and count != size and len(names) > 1:
                return Clause(Move.SHAKY, size, names, guess=Move.JOIN_FOR)
            total = max(size, count)
            return Clause(
                Move.JOIN_FOR if total <= LARGEST_PARTY else Move.SHAKY,
                min(total, LARGEST_PARTY),
                names,
                guess=Move.JOIN_FOR,
            )
    if match := _FOR_THEM.fullmatch(row.letters):
        return Clause(Move.FOR_THEM, guess=Move.JOIN_FOR)
    return None


_SELF_TITLES = {"大爷", "大娘", "大妈", "大叔", "大婶", "大伯", "大姐", "大哥", "老姐", "老哥", "姨", "叔", "婶"}


def _plain(name: str) -> bool:
    return len(name) == 2 and not re.match("老|小|阿|我|俺", name) and not re.search("[叔婶姨哥姐嫂爷奶妈爸伴]$", name)


def asked_to(words: str) -> Clause | None:
    """孙玉梅让我帮她报名: hearsay that ends in the writer's own wish for somebody."""
    if (begged := _BEGGED.fullmatch(words)) and (names := read_persons(begged["name"])):
        return Clause(Move.JOIN_FOR, head_count(names), names)
    match = _ASKED.fullmatch(words)
    if not match:
        return None
    row, names = row_of(match["rest"]), read_persons(match["name"])
    if not names and match["name"]:
        return None
    if _FOR_THEM.fullmatch(row.letters) or re.fullmatch("[FV]A*EZ*", row.letters):
        return Clause(Move.JOIN_FOR, head_count(names), names) if names else Clause(Move.FOR_THEM)
    if _LEAVE_FOR_THEM.fullmatch(row.letters) or re.fullmatch("[FV]A*CZ*E?", row.letters):
        return Clause(Move.LEAVE_FOR, head_count(names), names) if names else Clause(Move.LEAVE_FOR_THEM)
    return None


def leaving(words: str) -> Clause | None:
    """LEAVE or LEAVE_FOR where a frame fits the clause whole, else None."""
    row = row_of(words)
    for shape in _LEAVE_FOR:
        if match := shape.fullmatch(row.letters):
            found = row.span(match, "for")
            return Clause(
                Move.LEAVE_FOR,
                sum(t.people for t in found if t.tag in "Pl"),
                tuple(t.name for t in found if t.tag in "Pl"),
            )
    if (match := _SET_LEAVE.match(words)) and _SET_END.fullmatch(words, match.end()):
        return Clause(Move.LEAVE)
    if _LEAVE_FOR_THEM.fullmatch(row.letters):
        return Clause(Move.LEAVE_FOR_THEM)
    if any(shape.fullmatch(row.letters) for shape in _LEAVE):
        return Clause(Move.LEAVE, own="S" in row.letters)
    if _GONE_WHO.fullmatch(row.letters):
        return Clause(Move.SHAKY, guess=Move.LEAVE)
    return None


_THEY_GO = re.compile(f"[LYZcDA]*{_PS}[ADMLZwH]*{_DEED}Z*N?{_TAIL}")
_SOMEBODY = re.compile(f"[LYZcDAM]*?{_PS}")


def others_go(words: str) -> tuple[str, ...]:
    """Who else goes, where a clause says just that (我妈也想去), else nobody."""
    row = row_of(words)
    match = _THEY_GO.fullmatch(row.letters)
    return tuple(t.name for t in row.span(match, "for") if t.tag in "Pl") if match else ()


def somebody(words: str) -> tuple[str, ...]:
    """The people a clause begins with, whatever it says of them."""
    row = row_of(words)
    match = _SOMEBODY.match(row.letters)
    return tuple(t.name for t in row.span(match, "for") if t.tag in "Pl") if match else ()
