"""What the bot has promised to do later: the kinds of outbox rows, their rank and what a doubtful send means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Every promise there is. Each has one letter that writes it (or one deed that does it) in bot/."""

    CARD = "card"
    """Show a call's card in a group, or redraw it: {call, card}."""
    REMINDER = "reminder"
    """A private reminder: {call, person, slot, version}."""
    MENTION = "mention"
    """One group line naming those whom no private reminder reaches: {call, slot, version}."""
    MOVED_UP = "moved_up"
    """You have a place now: {call, person}. In the group by mention when the person has no private chat."""
    OFFER = "offer"
    """A place came free and is held for you until …: {call, person, queue}. To the keeper of somebody
    without a phone; in the group by mention when no private message arrives."""
    DECIDE = "decide"
    """A place came free in the night or shortly before: the organisers say who gets it: {call, person}."""
    PUT_BACK = "put_back"
    """The organisers need fewer people, and you wait again, before the others: {call, person, queue}."""
    CHANGED = "changed"
    """An open call was changed, told to one person on the list or to a keeper: {call, person, fields, was}, where `was`
    is the instant it was to meet before, `fields` the names of what changed."""
    CHOOSE_DUTY = "choose_duty"
    """The duty somebody chose is no more: which one now: {call, person}."""
    SIGNED_FOR = "signed_for"
    """A neighbour signed you up: {call, person, by}. Only in private."""
    CLAIM = "claim"
    """Somebody says to be the one a keeper entered; asked of the keeper, else of organisers: {entry, person, asked}."""
    CLAIM_SAID = "claim_said"
    """What became of one's claim: {entry, person, right}."""
    CANCELLED = "cancelled"
    """The activity is off, told to one person on the list or to a keeper: {call, person}."""
    STATE_LINE = "state_line"
    """One line in the group for a change of state: {call, line}; for a changed time or place {…, fields, was}."""
    THANKS = "thanks"
    """The thank-you with the figures, edited when they change: {call, card}."""
    TICK_LIST = "tick_list"
    """A tick list that lies open at an organiser is drawn again when the activity ends: {call, reader, message}."""
    APPOINTED = "appointed"
    """One line in the group for a role that was taken by a link: {person, role}."""
    LEFT = "left"
    """Somebody with a place left the group, told to an organiser: {call, person, organiser}."""
    FEEDBACK = "feedback"
    """The invitation to answer: {round, person}."""
    ASKING = "asking"
    """One group line for those whom no invitation reaches in private: {round, call}."""
    DIGEST = "digest"
    """The digest is ready, told to a social worker: {round, person}."""
    SUMMARY = "summary"
    """The meeting summary is made, told to an organiser: {round, person}."""
    EVENING = "evening"
    """The evening overview for an organiser: {village, person, day}."""
    MILESTONE = "milestone"
    """The first activity, or 10, 50, 100 hours: told to the volunteer alone: {person, goal}."""
    CERTIFICATE_ASKED = "certificate_asked"
    """A volunteer asks for a certificate, told to a social worker: {person, worker}."""
    CERTIFICATE = "certificate"
    """The certificate is made, told to the volunteer: {person, worker}."""
    APPROVAL = "approval"
    """A social worker's draft waits for an official's word: {call, person, version}."""
    VERDICT = "verdict"
    """What an official said to the draft, told to the worker: {verdict, person}."""
    APPROVAL_LINE = "approval_line"
    """One line in the group: from now on drafts need an official's word, or no longer do: {village, on}."""
    ADVICE = "advice"
    """A planning question to the group, with what was said so far; redrawn in place: {advice}."""
    SERIES_DRAFT = "series_draft"
    """The draft of a call that comes again, to an organiser: {call, person, version}."""
    END_NUDGE = "end_nudge"
    """A call is over and nobody tapped 结束; to whoever posted or changed it: {call, person}."""
    OPERATOR = "operator"
    """One line to the operator: {line, ...facts}."""
    # Deeds: nothing is sent, a use case is done when its time has come.
    SETTLE_NO_SHOWS = "settle_no_shows"
    """A day after the end: {call}."""
    OPEN_ROUND = "open_round"
    SERIES_DUE = "series_due"
    """Two evenings before its date a series makes its draft: {series, on}."""
    CLOSE_ADVICE = "close_advice"
    """Three days after a planning question: {advice}."""
    OFFER_LAPSES = "offer_lapses"
    """Nobody answered an offer: it passes on: {call, person, queue}."""
    CLOSE_ROUND = "close_round"
    FREEZE_ROUND = "freeze_round"


DEEDS: Final = frozenset(
    {
        Kind.SERIES_DUE,
        Kind.CLOSE_ADVICE,
        Kind.SETTLE_NO_SHOWS,
        Kind.OFFER_LAPSES,
        Kind.OPEN_ROUND,
        Kind.CLOSE_ROUND,
        Kind.FREEZE_ROUND,
    }
)

RESEND_IN_DOUBT: Final = frozenset(Kind) - {Kind.EVENING}
"""When nobody can tell whether the platform took a message, these are sent again: a repeat is better than silence."""


class Rank(StrEnum):
    """Who goes first when the platform's limits make messages wait. Interactive answers go before all of these."""

    CARD = "1-card"
    PERSONAL = "2-personal"
    BROADCAST = "3-broadcast"


RANKS: Final[Mapping[Kind, Rank]] = {
    Kind.CARD: Rank.CARD,
    Kind.STATE_LINE: Rank.CARD,
    Kind.THANKS: Rank.CARD,
    Kind.APPOINTED: Rank.CARD,
    Kind.ASKING: Rank.CARD,
    Kind.APPROVAL_LINE: Rank.CARD,
    Kind.ADVICE: Rank.CARD,
    Kind.FEEDBACK: Rank.BROADCAST,
    Kind.EVENING: Rank.BROADCAST,
    Kind.MILESTONE: Rank.BROADCAST,
}


@dataclass(frozen=True, slots=True)
class Promise:
    """A row to be written with the fact that causes it. `dedupe` makes it once; `to` is a chat (a person's user id
    for private ones) or None for a deed; `payload` holds ids and figures, for an operator's line also a
    village's title or the kind of a fault; never what a person wrote."""

    kind: Kind
    dedupe: str
    to: int | None
    due_at: datetime
    expires_at: datetime | None = None
    payload: Mapping[str, int | str] = field(default_factory=dict)
    thread_id: int | None = None

    @property
    def rank(self) -> Rank:
        return RANKS.get(self.kind, Rank.PERSONAL)
