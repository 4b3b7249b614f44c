"""The people of the stage: three officials, two social workers, thirty villagers and the head of their
station.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

CAST_FILE = Path(__file__).with_name("cast.json")

Kind = Literal["official", "worker", "villager", "operator"]
GroupRole = Literal["creator", "administrator", "member"]


@dataclass(frozen=True)
class Person:
    """Somebody with a phone. `id` is the user id and, as on the platform, also the id of the private chat."""

    id: int
    key: str
    first_name: str
    last_name: str = ""
    username: str | None = None
    language_code: str = "zh-hans"
    kind: Kind = "villager"
    label: str = ""
    label_en: str = ""
    avatar: str = ""
    colour: str = "#888888"
    group_role: GroupRole = "member"

    @property
    def name(self) -> str:
        """The name as a phone shows it; Chinese family names come first."""
        if not self.last_name:
            return self.first_name
        if self.last_name.isascii():
            return f"{self.first_name} {self.last_name}"
        return self.last_name + self.first_name

    @property
    def is_group_admin(self) -> bool:
        return self.group_role != "member"

    @property
    def row(self) -> dict[str, Any]:
        """The person as the journal has them."""
        return asdict(self)

    @cached_property
    def user(self) -> dict[str, Any]:
        """The person as the Bot API writes a User."""
        shape: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            shape["last_name"] = self.last_name
        if self.username:
            shape["username"] = self.username
        shape["language_code"] = self.language_code
        return shape


@dataclass(frozen=True)
class Cast:
    """Everybody, the group they share, and the name their bot goes by."""

    people: tuple[Person, ...]
    group_id: int
    group_title: str
    bot_name: str
    bot_username: str
    bot_short: str


def load_cast(file: Path = CAST_FILE) -> Cast:
    """Read the cast; the file is part of the package, so a fault in it is ours and raises as it is."""
    book = json.loads(file.read_text("utf-8"))
    return Cast(
        people=tuple(Person(**row) for row in book["people"]),
        group_id=book["group"]["id"],
        group_title=book["group"]["title"],
        bot_name=book["bot"]["name"],
        bot_username=book["bot"]["username"],
        bot_short=book["bot"]["short"],
    )
