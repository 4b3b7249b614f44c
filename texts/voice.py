"""How a line is spoken: a key and its arguments in, a sentence in the person's language out (Fluent files zh, en)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fluent.runtime import FluentBundle, FluentResource

if TYPE_CHECKING:
    from aiogram.utils.formatting import Text

LANGUAGES: Final = ("zh", "en")
_HERE: Final = Path(__file__).parent
# Rich parts (mentions, bold) travel through Fluent as private-use marks and are put back as nodes afterwards.
_MARK: Final = "\ue000{}\ue001"
_MARKED: Final = re.compile("\ue000(\\d+)\ue001")


class UnknownLine(KeyError):
    """A text was asked for that no Fluent file holds: a mistake of ours, never of the reader's."""


@lru_cache(maxsize=len(LANGUAGES))
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((_HERE / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


class Voice:
    """Speaks one language. `voice("key", n=3)` is plain text; `voice.rich("key", who=mention)` keeps entities."""

    __slots__ = ("language",)

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, not {language!r}")
        self.language = language

    def __call__(self, key: str, **facts: str | int | float) -> str:
        """The line `key` with its facts filled in. Raises UnknownLine for a missing line or a missing fact."""
        bundle = _bundle(self.language)
        if not bundle.has_message(key):
            raise UnknownLine(f"{self.language}: no line {key!r}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise UnknownLine(f"{self.language}: the line {key!r} is empty")
        line, errors = bundle.format_pattern(pattern, facts)
        if errors:
            raise UnknownLine(f"{self.language}: {key!r}: {errors[0]}")
        return str(line)

    def knows(self, key: str) -> bool:
        """Whether this language has the line at all."""
        return bool(_bundle(self.language).has_message(key))

    def rich(self, key: str, **parts: Any) -> Text:
        """Like calling, but a fact may be an aiogram formatting node (a mention, bold text) and stays one."""
        # Fetched here: the press and the command line speak plain lines and need not wait seconds for it.
        from aiogram.utils.formatting import Text

        nodes: list[Text] = []
        facts: dict[str, str | int | float] = {}
        for name, part in parts.items():
            if isinstance(part, Text):
                facts[name] = _MARK.format(len(nodes))
                nodes.append(part)
            else:
                facts[name] = part
        pieces = _MARKED.split(self(key, **facts))
        return Text(*(nodes[int(piece)] if place % 2 else piece for place, piece in enumerate(pieces)))


def language_of_phone(code: str | None) -> str | None:
    """Ours for the language tag of somebody's app (en-GB, zh-hans): None for one we do not speak."""
    language = (code or "").lower().replace("_", "-").split("-")[0]
    return language if language in LANGUAGES else None


@lru_cache(maxsize=len(LANGUAGES))
def voice_for(language: str) -> Voice:
    """The voice of a language; anything unknown speaks Chinese, the first language of the villages."""
    return Voice(language if language in LANGUAGES else "zh")
