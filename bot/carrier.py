"""Carries one claimed letter: takes its chat's turn, has it written, sends it, and records what became of it."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat, TelegramRetryAfter

from bot.clock import Clock
from bot.failures import Failure, failure_of, why_unreachable
from bot.pacer import Pacer, slot_taken
from domain.people import UserId
from domain.promises import RESEND_IN_DOUBT, Kind, Promise
from domain.refusals import Refused
from handlers.letters import Outgoing, Writer
from storage import calls, outbox, people, planning
from storage.engine import StorageUnavailable
from storage.outbox import Letter
from storage.store import Store
from storage.tx import Tx
from usecases import villages

log = logging.getLogger(__name__)

T = TypeVar("T")
Deed = Callable[[Tx, Mapping[str, Any], datetime], Awaitable[None]]

ATTEMPTS: Final = 8
"""A row is tried this often; counted when it is claimed, so that one which kills the program is counted too."""
LONGEST_TURN: Final = 5.0
"""Seconds a claimed row waits for its chat; if it would be longer it gives its claim back, for the lease runs."""
SEND_TIMEOUT: Final = 30
_UNREADABLE: Final = (KeyError, TypeError, ValueError)


@dataclass(slots=True)
class Carrier:
    """What sending needs: who writes each kind of letter, who does each deed, whom to tell of a failure."""

    bot: Bot
    store: Store
    clock: Clock
    pacer: Pacer
    writers: Mapping[Kind, Writer]
    deeds: Mapping[Kind, Deed]
    operators: frozenset[int] = frozenset()

    async def carry(self, letter: Letter) -> bool:
        """Send a letter or record why not. False when the platform could not be reached at all."""
        try:
            await self._carry(letter)
        except Exception as fault:
            return await self._failed(letter, fault)
        return True

    async def do(self, letter: Letter) -> None:
        """A deed: done and recorded as kept in one transaction, or tried again later."""
        try:
            await self.store.write(_keep, letter, self.deeds[letter.kind], self.clock.now())
        except Refused as refused:
            await self._record(outbox.bury, letter, now=self.clock.now(), fate="untrue", error=refused.reason)
        except StorageUnavailable:
            await self._record(outbox.give_back, letter, until=self.clock.now(), error="storage", counts=False)
            raise
        except Exception as fault:
            log.error("the deed %s of row %d failed", letter.kind.value, letter.id, exc_info=_bare(fault))
            await self._again_or_never(letter, fault, patient=True)

    async def give_up(self, letter: Letter) -> None:
        """Its attempts were used up and none of them came to an end: each time the program did, maybe because of it."""
        log.error("row %d (%s) is given up after %d attempts", letter.id, letter.kind.value, letter.attempts)
        await self._fail_for_good(letter, "it ended the program")

    async def _carry(self, letter: Letter) -> None:
        assert letter.to is not None
        if self._expired(letter):
            await self._bury(letter, "expired")
            return
        wait = self.pacer.wait_for(letter.to, letter.rank)
        if wait > LONGEST_TURN:
            until = self.clock.now() + timedelta(seconds=wait)
            await self._record(outbox.give_back, letter, until=until, error="the chat's turn", counts=False)
            return
        if letter.kind is Kind.CARD and self.pacer.limits.card_first:
            # Taps that come in one breath become one edit; the letter is written after it.
            await asyncio.sleep(self.pacer.limits.card_first)
        await self.pacer.slot(letter.to, letter.rank)
        now = self.clock.now()
        if self._expired(letter):
            await self._bury(letter, "expired")
            return
        fresh, out = await self.store.read(_write, letter, self.writers[letter.kind], now)
        if fresh is None:
            return  # taken back meanwhile: the row is gone
        if out is None:
            await self._bury(fresh, "untrue")
            return
        if await self._is_out_of(out.to or fresh.to):
            await self._bury(fresh, "unreachable", "the bot is not in the group")
            return
        out, message_id = await self._send(fresh, out)
        gap = self.pacer.limits.card_gap if fresh.kind is Kind.CARD else 0.0
        await self._record(_sent, fresh, out, message_id, self.clock.now(), gap)

    async def _send(self, letter: Letter, out: Outgoing) -> tuple[Outgoing, int | None]:
        """Send it, helping over what can be helped: a lost message, a lost topic, a person out of reach."""
        thread = out.thread_id if out.thread_id is not None else letter.thread_id
        paid = letter.to
        while True:
            chat = out.to or letter.to
            assert chat is not None
            if paid != chat:
                await self.pacer.slot(chat, letter.rank)
            paid = None
            try:
                with slot_taken():
                    return out, await self._post(out, chat, thread)
            except Exception as fault:
                match failure_of(fault):
                    case Failure.SAME:
                        return out, out.edit
                    case Failure.LOST if out.edit is not None and not out.repost:
                        return out, out.edit
                    case Failure.LOST if out.edit is not None:
                        out = replace(out, edit=None)
                        if out.card is not None:
                            await self._record(calls.card_is, out.card, None)
                    case Failure.NO_THREAD if thread is not None:
                        thread = None
                    case Failure.UNREACHABLE if chat > 0:
                        await self._record(people.set_unreachable, UserId(chat), why_unreachable(fault))
                        instead = out.fallback
                        if instead is None or instead.to is None:
                            raise
                        out, thread = instead, instead.thread_id
                    case _:
                        raise

    async def _post(self, out: Outgoing, chat: int, thread: int | None) -> int | None:
        words = out.text.as_kwargs()
        if out.edit is not None:
            await self.bot.edit_message_text(
                chat_id=chat,
                message_id=out.edit,
                reply_markup=out.keyboard,
                request_timeout=SEND_TIMEOUT,
                **words,
            )
            return out.edit
        message = await self.bot.send_message(
            chat, reply_markup=out.keyboard, message_thread_id=thread, request_timeout=SEND_TIMEOUT, **words
        )
        return message.message_id

    async def _failed(self, letter: Letter, fault: Exception) -> bool:
        now, name = self.clock.now(), type(fault).__name__
        match failure_of(fault):
            case Failure.LATER:
                assert isinstance(fault, TelegramRetryAfter)
                until = now + timedelta(seconds=fault.retry_after + random.random())  # noqa: S311
                await self._record(outbox.give_back, letter, until=until, error=name, counts=False)
            case Failure.MOVED:
                assert isinstance(fault, TelegramMigrateToChat)
                old = _chat_of(fault, letter)
                moved = await self._record(villages.move, now=now, old=old, new=fault.migrate_to_chat_id)
                if moved or await self._record(_goes_elsewhere, letter, old):
                    await self._record(outbox.give_back, letter, until=now, error=name, counts=False)
                else:
                    # Nobody's group, or its new id is a village already: it would be refused again and again.
                    await self._bury(letter, "unreachable", "the group has another id")
            case Failure.OFFLINE:
                await self._record(outbox.give_back, letter, until=now, error=name, counts=False)
                return False
            case Failure.UNREACHABLE:
                why = why_unreachable(fault)
                if (chat := _chat_of(fault, letter)) < 0:
                    out = why in ("kicked", "gone")
                    noticed = villages.lose if out else villages.fall_silent
                    await self._record(noticed, now=now, chat_id=chat, operators=self.operators)
                await self._bury(letter, "unreachable", why)
            case Failure.DOUBT if letter.kind not in RESEND_IN_DOUBT:
                await self._bury(letter, "failed", f"in doubt: {name}")
            case Failure.DOUBT:
                await self._again_or_never(letter, fault, patient=True)
            case None if isinstance(fault, StorageUnavailable):
                await self._record(outbox.give_back, letter, until=now, error=name, counts=False)
            case None:
                log.error("row %d (%s) cannot be written", letter.id, letter.kind.value, exc_info=_bare(fault))
                await self._again_or_never(letter, fault, patient=not isinstance(fault, _UNREADABLE))
            case _:
                log.warning("row %d (%s) was refused: %s", letter.id, letter.kind.value, fault)
                await self._again_or_never(letter, fault, patient=True)
        return True

    async def _again_or_never(self, letter: Letter, fault: Exception, *, patient: bool) -> None:
        now, name = self.clock.now(), type(fault).__name__
        if patient and letter.attempts + 1 < ATTEMPTS:
            until = now + timedelta(seconds=min(2**letter.attempts, 300))
            await self._record(outbox.give_back, letter, until=until, error=name)
            return
        await self._fail_for_good(letter, name)

    async def _fail_for_good(self, letter: Letter, name: str) -> None:
        now = self.clock.now()
        await self._bury(letter, "failed", name)
        if letter.kind is not Kind.OPERATOR:
            facts: dict[str, int | str] = {
                "line": "operator-letter-failed",
                "letter": str(letter.id),
                "kind": letter.kind.value,
                "error": name,
            }
            await self._record(outbox.promise, to_operators(self.operators, f"letter:{letter.id}", now, facts))

    async def _bury(self, letter: Letter, fate: str, error: str | None = None) -> None:
        # A letter that is no longer true is the ordinary end of a promise: nobody need read of it.
        level = logging.DEBUG if fate == "untrue" else logging.INFO
        log.log(level, "row %d (%s) is not sent: %s", letter.id, letter.kind.value, fate)
        await self._record(outbox.bury, letter, now=self.clock.now(), fate=fate, error=error)

    async def _is_out_of(self, chat: int | None) -> bool:
        """Whether the bot knows that it was removed from this group: the platform need not be asked again."""
        return chat is not None and chat < 0 and await self.store.read(villages.is_out_of, chat_id=chat)

    async def _record(self, action: Callable[..., Awaitable[T]], *args: Any, **facts: Any) -> T:
        """What became of a letter must be written down: a database that is away is waited for."""
        pause = 0.0
        while True:
            try:
                return await self.store.write(action, *args, **facts)
            except StorageUnavailable as fault:
                if not pause:
                    log.error("what was sent cannot be recorded yet: %s", fault)
                pause = min(10.0, pause * 2 or 0.2)
                await asyncio.sleep(pause)

    def _expired(self, letter: Letter) -> bool:
        return letter.expires_at is not None and letter.expires_at <= self.clock.now()


def to_operators(operators: Iterable[int], about: str, now: datetime, facts: Mapping[str, int | str]) -> list[Promise]:
    """One line to each operator; `facts["line"]` names its text."""
    return [
        Promise(Kind.OPERATOR, f"op:{about}:{operator}", operator, now, payload={**facts, "who": operator})
        for operator in sorted(operators)
    ]


async def _write(tx: Tx, letter: Letter, writer: Writer, now: datetime) -> tuple[Letter | None, Outgoing | None]:
    fresh = await outbox.again(tx, letter)
    if fresh is None:
        return None, None
    return replace(fresh, attempts=letter.attempts), await writer(tx, fresh.payload, now)


async def _sent(tx: Tx, letter: Letter, out: Outgoing, message_id: int | None, now: datetime, gap: float) -> None:
    if out.card is not None and message_id is not None:
        await calls.card_is(tx, out.card, message_id)
    if out.advice is not None and message_id is not None:
        await planning.amend_advice(tx, out.advice, message_id=message_id)
    not_before = now + timedelta(seconds=gap) if gap else None
    await outbox.sent(tx, letter, now=now, message_id=message_id, not_before=not_before)


async def _keep(tx: Tx, letter: Letter, deed: Deed, now: datetime) -> None:
    fresh = await outbox.again(tx, letter)
    if fresh is not None:
        await deed(tx, fresh.payload, now)
        await outbox.sent(tx, fresh, now=now, message_id=None, not_before=None)


async def _goes_elsewhere(tx: Tx, letter: Letter, old: int) -> bool:
    """Whether somebody moved the group meanwhile: the row goes to another chat by now, or is gone."""
    fresh = await outbox.again(tx, letter)
    return fresh is None or fresh.to != old


def _chat_of(fault: Exception, letter: Letter) -> int:
    """The chat that refused: a letter to a person may have gone to the group instead."""
    chat = getattr(getattr(fault, "method", None), "chat_id", None)
    return chat if isinstance(chat, int) else letter.to or 0


def _bare(fault: Exception) -> Any:
    """The way of a fault without its words, which somebody may have typed."""
    return RuntimeError, RuntimeError(type(fault).__name__), fault.__traceback__
