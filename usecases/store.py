"""The store as conversations may use it: write one action, ask one question. What it is made of stays in storage/."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from storage.engine import StorageUnavailable
from storage.tx import Tx
from storage.updates import AlreadyDone

P = ParamSpec("P")
T = TypeVar("T")

__all__ = ["AlreadyDone", "StorageUnavailable", "Store", "Tx"]


class Store(Protocol):
    """Hands actions and questions to the database; see storage/store.py for what it promises."""

    async def write(
        self, action: Callable[Concatenate[Tx, P], Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run one action as one transaction; its result is given once it is durable."""

    async def read(self, query: Callable[Concatenate[Tx, P], Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask one question of one moment."""
