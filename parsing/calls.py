"""A call in one sentence: 明早6点到志愿者菜园收土豆，要20个人，带手套.

The grammar, clause by clause, once the time has been taken out (``parsing.times``)::

    call     := piece*                      labelled lines first (``parsing.labels``), then clauses
    clause   := bring | roles | need | setting | greeting | note
    bring    := (请|每人|自)* (带|穿|戴|拿 …) things | things (自带|带上 …)
    roles    := (count role | role count) twice or more (``parsing.roles``)
    need     := (要|需要|来|招募 …)? count (人|名|位 …)? role?
    setting  := (who? (到|去|在)? place)? work  到志愿者菜园收土豆
    place    := words that end like a place (园, 村委会, 广场 …), before 集合 or before work
    work     := a work verb and what follows

A stated total stands and roles are within it; without one the roles add up. What no rule takes becomes
the note. A time that could be two times is no time (``parsing.doubts``): it stays missing and is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from parsing import call_words as w
from parsing.blanks import closed_up, without_pictures
from parsing.calls_en import read_english_call
from parsing.clean import normalise
from parsing.clock import read_clock
from parsing.counts import FEWEST, MOST, Count, count_of, total_of
from parsing.drafts import CallReading, Field, ParsedRole, finished
from parsing.fields import read_bring, read_place
from parsing.labels import Labelled, labelled
from parsing.numbers import NUMBER, read_number
from parsing.places import VERB, firmly_sited, sited, split, tidy
from parsing.roles import LONGEST_ROLE, role_name, several
from parsing.times import Doubt, TimeReading, read_moment

__all__ = ["CallReading", "Field", "ParsedRole", "read_call"]

_LONGEST_CLAUSE = 60
"""A longer clause is a story, not a place or a task; it becomes the note."""


@dataclass
class _Draft:
    """What has been found so far; filled clause by clause."""

    title: str = ""
    heading: str = ""
    """A title said of the whole call before its sentence (【冬至包饺子】, 关于…的通知): it yields to work named later."""
    place: str | None = None
    total: Count | None = None
    floor: bool = False
    """The total said so far was 最少; a 最多 may follow."""
    rough: bool = False
    bring: tuple[str, ...] = ()
    counted: tuple[tuple[str, Count], ...] = ()
    kinds: tuple[tuple[str, Count], ...] = ()
    """壮劳力8人: the kind of people; a role when there are several kinds."""
    notes: tuple[str, ...] = ()
    met: bool = False
    """The place is the one to meet at (村委会集合); a place of work said before or after yields to it."""
    carried: bool = False
    """The clause before named things to bring: 带手套 水壶 goes on."""
    loose: tuple[str, ...] = ()
    """Short clauses with neither a place word nor a work verb: a title if no other comes, else a place."""


def read_call(text: str, now: datetime) -> CallReading:
    """What a call in one sentence (or in labelled lines) says, seen from ``now`` in the village's zone.

    Never raises and never fills in what was not said.
    """
    words = normalise(without_pictures(w.COMMAND.sub("", normalise(text))))
    if not re.search(r"[\u4e00-\u9fff]", words):
        return read_english_call(words, now)
    words = re.sub(r"\n+", "\n", re.sub(r" +(?=[和与及、,])", "", closed_up(words)[0]))
    time, pieces = _timed(labelled(words), now)
    draft = _Draft()
    for piece in pieces:
        if piece.kind:
            _labelled(draft, piece.kind, piece.value)
        else:
            _free(draft, piece.value)
    _settle(draft)
    return finished(draft.title, time, draft.place, *_counts(draft), draft.bring, draft.notes)


def _timed(pieces: tuple[Labelled, ...], now: datetime) -> tuple[TimeReading | None, list[Labelled]]:
    """When, and the pieces without the words that said so; a label of its own goes before all else."""
    told = "\n".join(piece.value for piece in pieces if piece.kind in {"time", "length"})
    rest = [piece for piece in pieces if piece.kind not in {"time", "length"}]
    time = read_moment(told, now) if told else None
    if isinstance(time, TimeReading) and time.has_hour:
        return time, rest
    day = time.meet.date() if isinstance(time, TimeReading) else None
    said = [piece.value for piece in rest if piece.kind not in {"note", "needed", "bring"}]
    whole = "\n\n".join(said)
    found = None if isinstance(time, Doubt) else read_moment(whole, now, day)
    for start, end in sorted(found.spans if found else (), reverse=True):
        whole = whole[:start] + re.sub(r"[^\n]+", w.GONE, whole[start:end]) + whole[end:]
    values = iter(w.AFTER_TIME.sub(w.GONE, whole).split("\n\n"))
    rest = [piece if piece.kind in {"note", "needed", "bring"} else Labelled(piece.kind, next(values)) for piece in rest]
    found = found or time
    return (found if isinstance(found, TimeReading) else None), rest


def _free(draft: _Draft, words: str) -> None:
    if (sign := w.SIGN.match(words)) and not draft.title:
        if not w.GREETING.match(sign["sign"]):
            draft.heading = draft.heading or sign["sign"]
        words = words[sign.end() :]
    words = re.sub(r"^(?:各位|尊敬的|亲爱的)[^,。;:\n]{1,12}:", "", words)
    words = w.BRACKET.sub(lambda found: _aside(draft, found[1]), words)
    for piece in w.SEP.split(words):
        things = w.BRING.match(piece)
        for part in [piece] if things and not w.PEOPLE.search(things["what"]) else w.RUN_ON.split(piece):
            before = len(draft.bring)
            _clause(draft, part.strip(" :()\"“”"))
            draft.carried = len(draft.bring) > before


def _aside(draft: _Draft, words: str) -> str:
    """What stands in brackets: read on when it counts people or names things to bring, else a note."""
    if w.COUNTED.search(words) or w.BRING.match(words) or len(words) < 2:
        return f",{words},"
    draft.notes += (words,)
    return ""


def _settle(draft: _Draft) -> None:
    """东洼 beside 浇地 is the place; 剪纸课 alone is the title."""
    loose = list(draft.loose)
    draft.title = draft.title or tidy(draft.heading)
    if loose and not draft.title:
        draft.title = tidy(loose.pop(0))
    draft.title = draft.title or next((name for name, _ in draft.counted if VERB.match(name)), "")
    if loose and draft.place is None and len(loose[0]) <= 8 and not w.NO_PLACE.search(loose[0]):
        draft.place = loose.pop(0)
    draft.notes += tuple(loose)


def _counts(draft: _Draft) -> tuple[Count | None, tuple[ParsedRole, ...]]:
    counted, total = draft.counted, draft.total
    if len(draft.kinds) > 1 and total == draft.kinds[0][1]:
        counted, total = (*draft.kinds, *counted), None
    if total and counted and total.most < sum(count.most for _, count in counted):
        # 演员8人，主持2人，志愿者6人: one kind among others. A total that its roles outgrow is no total.
        counted, total = (*counted, *draft.kinds), None
        if not draft.kinds:
            draft.rough = True
    if len(counted) == 1 and counted[0][0] == draft.title:
        total, counted = counted[0][1] if total is None else total, ()
    if total is None and counted and not draft.rough:
        total = total_of(tuple(count for _, count in counted))
    return total, tuple(ParsedRole(name, count.least, count.most) for name, count in counted)


def _clause(draft: _Draft, piece: str) -> None:
    piece = w.VAGUE.sub("", piece).strip()
    if not piece or w.GREETING.match(piece) or w.EMPTY_WORDS.match(piece):
        return
    piece = re.sub(r"^(?:各位|亲爱的)?(?:志愿者|村民|乡亲|姐妹)(?:朋友)?们?[::\s]+", "", piece)
    if bring := w.BRING.match(piece):
        _bringing(draft, bring["what"])
        return
    if w.TOOLS.fullmatch(piece):
        _bringing(draft, piece)
        return
    if about := w.ABOUT.match(piece):
        draft.heading = draft.heading or about["what"]
        return
    if where := re.match(r"^(?:集合)?地点(?:就|还)?[在是](?P<place>.+)$", piece):
        draft.place = read_place(where["place"]) or draft.place
        return
    if w.EACH.match(piece):
        draft.rough = True
        draft.notes += (piece,)
        return
    if (hands := w.HANDS.match(piece)) and draft.total is None and not draft.counted:
        draft.total, draft.rough = count_of(hands), draft.rough or count_of(hands) is None
        return
    if len(piece) > _LONGEST_CLAUSE or w.ASIDE.search(piece):
        draft.notes += (piece,)
        return
    if own := w.OWN.match(piece):
        _bringing(draft, own["what"])
        return
    if re.search(rf"(?<![\d]){w.MINUS}\d+{w.UNIT}", piece) and not w.COUNTED.search(piece):
        draft.rough = True
        return
    if (second := w.SECOND.search(piece)) and read_clock(piece, *second.span()):
        draft.notes += (second[0],)
        for part in (piece[: second.start()], piece[second.end() :]):
            _clause(draft, part)
        return
    head, roles = several(piece)
    if re.match("其中|里面|包括", piece) and draft.total is None and draft.counted:
        (name, draft.total), draft.counted = draft.counted[-1], draft.counted[:-1]
        draft.title = draft.title or (name if VERB.match(name) else "")
    if roles:
        draft.counted += tuple((name, count) for name, count in roles if count)
        draft.rough |= any(count is None for _, count in roles)
        if head:
            _setting(draft, head)
        return
    if len(parts := w.LISTED.split(piece)) > 1:
        for part in parts:
            _clause(draft, part)
        return
    if _needing(draft, piece) or _inside(draft, piece) or _setting(draft, piece):
        return
    draft.notes += (piece,)


def _bringing(draft: _Draft, words: str) -> None:
    """Things to bring; what runs on behind them in one breath is a clause of its own."""
    if more := re.search(rf"(?<=.)(?={w.ASK}?(?:{NUMBER})(?:个人|名|位|人)|干到|干[一两二三]|中午|管饭|{w.ASKS}{NUMBER})", words):
        _clause(draft, words[more.start() :])
        words = words[: more.start()]
    for part in w.MORE_THINGS.split(words):
        draft.bring += tuple(item for item in read_bring(part) or () if item not in draft.bring)


def _labelled(draft: _Draft, kind: str, words: str) -> None:
    """A labelled value; what stands behind its first stop is said freely again."""
    value, rest = words, ""
    if kind != "note" and (stop := re.search(r"[,。;!\n\u0001]", words)) and stop.start():
        value, rest = words[: stop.start()].strip(), words[stop.end() :]
        if kind == "bring" and stop[0] == "," and not w.BRING.match(rest) and VERB.match(rest) is None:
            value, _, rest = words.partition("\n")
    if kind == "title":
        draft.title = value.strip(w.GONE + " ") or draft.title
    elif kind == "place":
        draft.place = read_place(value.strip(w.GONE + " ")) or draft.place
    elif kind == "bring":
        _bringing(draft, value)
    elif kind == "needed":
        _numbered(draft, value)
    elif bring := w.BRING.match(value):
        _bringing(draft, bring["what"])
    elif value:
        draft.notes += (value,)
    if rest:
        _free(draft, rest)


def _numbered(draft: _Draft, value: str) -> None:
    """人数：20; 需要：铁锹; 人数 20 扫地."""
    told = False
    for piece in w.SEP.split(value):
        bare = w.BARE_COUNT.match(piece)
        if bare:
            told = True
            if (count := count_of(bare)) and draft.total is None:
                draft.total = count
        elif told or re.search(rf"{NUMBER}", piece):
            _clause(draft, piece)
        elif bring := w.BRING.match(piece):
            _bringing(draft, bring["what"])
        elif piece and not w.NO_ROLE.match(piece) and not re.search("不限|越多", piece):
            draft.bring += read_bring(piece) or ()


def _needing(draft: _Draft, piece: str) -> bool:
    """要20个人; 2个司机; 要10个人挖土豆; 司机2名."""
    match = w.NEED.match(piece)
    if not match:
        first = w.ROLE_FIRST.match(piece)
        if not first:
            return False
        role = role_name(re.sub(rf"^{w.ASK}", "", first["role"]), before=True)
        if all(split(role)) or firmly_sited(role):
            return False
        if w.NOT_HANDS.match(role):
            draft.notes += (piece,)
            return True
        if (count := count_of(first)) and w.NO_ROLE.match(role) and role in w.KINDS.split():
            draft.kinds += ((role, count),)
        return _count(draft, count_of(first), role)
    said = match["role"].strip()
    if (goes := w.ABLE.match(said)) and draft.total is None:
        draft.total = count_of(match)
        if (able := role_name(goes["able"])) and draft.total and len(able) <= LONGEST_ROLE:
            draft.counted += ((able, draft.total),)
        return _setting(draft, goes["rest"])
    if draft.total is None and "志愿者" in piece[: match.start("n")]:
        draft.kinds += (("志愿者", count),) if (count := count_of(match)) else ()
    role = role_name(said)
    if more := re.search(rf"(?<=\S)(?={NUMBER}(?:个|名|位))", match["role"]):
        at = match.start("role") + more.start()
        return _needing(draft, piece[:at]) and _needing(draft, piece[at:])
    if w.NOT_HANDS.match(said):
        draft.notes += (piece,)
        return True
    count = count_of(match)
    if bring := w.BRING.match(re.sub("^[啊吧呀哈]+", "", said)):
        _bringing(draft, bring["what"])
        said = role = ""
    if draft.floor and count and draft.total and count.most > draft.total.most and re.match("最多|不超过|最高", piece):
        draft.total = Count(draft.total.least, count.most)
        return True
    draft.floor |= bool(re.match("最少|至少|不少于|最低", piece))
    if draft.total is not None and count != draft.total and (not role or w.NO_ROLE.match(role)):
        draft.notes += (piece,)  # 要20个人，最多30人: the first figure counts, the second is for people to read
        return True
    return _count(draft, count, role, clause=said)


def _inside(draft: _Draft, piece: str) -> bool:
    """A count in the middle: 老年食堂要3个人帮厨; 收土豆20人; 收土豆二十个人带手套."""
    at, match, head = 2, None, ""
    while found := w.ASKED_AT.search(piece, at):
        head = piece[: found.start()]
        if not w.NOT_HANDS.match(found["tail"]) and not re.search(r"[给为帮替陪第每]$", head):
            match = found
            break
        at = found.end("n")
    if match is None:
        return False
    count, tail = count_of(match), re.sub("^[啊吧呀哈]+|(?<=..)志愿者$", "", match["tail"].strip())
    if not match["ask"] and w.NOT_COUNTED.search(head):
        return False
    if count is None:
        draft.rough = True
    before = draft.title
    _setting(draft, head)
    work = draft.title if not before else tidy(head)
    if count and not tail and not match["ask"] and work and VERB.match(work) and len(work) <= LONGEST_ROLE:
        draft.counted += ((work, count),)
    elif count and draft.total is None:
        draft.total = count
    if tail:
        _clause(draft, tail)
    return True


def _count(draft: _Draft, count: Count | None, role: str, clause: str = "") -> bool:
    if count is None:
        draft.rough = True
        if role and not w.NO_ROLE.match(role):
            _setting(draft, role)
        return True
    if not role or w.NO_ROLE.match(role):
        draft.total = count if draft.total is None else draft.total
        return True
    clause = re.sub(r"^(?:人|志愿者|义工|名|位|青壮年|壮劳力|劳力|年轻人|党员|村民|妇女|同志|一起|帮忙)+", "", clause)
    if (
        not draft.title
        and draft.total is None
        and VERB.search(role)
        and (re.match(r"(?:去|到|在|来)", clause) or len(role) > 6)
    ):
        draft.total = count
        return _setting(draft, clause)
    if len(role) <= LONGEST_ROLE:
        draft.counted += ((role, count),)
        return True
    draft.total = count if draft.total is None else draft.total
    draft.notes += (role,)
    return True


def _setting(draft: _Draft, piece: str) -> bool:
    """Place and work out of one clause; True if it gave either."""
    body = w.FROM.sub("", piece).strip()
    if not body or w.EMPTY_WORDS.match(body):
        return True
    if (subject := w.SUBJECT.match(body)) and VERB.match(body, subject.end()):
        body = body[subject.end() :]
    if due := w.DUE.match(body):
        draft.title = draft.title or tidy(due["work"])
        where = re.match(r"(?P<place>.+?)的", due["what"])
        draft.place = draft.place or (where["place"] if where and sited(where["place"]) else None)
        return True
    if body.startswith("把") and len(body) > 3:
        draft.title = draft.title or tidy(body)
        return True
    if w.NOT_TITLE.search(body) and not re.search(r"^(?:在|到|去)", body):
        return False
    meeting = w.MEET_AT.match(body)
    if meeting is None or not sited(meeting["place"]) or "在" in meeting["place"]:
        body = _without_subject(body)
        meeting = w.MEET_AT.match(body)
    if meeting and not draft.met and not VERB.match(meeting["place"]):
        draft.place, draft.met = read_place(meeting["place"]), True
        rest = meeting["rest"].strip()
        return bool(not rest or _setting(draft, rest) or True)
    if w.STATE.search(body):
        return False
    place, work = split(body)
    if place and draft.place is None:
        draft.place = place
    if work and not place and not re.match(r"^(?:去|到|在|帮)", work) and not VERB.match(work):
        if draft.carried and len(work) <= 4 and not sited(work) and not w.NO_PLACE.search(work):
            draft.bring += (work,)
            return True
        draft.loose += (work,)
        return True
    if work and not draft.title:
        draft.title = tidy(work)
        return True
    return bool(place) and not work


def _without_subject(body: str) -> str:
    """有空的来村委会搬桌子, 全体党员到村口: who shall come is no part of where."""
    who = w.WHO_GOES.match(body)
    if not who or sited(who["who"]) or VERB.match(body) or (VERB.search(who["who"]) and not who["who"].endswith("的")) or w.NO_SUBJECT.search(who["who"]):
        return body
    return body[who.end() :]
