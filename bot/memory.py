"""What a conversation in the middle of a question remembers, on our own tables: it survives a restart.

Moves made while an update is handled wait in its scope and are saved with its write, or not at all.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.clock import Clock
from storage import updates, wizards
from storage.store import Store
from storage.tx import Tx
from storage.wizards import Seat

_REMEMBERED: Final = 4096


@dataclass(frozen=True, slots=True)
class _Move:
    """Where a conversation will be once the update's write is on disk."""

    seat: Seat
    state: str | None
    memory: Mapping[str, Any]
    now: datetime

    async def __call__(self, tx: Tx) -> None:
        await wizards.save(tx, self.seat, self.state, self.memory, self.now)


class Memory(BaseStorage):
    """aiogram's storage of states and their memory. The memory must be JSON."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self._known: OrderedDict[Seat, tuple[str | None, Mapping[str, Any]]] = OrderedDict()
        """What the table says of those who were here lately."""
        self._seated: frozenset[Seat] | None = None
        """Who was in a conversation when the table was last looked through: most people are in none at all."""
        self._moved: set[Seat] = set()
        """Who may have sat down since."""

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        _, memory = await self._load(key)
        await self._move(key, state.state if isinstance(state, State) else state, memory)

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._load(key))[0]

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        state, _ = await self._load(key)
        await self._move(key, state, dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict((await self._load(key))[1])

    async def close(self) -> None:
        """Nothing to close: the store is not ours."""

    async def _load(self, key: StorageKey) -> tuple[str | None, Mapping[str, Any]]:
        seat = _seat(key)
        scope = updates.current()
        move = scope.wizard_moves.get(seat) if scope else None
        if isinstance(move, _Move):
            return move.state, move.memory
        if seat in self._known:
            return self._known[seat]
        if self._seated is None:
            self._seated = await self.store.read(wizards.seats)
        if seat not in self._seated and seat not in self._moved:
            return None, {}
        found = await self.store.read(wizards.load, seat)
        self._known[seat] = found
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return found

    def forget(self) -> None:
        """Rows were deleted by somebody else: look at the table again."""
        self._known.clear()
        self._seated = None

    async def _move(self, key: StorageKey, state: str | None, memory: Mapping[str, Any]) -> None:
        seat = _seat(key)
        if state is None and not memory and await self._load(key) == (None, {}):
            return  # nobody was sitting there
        scope = updates.current()
        self._moved.add(seat)
        # One person's updates are handled one after the other, so nobody looks between the move and its commit.
        self._known.pop(seat, None)
        if scope is None:
            await self.store.write(wizards.save, seat, state, memory, self.clock.now())
            return
        scope.wizard_moves[seat] = _Move(seat, state, memory, scope.now)


def _seat(key: StorageKey) -> Seat:
    return Seat(key.bot_id, key.chat_id, key.user_id, key.thread_id or 0)
