"""Place and work out of one clause of a call: 到志愿者菜园收土豆, 有空的来村委会搬桌子, 村口集合去县城."""

from __future__ import annotations

import re

from parsing import call_words as w
from parsing.call_draft import Draft
from parsing.fields import read_place
from parsing.places import VERB, sited, split, tidy


def setting(draft: Draft, piece: str) -> bool:
    """Place and work out of one clause; True if it gave either."""
    body = re.sub("[啊吧哈呀]+$", "", w.FROM.sub("", piece).strip())
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
        return bool(not rest or setting(draft, rest) or True)
    if w.STATE.search(body):
        return False
    place, work = split(body)
    if place and w.NO_SITE.match(place):
        return False
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
    if (
        not who
        or sited(who["who"])
        or VERB.match(body)
        or (VERB.search(who["who"]) and not who["who"].endswith("的"))
        or w.NO_SUBJECT.search(who["who"])
    ):
        return body
    return body[who.end() :]
