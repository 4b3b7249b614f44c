"""The pacer keeps the platform's limits, lets answers go first, and obeys "retry after"; time is the test's own."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, GetUpdates, SendChatAction, SendMessage

from bot.pacer import INTERACTIVE, STAGE, TELEGRAM, Pacer, is_message
from domain.promises import Rank
from tests.faults import GROUP


class Time:
    """Monotonic seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._due: list[tuple[float, int, _Handle]] = []
        self._count = count()

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[..., object], *args: Any) -> _Handle:
        handle = _Handle(lambda: callback(*args))
        heapq.heappush(self._due, (when, next(self._count), handle))
        return handle

    async def advance(self, seconds: float) -> None:
        """Let so many seconds pass, and everything due in them happen."""
        end = self.now + seconds
        await _breathe()
        while self._due and self._due[0][0] <= end:
            self.now, _, handle = heapq.heappop(self._due)
            if not handle.cancelled:
                handle.callback()
            await _breathe()
        self.now = end
        await _breathe()


class _Handle:
    def __init__(self, callback: Callable[[], object]) -> None:
        self.callback = callback
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


async def _breathe() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def pacer(time: Time) -> Pacer:
    return Pacer(TELEGRAM, time)


def _ask(pacer: Pacer, went: list[tuple[float, Any]], chat: int, rank: str, name: Any = None) -> asyncio.Task[None]:
    async def ask() -> None:
        await pacer.slot(chat, rank)
        went.append((pacer.timer.time(), chat if name is None else name))

    return asyncio.create_task(ask())


async def test_no_second_carries_more_than_thirty(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    tasks = [_ask(pacer, went, user, Rank.PERSONAL) for user in range(1, 401)]
    await time.advance(20)
    assert all(task.done() for task in tasks)
    moments = [at for at, _ in went]
    busiest = max(sum(start <= at < start + 1 for at in moments) for start in moments)
    assert busiest <= 30
    assert moments[-1] - moments[0] < 400 / 28.5 + 0.1


async def test_a_person_gets_one_letter_a_second(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    for _ in range(4):
        _ask(pacer, went, 7, Rank.PERSONAL)
    await time.advance(10)
    moments = [at - 1000 for at, _ in went]
    assert moments == pytest.approx([0, 1, 2, 3], abs=0.01)


async def test_a_person_who_talks_gets_a_few_answers_at_once(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    for _ in range(4):
        _ask(pacer, went, 7, INTERACTIVE)
    await time.advance(0.5)
    assert len(went) == 3
    await time.advance(2.6)
    assert len(went) == 4


async def test_no_minute_of_a_group_carries_more_than_twenty_and_answers_have_room(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    for _ in range(30):
        _ask(pacer, went, GROUP, Rank.CARD)
    await time.advance(30)
    assert len(went) == 18
    for _ in range(3):
        _ask(pacer, went, GROUP, INTERACTIVE)
    await time.advance(1)
    assert len(went) == 20
    await time.advance(200)
    moments = [at for at, _ in went]
    assert max(sum(start <= at < start + 60 for at in moments) for start in moments) <= 20


async def test_a_full_group_holds_up_nobody_else(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    for _ in range(30):
        _ask(pacer, went, GROUP, Rank.CARD)
    _ask(pacer, went, 7, Rank.BROADCAST, "person")
    await time.advance(2)
    assert "person" in [name for _, name in went]


async def test_answers_go_before_cards_before_letters_before_broadcasts(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    for _ in range(2):
        _ask(pacer, went, 1, INTERACTIVE, "first")
    await time.advance(0)
    for user, rank in enumerate((Rank.BROADCAST, Rank.PERSONAL, Rank.CARD, INTERACTIVE), start=2):
        _ask(pacer, went, user, rank, rank)
    await time.advance(1)
    assert [name for _, name in went][2:] == [INTERACTIVE, Rank.CARD, Rank.PERSONAL, Rank.BROADCAST]


async def test_retry_after_holds_its_chat_only(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    pacer.hold(7, 7)
    _ask(pacer, went, 7, INTERACTIVE)
    _ask(pacer, went, 8, Rank.BROADCAST)
    await time.advance(6.9)
    assert [name for _, name in went] == [8]
    await time.advance(0.2)
    assert [name for _, name in went] == [8, 7]


async def test_retry_after_for_three_chats_at_once_holds_everything(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    for chat in (1, 2, 3):
        pacer.hold(chat, 5)
    _ask(pacer, went, 99, INTERACTIVE)
    await time.advance(4.9)
    assert went == []
    await time.advance(0.2)
    assert len(went) == 1


async def test_who_stops_waiting_gives_up_the_place(pacer: Pacer, time: Time) -> None:
    went: list[tuple[float, Any]] = []
    pacer.hold(7, 5)
    gone = _ask(pacer, went, 7, INTERACTIVE, "gone")
    _ask(pacer, went, 7, INTERACTIVE, "stays")
    await time.advance(1)
    gone.cancel()
    await time.advance(10)
    assert [name for _, name in went] == ["stays"]


async def test_the_stage_has_no_limits(time: Time) -> None:
    pacer = Pacer(STAGE, time)
    went: list[tuple[float, Any]] = []
    for _ in range(500):
        _ask(pacer, went, GROUP, Rank.CARD)
    await time.advance(0.01)
    assert len(went) == 500


def test_only_messages_count_against_the_limits() -> None:
    assert is_message(SendMessage(chat_id=1, text="x"))
    assert is_message(EditMessageText(chat_id=1, message_id=2, text="x"))
    assert not is_message(AnswerCallbackQuery(callback_query_id="1"))
    assert not is_message(SendChatAction(chat_id=1, action="typing"))
    assert not is_message(GetUpdates())
