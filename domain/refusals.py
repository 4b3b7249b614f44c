"""How a rule says no: a reason by name and its facts; the words for it live in texts/ as `refused-<reason>`."""

from __future__ import annotations


class Refused(Exception):
    """A person asked for something the rules forbid. Nothing was changed. `reason` names the text to show."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
