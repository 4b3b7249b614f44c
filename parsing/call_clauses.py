"""The clauses of a call, one after the other: people, roles, things to bring, place and work, notes."""

from __future__ import annotations

import re

from parsing import call_words as w
from parsing.call_draft import Draft
from parsing.call_setting import setting
from parsing.clock import read_clock
from parsing.counts import Count, count_of
from parsing.fields import read_bring, read_place
from parsing.places import VERB, firmly_sited, sited, split, tidy
from parsing.roles import LONGEST_ROLE, role_name, several

_LONGEST_CLAUSE = 60
"""A longer clause is a story, not a place or a task; it becomes the note."""


def free(draft: Draft, words: str) -> None:
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
            clause(draft, part.strip(' :()"“”'))
            draft.carried = len(draft.bring) > before


def _aside(draft: Draft, words: str) -> str:
    """What stands in brackets: read on when it counts people or names things to bring, else a note."""
    if w.COUNTED.search(words) or w.SEXES.match(words) or w.BRING.match(words) or len(words) < 2:
        return f",{words},"
    draft.notes += (words,)
    return ""


def clause(draft: Draft, piece: str) -> None:
    piece = w.VAGUE.sub("", piece).strip()
    if not piece or w.GREETING.match(piece) or w.EMPTY_WORDS.match(piece):
        return
    piece = re.sub(r"^(?:各位|亲爱的)?(?:志愿者|村民|乡亲|姐妹)(?:朋友)?们?[::\s]+", "", piece)
    if bring := w.BRING.match(piece):
        bringing(draft, bring["what"])
        return
    if w.TOOLS.fullmatch(piece):
        bringing(draft, piece)
        return
    if about := w.ABOUT.match(piece):
        draft.heading = draft.heading or about["what"]
        return
    if where := re.match(r"^(?:(?:集合)?地点(?:就|还)?[在是]|集合[点地][在是:]?)(?P<place>.+)$", piece):
        draft.place = read_place(where["place"]) or draft.place
        return
    if w.EACH.match(piece):
        draft.rough = True
        draft.notes += (piece,)
        return
    if draft.counted and (bare := w.BARE_ROLE.match(piece)) and (count := count_of(bare)):
        draft.counted += ((bare["role"], count),)
        return
    if (hands := w.HANDS.match(piece)) and draft.total is None and not draft.counted:
        draft.total, draft.rough = count_of(hands), draft.rough or count_of(hands) is None
        return
    if len(piece) > _LONGEST_CLAUSE or w.ASIDE.search(piece):
        draft.notes += (piece,)
        return
    if own := w.OWN.match(piece):
        bringing(draft, own["what"])
        return
    if w.NEGATIVE.search(piece):
        draft.rough = True
        return
    if (second := w.SECOND.search(piece)) and read_clock(piece, *second.span()):
        draft.notes += (second[0],)
        for part in (piece[: second.start()], piece[second.end() :]):
            clause(draft, part)
        return
    sexes = list(w.SEXES.finditer(piece))
    if len(sexes) == 2 and "".join(match[0] for match in sexes) == piece:
        draft.counted += tuple((match["sex"], count) for match in sexes if (count := count_of(match)))
        return
    head, roles = several(piece)
    if re.match("其中|里面|包括", piece) and draft.total is None and draft.counted:
        (name, draft.total), draft.counted = draft.counted[-1], draft.counted[:-1]
        draft.title = draft.title or (name if VERB.match(name) else "")
    if roles:
        draft.counted += tuple((name, count) for name, count in roles if count)
        draft.rough |= any(count is None for _, count in roles)
        if head:
            setting(draft, head)
        return
    if len(parts := w.LISTED.split(piece)) > 1:
        for part in parts:
            clause(draft, part)
        return
    if _needing(draft, piece) or _inside(draft, piece) or setting(draft, piece):
        return
    draft.notes += (piece,)


def bringing(draft: Draft, words: str) -> None:
    """Things to bring; what runs on behind them in one breath is a clause of its own."""
    if more := w.GOES_ON.search(words):
        clause(draft, words[more.start() :])
        words = words[: more.start()]
    for part in w.MORE_THINGS.split(words):
        draft.bring += tuple(item for item in read_bring(part) or () if item not in draft.bring)


def _needing(draft: Draft, piece: str) -> bool:
    """要20个人; 2个司机; 要10个人挖土豆; 司机2名."""
    match = w.NEED.match(piece)
    if not match:
        first = w.ROLE_FIRST.match(piece)
        if not first:
            return False
        role = role_name(w.ASK_LEAD.sub("", first["role"]), before=True)
        role = "" if re.match(r"[一两\d]", role) else role
        if all(split(role)) or firmly_sited(role):
            return False
        if w.NOT_HANDS.match(role):
            draft.notes += (piece,)
            return True
        if (count := count_of(first)) and role in w.KINDS.split():
            if draft.counted and draft.total is None:
                draft.counted += ((role, count),)  # 电工2名，帮手4名: one kind among others
                return True
            draft.kinds += ((role, count),)
        return _count(draft, count_of(first), role)
    said = match["role"].strip()
    if (goes := w.ABLE.match(said)) and draft.total is None:
        draft.total = count_of(match)
        if (able := role_name(goes["able"])) and draft.total and len(able) <= LONGEST_ROLE:
            draft.counted += ((able, draft.total),)
        return setting(draft, goes["rest"])
    kind = said if said in w.KINDS.split() else "志愿者" if "志愿者" in piece[: match.start("role")] else ""
    if kind and draft.total is None and (count := count_of(match)):
        if draft.counted:
            draft.counted += ((kind, count),)
            return True
        draft.kinds += ((kind, count),)
    if things := w.ROLE_WITH_THINGS.match(said):
        bringing(draft, re.sub("^(?:自带|带|戴|穿)(?:好|上|着)?", "", things["bring"]))
        said = things["who"]
    role = role_name(said)
    if more := w.AND_MORE.search(match["role"]):
        at = match.start("role") + more.start()
        return _needing(draft, piece[:at]) and _needing(draft, piece[at:])
    if w.NOT_HANDS.match(said):
        draft.notes += (piece,)
        return True
    count = count_of(match)
    if bring := w.BRING.match(re.sub("^[啊吧呀哈]+", "", said)):
        bringing(draft, bring["what"])
        said = role = ""
    if draft.floor and count and draft.total and count.most > draft.total.most and re.match("最多|不超过|最高", piece):
        draft.total = Count(draft.total.least, count.most)
        return True
    draft.floor |= bool(re.match("最少|至少|不少于|最低", piece))
    if draft.total is not None and count != draft.total and (not role or w.NO_ROLE.match(role)):
        draft.notes += (piece,)  # 要20个人，最多30人: the first figure counts, the second is for people to read
        return True
    return _count(draft, count, role, said=said)


def _inside(draft: Draft, piece: str) -> bool:
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
    if things := w.ROLE_WITH_THINGS.match(tail):
        bringing(draft, re.sub("^(?:自带|带|戴|穿)(?:好|上|着)?", "", things["bring"]))
        tail = "" if w.NO_ROLE.match(things["who"]) else things["who"]
    if count is None:
        draft.rough = True
    before = draft.title
    setting(draft, head)
    work = draft.title if not before else tidy(head)
    if count and not tail and not match["ask"] and work and VERB.match(work) and len(work) <= LONGEST_ROLE:
        draft.counted += ((work, count),)
    elif count and draft.total is None:
        draft.total = count
    name = role_name(tail)
    if count and draft.title and 0 < len(name) <= LONGEST_ROLE and not _more_than_role(tail, name):
        draft.total = None if draft.total is count else draft.total
        draft.counted += ((name, count),)
    elif tail:
        clause(draft, tail)
    return True


def _more_than_role(tail: str, name: str) -> bool:
    if w.NO_ROLE.match(name) or w.BRING.match(tail) or w.COUNTED.search(tail) or w.NOT_TITLE.search(tail):
        return True
    return sited(name) or bool(re.match("[到去来在]|就|也|干到", tail))


def _count(draft: Draft, count: Count | None, role: str, said: str = "") -> bool:
    if count is None:
        draft.rough = True
        if role and not w.NO_ROLE.match(role):
            setting(draft, role)
        return True
    if not role or w.NO_ROLE.match(role):
        draft.total = count if draft.total is None else draft.total
        return True
    said = re.sub(
        r"^(?:人|志愿者|义工|名|位|青壮年|壮劳力|劳力|年轻人|党员|村民|妇女|同志|一起|"
        r"帮忙)+",
        "",
        said,
    )
    if (
        not draft.title
        and draft.total is None
        and VERB.search(role)
        and (re.match(r"(?:去|到|在|来)", said) or len(role) > 6)
    ):
        draft.total = count
        return setting(draft, said)
    if len(role) <= LONGEST_ROLE:
        draft.counted += ((role, count),)
        return True
    draft.total = count if draft.total is None else draft.total
    draft.notes += (role,)
    return True
