"""The door before the conversations: a tap goes straight to those that know its word, past all the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery

from handlers.buttons import Tap

_TAPS: Final = "callback_query"


class Door(Router):
    """aiogram asks every router and every filter on the way, twenty-eight routers for one 报名. Which conversation
    could answer which word is known when the door is built; the order among those is kept."""

    def __init__(self, conversations: Iterable[Router]) -> None:
        super().__init__(name="door")
        # Not include_router: the same conversations may stand behind several doors (tests, the demo).
        self.sub_routers.extend(conversations)
        self._words = [(room, known_words(room)) for room in self.sub_routers]
        self._rooms: dict[str, tuple[Router, ...]] = {}
        every = frozenset[str]().union(*(words for _, words in self._words if words is not None))
        for word in every:
            self._rooms[word] = tuple(room for room, words in self._words if words is None or word in words)
        self._others = tuple(room for room, words in self._words if words is None)

    def rooms_for(self, pressed: str) -> tuple[Router, ...]:
        """The conversations that could answer a button with this data."""
        return self._rooms.get(pressed.partition(":")[0], self._others)

    async def _propagate_event(self, observer: Any, update_type: str, event: Any, **kwargs: Any) -> Any:
        if not isinstance(event, CallbackQuery):
            return await super()._propagate_event(observer, update_type, event, **kwargs)
        for room in self.rooms_for(event.data or ""):
            answer = await room.propagate_event(update_type, event, **kwargs)
            if answer is not UNHANDLED:
                return answer
        return UNHANDLED


def known_words(room: Router) -> frozenset[str] | None:
    """The words of buttons that a conversation and those inside it answer to; None: any word may be for it."""
    words = set[str]()
    for router in room.chain_tail:
        taps = router.observers[_TAPS]
        if taps.outer_middleware or taps._handler.filters:
            return None
        for handler in taps.handlers:
            named = [one.callback.name for one in handler.filters or () if isinstance(one.callback, Tap)]
            if not named:
                return None
            words.update(named)
    return frozenset(words)
