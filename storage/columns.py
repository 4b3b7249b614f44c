"""Column types that mean the same on SQLite and PostgreSQL. Contains no business logic."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.types import TypeDecorator

# STRICT tables refuse the type name BIGINT; SQLite's INTEGER holds 64 bits anyway.
Big = BigInteger().with_variant(Integer, "sqlite")

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """A moment as UTC microseconds: sorts and subtracts alike on both engines. Naive times are refused."""

    impl = BigInteger().with_variant(Integer, "sqlite")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class WallTime(TypeDecorator[datetime]):
    """A local wall time without zone, to the minute, as ISO text; its zone stands in a column beside it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is not None:
            raise ValueError("a wall time has no zone of its own")
        return value.isoformat(timespec="minutes")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A local calendar day without zone, as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Any) -> str | None:  # noqa: ARG002
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Any) -> date | None:  # noqa: ARG002
        return None if value is None else date.fromisoformat(value)
