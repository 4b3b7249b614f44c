"""What the jobs do: the evening overview of each village, forgetting what nobody needs, the nightly copy, the sweep."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from bot.backups import nightly
from bot.jobs import Job
from bot.parked import KEPT, forget
from bot.places import backup_folder, database_url, parked_folder
from bot.settings import Settings
from domain.people import Village
from storage import ledger, outbox, traces, updates, wizards
from storage.store import Store
from storage.tx import Tx
from usecases import overview

log = logging.getLogger(__name__)

EVENING: Final = time(20, 0)
NIGHT: Final = time(3, 0)
AFTER: Final = time(3, 30)
SEEN: Final = timedelta(hours=48)
IDLE: Final = timedelta(hours=24)
ENDED: Final = timedelta(days=30)
NOTED: Final = timedelta(days=90)


async def chores(store: Store, settings: Settings, purged: Callable[[], None] = lambda: None) -> Mapping[str, Job]:
    """Every job there is today; a village that was set up since has one more. `purged` is told of each purge."""
    zone = settings.timezone.key
    jobs = {"purge": Job(AFTER, zone, partial(purge, store, purged))}
    jobs["parked"] = Job(AFTER, zone, partial(forget_parked, settings))
    if store.sqlite:
        jobs["backup"] = Job(NIGHT, zone, partial(backup, settings))
    for village in await store.read(overview.all_villages):
        action = partial(evening, store, village)
        jobs[f"evening:{village.id}"] = Job(EVENING, village.zone, action, stale=overview.WORTH)
    return jobs


async def evening(store: Store, village: Village, now: datetime) -> None:
    """Promise the village's organisers their overview of this evening."""
    day = now.astimezone(ZoneInfo(village.zone)).date()
    await store.write(overview.promise_overviews, village=village, day=day, now=now)


async def purge(store: Store, purged: Callable[[], None], now: datetime) -> None:
    """Forget what has served its time, and write down how much it was."""
    gone = await store.write(_purge, now)
    purged()
    log.info("purged: %s", ", ".join(f"{n} {what}" for what, n in gone.items()))


async def forget_parked(settings: Settings, now: datetime) -> None:
    """Updates that nobody replayed within a week."""
    if gone := await asyncio.to_thread(forget, parked_folder(settings), now - KEPT):
        log.info("forgot %d updates that were set aside", gone)


async def sweep(store: Store, now: datetime) -> None:
    """Soon after a freeze: write over what it deleted, also in the log and in free pages."""
    if clean := await traces.sweep(store):
        await store.write(ledger.note, "swept", now=now, rounds=clean)
        log.info("swept after the freeze of %d rounds", clean)


async def _purge(tx: Tx, now: datetime) -> dict[str, int]:
    gone = {
        "updates": await updates.purge_seen(tx, now - SEEN),
        "conversations": await wizards.purge(tx, now - IDLE),
        "letters": await outbox.purge(tx, now - ENDED),
        "set aside": await updates.purge_parked(tx, now - NOTED),
        "notes": await ledger.purge(tx, now - NOTED),
    }
    await ledger.note(tx, "purge", now=now, **gone)
    return gone


async def backup(settings: Settings, now: datetime) -> None:
    """Tonight's copy; the oldest ones go."""
    file = await nightly(database_url(settings), backup_folder(settings), now, settings.backup_keep_days)
    log.info("backed up to %s", file.name)
