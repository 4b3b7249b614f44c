"""No page shows an empty box: every word of ours is in the bundled font, and foreign characters become □."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from domain.digest import Reason
from domain.disclosure import Band
from domain.questions import CHIPS, FACT_FIELDS, FORMS, PERMISSIONS, SCALE, SCORED, SKIP
from domain.summary import GROUPS
from reports.glyphs import BOLD, FONTS, MISSING, REGULAR, clipped, face, printable, width, wrap
from texts.voice import LANGUAGES, Voice

ONLY_ON_BUTTONS = "‹›"
"""Page-turning arrows of the tick list: a phone draws them, no paper does."""
TEXTS = Path(__file__).parents[2] / "texts"


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*/*.ftl")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_character_we_speak_can_be_printed(path: Path) -> None:
    spoken = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    assert {char for char in spoken if char != MISSING and MISSING in printable(char)} <= set(ONLY_ON_BUTTONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_face_chip_group_and_reason_has_its_words(language: str) -> None:
    voice = Voice(language)
    keys = [f"question-{one.id}" for form in FORMS.values() for one in form]
    keys += [f"scale-{one}" for one in (*SCALE, SKIP)] + [f"chip-{one}" for one in (*CHIPS, SKIP)]
    keys += [f"choice-{one}" for one in PERMISSIONS] + [f"fact-{one.replace('_', '-')}" for one in FACT_FIELDS]
    keys += [f"indicator-{one}" for one in (*SCORED, "fix")] + [f"group-{one}" for one in GROUPS]
    keys += [f"band-{one}" for one in Band] + [f"reason-{one}" for one in Reason]
    assert [key for key in keys if not voice.knows(key)] == []


def test_both_languages_have_the_same_lines_for_papers_and_forms() -> None:
    for stem in ("reports", "questions"):
        keys = [
            set(re.findall(r"^([a-zA-Z][\w-]*) =", (TEXTS / language / f"{stem}.ftl").read_text("utf-8"), re.M))
            for language in LANGUAGES
        ]
        assert keys[0] == keys[1]


@pytest.mark.parametrize("path", [REGULAR, BOLD])
def test_the_fonts_are_the_ones_we_know(path: Path) -> None:
    assert f"{sha256(path.read_bytes()).hexdigest()}  {path.name}" in (FONTS / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("收土豆🥔", "收土豆"),
        ("⚖️ 公平", "公平"),
        ("👨‍👩‍👧 一家", "一家"),
        ("龘爷爷", "□爷爷"),
        ("堃喆镕玥", "堃喆镕玥"),
        ("a\u202eb\u0007c\nd", "abc d"),
        ("　缩进　", "缩进"),
    ],
)
def test_emoji_are_dropped_and_unknown_characters_become_a_box(written: str, printed: str) -> None:
    assert printable(written) == printed


def test_both_weights_draw_the_same_characters() -> None:
    assert set(face().glyphs) == set(face(bold=True).glyphs)
    assert len(face().glyphs) > 8105


def test_a_chinese_character_is_as_wide_as_its_type_size() -> None:
    assert width("收土豆", 20) == 60


def test_lines_break_where_they_may_and_never_begin_with_a_comma() -> None:
    assert wrap("收土豆，要二十个人", 10, 40) == ["收土豆，", "要二十个", "人"]
    assert wrap("收土豆豆，要", 10, 40) == ["收土豆", "豆，要"]
    assert wrap("bring gloves please", 10, 75) == ["bring gloves", "please"]
    assert wrap("", 10, 40) == []


def test_a_label_too_long_is_clipped_with_dots() -> None:
    assert clipped("收土豆", 10, 30) == "收土豆"
    assert clipped("收土豆和白菜", 10, 40).endswith("…")
    assert width(clipped("收土豆和白菜", 10, 40), 10) <= 40
