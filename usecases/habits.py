"""The hours a village keeps: when it is reminded and when it is asked. Set by the operator, handed to the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from domain.reminders import Timing


@dataclass(frozen=True, slots=True)
class Habits:
    """Reminder hours, the local hour at which feedback is asked for, and how many hours a round stays open."""

    timing: Timing = field(default_factory=Timing)
    feedback_at: time = time(19, 30)
    feedback_hours: int = 48
