"""The words and signs of a sign-in sheet: how somebody writes there, late, excused, absent, everybody, unannounced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.attendance import Attendance
from parsing.people import FULL, NICK, TITLED

_SIGNS = {"√✓✔✅☑vV": Attendance.CAME, "△▲": Attendance.LATE, "×✗✘❌✖xX": Attendance.NO_SHOW}
_SPOKEN = {
    Attendance.CAME: "已经到了 已经到 都到了 全到了 已到了 已到 到了 到场了 到场 到位 到齐 来了 都来了 出席 准时到 "
    "准时 按时到 打勾 对勾 签了 签到了 都到 全到 到 来",
    Attendance.LATE: "迟到了 迟到 晚到了 晚到 来晚了 来迟了 晚了 迟",
    Attendance.EXCUSED: "请假了 请假 请了假 病假 事假 有事来不了 有事没来 有事 病了 生病 告假 假",
    Attendance.NO_SHOW: "没有来 没来成 没来 没到场 没到 未到场 未到 未来 没见人 没见 没出现 缺席 缺勤 缺 旷工 "
    "不来了 不来 打叉 叉",
}
_ENGLISH = {
    **dict.fromkeys(("came", "here", "present", "ok", "yes"), Attendance.CAME),
    "late": Attendance.LATE,
    **dict.fromkeys(("excused", "sick"), Attendance.EXCUSED),
    **dict.fromkeys(("absent", "no-show", "missing"), Attendance.NO_SHOW),
}
_BY_WORD = {word: state for state, words in _SPOKEN.items() for word in words.split()}
_BY_SIGN = {sign: state for signs, state in _SIGNS.items() for sign in signs}
_LONGEST_FIRST = sorted(_BY_WORD, key=len, reverse=True)
_SPELLED = "|".join(_LONGEST_FIRST)
MARK = rf"(?:{_SPELLED}|[√✓✔✅☑×✗✘❌✖△▲]|(?<![A-Za-z])[vVxX](?![A-Za-z]))"
"""A pattern for one mark, a word or a sign."""

HEADER = re.compile(
    r"\s*(?:(?:yh|YH|Yh)\s*-?(\d{1,6})\s*|召集\s*(\d{1,6})\s*(?:号)?|(\d{1,6})号(?:召集|活动))?[^\S\n]*"
    r"(?:[^\s\d:：,，、√✓✔×]{0,12}?(?:签到表?|点名|到场|考勤|[Cc]heck-?in|[Ss]ign-?in)(?:情况|结果|名单|表|录入)?(?:如下)?)?\s*[:：,，]?\s*"
)
NEW = re.compile(
    r"\bnew\s*[:：]|"
    r"(?:另外|还有|临时|现场)?(?:新来(?:的|了)?|没报名(?:也)?(?:来|到)?(?:的|了)*|未报名(?:的)?|临时(?:来|加)(?:的|了)?|"
    r"现场(?:来|加)(?:的|了)?|新加(?:的)?|加(?:的)?)(?:人|有|是)*\s*[:：]|(?:^|(?<=[\s,，]))[+＋]\s*(?=[\u3400-\u9fff])"
    r"|(?:^|(?<=[\s,，]))新来(?:的|了)(?=[\s\u3400-\u9fff])"
)
_EVERY = r"(?:都|全部|全都|全)\s*(?:已)?(?:到了|到齐了?|来了|到场|到|来)"
BUT = re.compile(rf"除了?(?P<who>.+?)(?:以外|之外|外)?[,，]?(?:其他|其余|别的|剩下)?的?(?:人|大家)?\s*{_EVERY}了?")
REST = re.compile(rf"(?:其余|其他|别|剩下|剩)的?(?:人|各位)?的?\s*(?:{_EVERY}|到了?|来了?|√|✓|✔|✅)")
ALL = re.compile(
    r"^(?:今天|大家|所有人|人|名单上的?)*(?:全部|全员|都|全都|全)\s*(?:到齐|到场|到|来)(?:齐)?了?[!！。~]*$"
)
TIME = re.compile(r"\d{1,2}[:：]\d{2}|(?:[早晚]上|上午|下午)?\d{1,2}点(?:半|\d{1,2}分?)?")
NUMBER_WORD = "[一二三四五六七八九十]{1,3}"

_HAN = r"[\u3400-\u9fff·]"
_STARTS_NAME = re.compile(rf"{TITLED}|{FULL}|{NICK}")
_FILLERS = re.compile(r"(?:都|全|也|已经|今天|和|跟|与|还有|的|号)+$")
_ONLY_MARKS = re.compile(r"[到来迟假缺没了的]+|备注.*|.*([到来])\1")
_LONGEST = 6
_GENERIC = {"其余", "其他", "大家", "所有人", "全部", "名单", "今天", "姓名", "号", "到场", "备注", "合计", "共"}


def mark_of(word: str) -> Attendance | None:
    """What a mark says."""
    return _BY_SIGN.get(word) or _BY_WORD.get(word)


def names_in(run: str, known: Sequence[str]) -> list[str | Attendance] | None:
    """People and marks in a run of letters without a gap (王大妈到李婶没来); None when it is neither.

    A mark of one sign (到, 来, 假) is one only where the run ends or somebody's name begins behind it (not in 张来福).
    """
    if run in _GENERIC:
        return []
    if run.isascii():
        return None if run.lower() in ("v", "x") else [_ENGLISH.get(run.lower(), run)]
    state = mark_of(run)
    if state is not None:
        return [state]
    return _split(run, tuple(sorted((name for name in known if name), key=len, reverse=True)))


def _split(run: str, known: tuple[str, ...]) -> list[str | Attendance] | None:
    if not run:
        return []
    if word := next((w for w in _LONGEST_FIRST if run.startswith(w) and len(w) > 1), None):
        rest = _split(run[len(word) :], known)
        if rest is not None:
            return [_BY_WORD[word], *rest]
    for name, rest_of in _openings(run, known):
        if _ONLY_MARKS.fullmatch(name):
            continue
        if not rest_of:
            return [name]
        for word in _marks_at(rest_of, known):
            rest = _split(rest_of[len(word) :], known)
            if rest is not None:
                return [name, _BY_WORD[word], *rest]
        if name in known and (rest := _split(re.sub(r"^(?:和|跟|与|、)", "", rest_of), known)) is not None:
            return [name, *rest]
    return None


def _openings(run: str, known: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The names a run may begin with, each with what follows: those on the list first, then the shortest."""
    for name in known:
        if run.startswith(name):
            yield name, _after(run[len(name) :])
    for size in range(2, min(_LONGEST, len(run)) + 1):
        name = run[:size]
        if size == len(run):
            if _whole(name):
                yield name, ""
        elif not _FILLERS.search(name):
            yield name, _after(run[size:])


def _after(rest: str) -> str:
    """都, 也 and 已经 before a mark say nothing; 都到 is a mark of its own."""
    if any(rest.startswith(word) for word in _LONGEST_FIRST):
        return rest
    return re.sub(r"^(?:都|全|也|已经|今天|家)+(?=.)", "", rest)


def _marks_at(rest: str, known: tuple[str, ...]) -> Iterator[str]:
    for word in _LONGEST_FIRST:
        if not rest.startswith(word):
            continue
        after = rest[len(word) :]
        sure = len(word) > 1 or not after or after.startswith(known) if known else len(word) > 1 or not after
        if sure or _STARTS_NAME.match(after):
            yield word


def _whole(name: str) -> bool:
    """Whether a run without any mark may be a name."""
    return 2 <= len(name) <= _LONGEST and not re.search(r"没|请假|迟到|未到|怎么|什么|吗|呢|多少|不知", name)
