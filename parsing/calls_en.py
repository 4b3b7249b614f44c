"""A call in one English sentence: tomorrow 6am harvest potatoes at the garden, need 20, bring gloves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from parsing.counts import Count, count_of, total_of
from parsing.drafts import CallReading, ParsedRole, finished
from parsing.fields import read_bring
from parsing.labels import Labelled, labelled
from parsing.times import TimeReading, read_moment

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "half a dozen": 6, "a dozen": 12, "a couple of": 2,
}  # fmt: skip
_SPELT = re.compile(
    rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?= [a-z]|"
    rf"$)",
    re.IGNORECASE,
)
_PEOPLE = r"(?:people|persons?|volunteers?|helpers?|hands|villagers|ppl|men|women|folks|of you|adults)"
_HOW = r"(?P<n>\d{1,4})(?:\s*(?:-|–|~|to)\s*(?P<n2>\d{1,4}))?(?P<rough>\+| or so|-odd)?"
_ASK = (
    r"(?:(?:we|i|the village|they)\s+)?(?:(?:still|will|would|also|only|urgently)\s+)*"
    r"(?:need|needs|needed|require|requires|looking for|look for|want|wanted|seeking|calling for|call for|"
    r"call|"
    r"calling|for|about|around|max|at most|up to|at least|could use|get|can|could|volunteers? (?:wanted|"
    r"needed|required)|wanted|help)"
)
_NEED = re.compile(
    rf"^(?:{_ASK}[\s:]+)*{_HOW}\s*(?:(?:more|strong|able|young|extra|good|"
    rf"experienced)\s+)*(?P<people>{_PEOPLE})?\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_BRING = re.compile(
    r"^(?:please |everyone |everybody |all |and |also |do |remember to |don't forget to |you should |"
    r"must )*"
    r"(?:bring|wear|take|carry|don't forget|with your)\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"^(?:(?:we |let's |please |everyone )*(?:will )?(?:meet|meeting|meet up|gather|gathering|assemble|"
    r"starting)\s*)?"
    r"(?:point\s*:?\s*)?(?:in front of|at|near|in|by|outside|place:)\s+(?:the\s+)?(?P<place>[a-z][\w' ]+)$",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"^(?:at|in)\s+(?:the\s+)?(?P<place>[a-z][\w' ]+?)\s+to\s+(?P<work>[a-z].+)"
    r"$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\s*\b(?:at|in front of|in|by|near|outside|behind|along|around)\s+(?:the\s+)?(?P<place>(?!least\b|"
    r"most\b)[a-z][\w' ]+?)\s*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:(?:can|could|who can|is) (?:anyone|anybody|someone|you|you all)|on|at|from|we will|we'll|"
    r"we're|we are going to|we're going to|we are|let's|let us|please|come and|come to|come|"
    r"join us (?:to|for)|join|help us|help to|help with|help|to|for|and|calling all volunteers|"
    r"volunteers?(?= to)|"
    r"everyone|dear (?:all|neighbou?rs|volunteers)|hi (?:all|everyone)|hello(?: everyone)?|hi|"
    r"hello)\b[\s:!]*)+",
    re.IGNORECASE,
)
_LITTLE = re.compile(
    r"^(?:join(?: us)?|us|volunteers?(?: wanted| needed)?|help(?: wanted| needed)?|wanted|meet|meeting|"
    r"gather|at|on|from|by|until|to|and|thanks|thank you|please|everyone|starting|sharp|start)$",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\b(?:hall|canteen|garden|field|fields|square|school|office|gate|orchard|bridge|river|road|street|"
    r"park|house|home|"
    r"cent(?:er|re)|clinic|village|farm|yard|pond|hill|station|stop|library|hospital|market|bank|shop|"
    r"store|stadium|museum|building|room|lake|forest|plaza|kitchen|temple|church|barn|playground|"
    r"greenhouse|slope|field)(?: no\.? ?\d+)?$",
    re.IGNORECASE,
)
_SITE_TO_WORK = re.compile(r"^(?:at |in )?(?:the )?(?P<place>[\w' ]+?) to (?P<work>[a-z].+)$", re.IGNORECASE)
_SITE_THEN_WORK = re.compile(
    rf"^(?:the )?(?P<place>(?:[a-z']+ ){{0,2}}?{_SITE.pattern.replace('$', '')}) "
    r"(?P<work>(?:harvest|pick|clean|plant|dig|sweep|paint|cook|make|move|carry|repair|fix|build|cut|water|"
    r"weed|sort|pack|load|"
    r"unload|teach|visit|deliver|collect|shovel|clear|remove|decorate|set up|wash|tidy|trim|prune|serve|"
    r"hand out|rehearse)\b.+)$",
    re.IGNORECASE,
)
_KIND_FOR = re.compile(r"^(?P<role>[a-z]{3,20}) (?:for|to) (?P<work>.+)$", re.IGNORECASE)
_NAMED = re.compile(rf"^(?P<role>[a-z][a-z ]{{2,19}}?)\s*:?\s*{_HOW}$", re.IGNORECASE)
_THINGS = re.compile(
    r"(?:(?:gloves?|hats?|boots?|shovels?|spades?|bags?|buckets?|baskets?|water|brooms?|rakes?|masks?|"
    r"aprons?|knives|scissors|"
    r"umbrellas?|raincoats?|torch(?:es)?|flashlights?|and)[\s+&]*)+",
    re.IGNORECASE,
)
_CHORES = re.compile(
    r"^(?:please |to help with|to help|help with|help|to|for|who can|that can|and|willing to|able to)\s+",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\s+(?:needed|wanted|please|required|only|total|in total|max|on|at|from)$|\s*[.!]+$", re.IGNORECASE
)


@dataclass
class _Draft:
    title: str = ""
    place: str | None = None
    total: Count | None = None
    chore: tuple[str, Count] | None = None
    """10 people to dig potatoes: the work of a counted part, a role when other roles follow."""
    carried: bool = False
    """The clause before named things to bring: bring gloves, boots and water."""
    rough: bool = False
    roles: tuple[ParsedRole, ...] = ()
    bring: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_english_call(words: str, now: datetime) -> CallReading:
    """What an English call says, by the same rules as ``read_call``."""
    words = _SPELT.sub(lambda found: str(_WORDS[found[0].lower()]), words)
    words = re.sub(r"\s@\s", " at ", re.sub(r"[()]", ",", words))
    pieces = labelled(words)
    told = next((piece.value for piece in pieces if piece.kind == "time"), "")
    time = read_moment(told or words, now)
    if not told and time:
        for start, end in sorted(time.spans, reverse=True):
            words = words[:start].rstrip() + "\u0001" + words[end:].lstrip()
        pieces = labelled(words)
    draft = _Draft()
    for piece in pieces:
        if piece.kind != "time":
            _piece(draft, piece)
    if draft.place is None and draft.notes and _SITE.search(draft.title) and len(draft.title.split()) <= 3:
        draft.place, draft.title, draft.notes = draft.title, draft.notes[0], draft.notes[1:]
    total = draft.total
    if draft.chore and draft.roles and total == draft.chore[1]:
        name, count = draft.chore
        total, draft.roles = None, (ParsedRole(name, count.least, count.most), *draft.roles)
    if total is None and draft.roles and not draft.rough:
        total = total_of(tuple(Count(role.least, role.most) for role in draft.roles))
    moment = time if isinstance(time, TimeReading) else None
    return finished(draft.title, moment, draft.place, total, draft.roles, draft.bring, draft.notes)


def _piece(draft: _Draft, piece: Labelled) -> None:
    value = piece.value.replace("\u0001", ",")
    if piece.kind == "title":
        draft.title = value.strip(" .,")
    elif piece.kind == "place":
        draft.place = re.sub(r"^(?:at |in )?(?:the )?", "", value.strip(" .,"), flags=re.IGNORECASE)
    elif piece.kind == "bring":
        draft.bring += read_bring(value.strip(" .,")) or ()
    elif piece.kind == "note":
        draft.notes += (value,)
    else:
        text = re.sub(
            r"(?<=[a-z])\s+(?=(?:please\s+)?(?:bring|"
            r"wear)\s)",
            ", ",
            piece.value,
            flags=re.IGNORECASE,
        )
        text = re.sub(r"\s+(?:and|plus|with)\s+(?=\d)", ", ", text)
        text = re.sub(r"(?<=[a-z])(?<!\bwe)(?<!\bWe) (?=(?:we )?need(?:s|ed)? \d)", ", ", text)
        for clause in re.split(r"[,;!?\n\u0001]+|:\s+|\.(?!\d)|\s+[-–—]\s+", text):
            _clause(draft, " ".join(clause.split()).strip(" :()"))


def _clause(draft: _Draft, clause: str) -> None:
    while (shorter := _ENDING.sub("", clause)) != clause:
        clause = shorter
    if not clause or _LITTLE.match(clause):
        return
    if found := _BRING.match(clause):
        things = read_bring(re.sub(r"\b(?:your own|their own|your)\s+", "", found["what"])) or ()
        draft.bring += tuple(thing for thing in things if thing not in draft.bring)
        draft.carried = True
        return
    if draft.place is None and not _INNER.match(clause) and (there := _THERE.match(clause)):
        draft.place = there["place"].strip()
        return
    if draft.carried and draft.title and not re.search(r"\d", clause) and len(clause.split()) <= 4:
        draft.bring += read_bring(re.sub("^and ", "", clause)) or ()
        return
    draft.carried = False
    if need := _NEED.match(clause):
        _needed(draft, need)
        return
    if _THINGS.fullmatch(clause):
        draft.bring += tuple(re.split(r"[\s+&]+(?:and\s+)?", clause))
        return
    if (named := _NAMED.match(clause)) and (count := count_of(named)):
        if re.fullmatch(_PEOPLE, named["role"], re.IGNORECASE):
            draft.total = draft.total or count
        else:
            draft.roles += (ParsedRole(named["role"], count.least, count.most),)
        return
    if asked := re.match(
        r"^(?:volunteers|people|"
        r"helpers)(?: needed)?:?\s*(?P<n>\d{1,3})$",
        clause,
        re.IGNORECASE,
    ):
        draft.total = draft.total or Count(int(asked["n"]), int(asked["n"]))
        return
    _work(draft, clause)


def _needed(draft: _Draft, need: re.Match[str]) -> None:
    count, rest = count_of(need), _CHORES.sub("", _ENDING.sub("", need["rest"].strip(" :")))
    rest = re.sub(r"^(?:needed|wanted|required)\b\s*(?:to|for|at)?\s*", "", rest, flags=re.IGNORECASE)
    if things := re.match(r"^with\s+(?P<what>[a-z].*)$", rest, re.IGNORECASE):
        draft.bring += read_bring(things["what"]) or ()
        rest = ""
    if count is None:
        draft.rough = True
    if draft.roles and need["people"] and draft.total is None and count and not rest:
        draft.roles += (ParsedRole(need["people"], count.least, count.most),)
        return
    if need["people"] or not rest:
        at = _AT.match(" " + rest) if rest else None
        if at:
            draft.place = draft.place or at["place"].strip()
            rest = ""
        if rest and draft.title and count and len(rest.split()) <= 4:
            draft.roles += (ParsedRole(rest, count.least, count.most),)
            return
        if rest and count and draft.total is None:
            draft.chore = (rest, count)
        draft.total = count if draft.total is None else draft.total
        if rest:
            _work(draft, rest)
    elif count and not draft.title and (kind := _KIND_FOR.match(rest)):
        draft.roles += (ParsedRole(kind["role"], count.least, count.most),)
        _work(draft, kind["work"])
    elif (
        count
        and len(rest.split()) <= 4
        and not re.match(
            r"(?:hours?|minutes?|kg|bags?|"
            r"boxes)\b",
            rest,
            re.IGNORECASE,
        )
    ):
        draft.roles += (ParsedRole(rest, count.least, count.most),)
    else:
        draft.notes += (need[0],)


def _work(draft: _Draft, clause: str) -> None:
    way = _SITE_TO_WORK.match(clause) if draft.place is None else None
    if way and _SITE.search(way["place"]) and len(way["place"].split()) <= 3:
        draft.place, clause = way["place"], way["work"]
    if not draft.title and (sited := _SITE_THEN_WORK.match(clause)) and draft.place is None:
        draft.place, clause = sited["place"], sited["work"]
    said, clause = clause, _LEAD.sub("", clause).strip()
    if not clause or _LITTLE.match(clause):
        return
    if not draft.title:
        if inner := _INNER.match(said):
            draft.place, clause = draft.place or inner["place"], inner["work"]
        at = _AT.search(clause)
        if (
            at is None
            and (
                on := re.search(
                    r"\s+on (?:the )?(?P<place>[\w' ]+)"
                    r"$",
                    clause,
                )
            )
            and _SITE.search(on["place"])
        ):
            at = on
        if at and at.start() > 0 and draft.place is None:
            draft.place, clause = at["place"].strip(), clause[: at.start()]
        draft.title = clause.strip()
    elif draft.place is None and (at := _AT.match(clause)):
        draft.place = at["place"].strip()
    elif draft.place is None and _SITE.search(clause) and len(clause.split()) <= 4:
        draft.place = re.sub(r"^the ", "", clause, flags=re.IGNORECASE)
    else:
        draft.notes += (clause,)
