"""The door to the database: one writer that runs the waiting actions of an instant in one transaction; readers."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import updates
from storage.engine import StorageUnavailable, connect, is_full, is_passing
from storage.tx import Tx
from storage.updates import UpdateScope

P = ParamSpec("P")
T = TypeVar("T")
Action = Callable[Concatenate[Tx, P], Awaitable[T]]

LARGEST_BATCH: Final = 256
TRIES: Final = 5
_READING: Final = {"reading": True}
# A server's usual transaction sees a new moment with every statement.
_READING_SERVER: Final = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@dataclass(slots=True)
class _Waiting:
    run: Callable[[Tx], Awaitable[Any]]
    scope: UpdateScope | None
    outcome: asyncio.Future[Any]
    result: Any = None
    refusal: Exception | None = None


class Store:
    """Reads run side by side; writes go through one writer. Open with `async with Store.open(url) as store`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.committed = asyncio.Event()
        """Set after every commit: there may be something new to send. The sender clears it."""
        self._queue: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._writer: asyncio.Task[None] | None = None
        self._closed = False

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[Store]:
        """Open the database and start the writer; on the way out finish what waits, then close."""
        store = cls(connect(url))
        store._writer = asyncio.create_task(store._write_on(), name="storage-writer")
        try:
            yield store
        finally:
            await store._queue.join()
            store._closed = True
            store._writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await store._writer
            await store.engine.dispose()

    @property
    def sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    async def write(self, action: Action[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one action in the next transaction and return its result once that is on disk.

        Whatever the action raises undoes its own changes only and is raised here. Inside the handling of an update
        (`updates.handling`) the action also claims the update, in the same savepoint: it takes effect once.
        Raises StorageUnavailable when the database cannot take it; nothing was changed then.
        """
        if self._closed:
            raise StorageUnavailable("the store is closed")
        waiting = _Waiting(
            lambda tx: action(tx, *args, **kwargs),
            updates.current(),
            asyncio.get_running_loop().create_future(),
        )
        self._queue.put_nowait(waiting)
        return await asyncio.shield(waiting.outcome)

    async def read(self, query: Action[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query in a transaction of its own that sees one moment and changes nothing.

        Raises StorageUnavailable when the database is away, and whatever the query raises.
        """
        reached = False
        try:
            async with self.engine.connect() as connection:
                reached = True
                await connection.execution_options(**(_READING if self.sqlite else _READING_SERVER))
                async with connection.begin():
                    return await query(Tx(connection, reading=True), *args, **kwargs)
        except Exception as fault:
            if _away(fault, reached):
                raise StorageUnavailable(type(fault).__name__) from fault
            raise

    async def quiet(self) -> None:
        """Wait until no write is waiting or under way."""
        await self._queue.join()

    async def _write_on(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < LARGEST_BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            try:
                await self._settle(batch)
            finally:
                for _ in batch:
                    self._queue.task_done()

    async def _settle(self, batch: list[_Waiting]) -> None:
        fault = await self._commit_with_patience(batch)
        if fault is None:
            self.committed.set()
        for waiting in batch:
            if waiting.outcome.done():
                continue
            error = fault or waiting.refusal
            if error is not None:
                waiting.outcome.set_exception(error)
            else:
                waiting.outcome.set_result(waiting.result)
            waiting.outcome.exception() if error is not None else None

    async def _commit_with_patience(self, batch: list[_Waiting]) -> Exception | None:
        for tried in range(TRIES):
            reached = False
            try:
                async with self.engine.connect() as connection:
                    reached = True
                    await self._run(connection, batch)
            except Exception as fault:  # every fault is given to those who wait
                if is_full(fault):
                    return StorageUnavailable("the disk is full")
                if not _away(fault, reached):
                    return fault
                last = type(fault).__name__
                await asyncio.sleep(0.05 * 2**tried * (1 + random.random()))  # noqa: S311
            else:
                return None
        return StorageUnavailable(last)

    async def _run(self, connection: AsyncConnection, batch: list[_Waiting]) -> None:
        if len(batch) == 1:
            await self._run_alone(connection, batch[0])
        else:
            await self._run_together(connection, batch)
        for waiting in batch:
            if waiting.scope is not None and waiting.refusal is None:
                waiting.scope.claimed = True
                waiting.scope.wizard_moves.clear()

    async def _run_alone(self, connection: AsyncConnection, waiting: _Waiting) -> None:
        """Nobody else's changes are in the transaction: what undoes this action may undo all of it."""
        waiting.result = waiting.refusal = None
        transaction = await connection.begin()
        try:
            if waiting.scope is not None:
                await updates.claim(Tx(connection), waiting.scope)
            waiting.result = await waiting.run(Tx(connection))
        except BaseException as refusal:
            await transaction.rollback()
            if not isinstance(refusal, Exception) or is_passing(refusal) or is_full(refusal):
                raise
            waiting.refusal = refusal
        else:
            await transaction.commit()

    async def _run_together(self, connection: AsyncConnection, batch: list[_Waiting]) -> None:
        """A savepoint each."""
        tx = Tx(connection)
        claimed: set[int] = set()
        async with connection.begin():
            for waiting in batch:
                waiting.result = waiting.refusal = None
                savepoint = await tx.savepoint()
                try:
                    if waiting.scope is not None:
                        await updates.claim(tx, waiting.scope, here=id(waiting.scope) in claimed)
                    waiting.result = await waiting.run(tx)
                except Exception as refusal:
                    if is_passing(refusal) or is_full(refusal):
                        raise
                    await savepoint.rollback()
                    waiting.refusal = refusal
                else:
                    await savepoint.commit()
                    claimed.add(id(waiting.scope))


def _away(fault: Exception, reached: bool) -> bool:
    """Whether the database is away: of what kind a fault is depends on whether a connection was there already."""
    return is_passing(fault) or (not reached and isinstance(fault, OSError))
