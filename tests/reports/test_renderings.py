"""Every page is made from the protected object alone and says the same figures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings

from domain.release_json import to_json
from domain.summary import Facts, ProtectedSummary
from reports import card, chart, chat, paper, wording
from reports.drawing import segments
from tests.reports.rounds import any_round, everybody, harvest, summary_of
from texts.voice import LANGUAGES, Voice

NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
VOICES = [Voice(language) for language in LANGUAGES]


def chat_text(summary: ProtectedSummary, voice: Voice) -> str:
    return "\n".join(chat.chat_pages(summary, voice))


def svg_text(svg: str | None) -> str:
    return "\n".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg or ""))


def docx_text(written: bytes) -> str:
    """Everything a reader of the file can find: paragraphs, cells, footers, the picture's description."""
    with ZipFile(BytesIO(written)) as parts:
        xml = [
            parts.read(name).decode() for name in parts.namelist() if re.match(r"word/(document|footer\d*)\.xml", name)
        ]
    lines = [
        "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", paragraph))
        for part in xml
        for paragraph in re.findall(r"<w:p[ >].*?</w:p>", part, re.S)
    ]
    return "\n".join([*lines, *re.findall(r'descr="([^"]*)"', "".join(xml))])


def figures(text: str) -> set[float]:
    return {float(one.replace(",", "")) for one in NUMBER.findall(text)}


def allowed(summary: ProtectedSummary) -> set[float]:
    """Every figure of the protected object, and nothing else."""
    return figures(to_json(summary).replace(",", ", "))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_round())
def test_no_rendering_holds_a_figure_outside_the_protected_object(summary: ProtectedSummary) -> None:
    for voice in VOICES:
        for said in (
            chat_text(summary, voice),
            svg_text(card.card_svg(summary, voice)),
            svg_text(chart.chart_svg(summary, voice)),
        ):
            assert figures(said) <= allowed(summary)


@pytest.mark.parametrize("voice", VOICES, ids=LANGUAGES)
@pytest.mark.parametrize("summary", [harvest(), everybody()], ids=["harvest", "everybody"])
def test_the_figures_of_the_pages_we_know_are_all_protected_ones(summary: ProtectedSummary, voice: Voice) -> None:
    said = chat_text(summary, voice)
    assert figures(said) <= allowed(summary)
    assert figures(said) == figures(docx_text(paper.paper_docx(summary, voice)))
    assert figures(said) == figures(svg_text(card.card_svg(summary, voice)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_round())
def test_chat_and_card_say_the_same_figures(summary: ProtectedSummary) -> None:
    for voice in VOICES:
        assert figures(chat_text(summary, voice)) == figures(svg_text(card.card_svg(summary, voice)))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_round())
def test_the_paper_says_the_same_figures_and_no_other(summary: ProtectedSummary) -> None:
    said = figures(docx_text(paper.paper_docx(summary, VOICES[0])))
    assert said == figures(chat_text(summary, VOICES[0]))
    assert said <= allowed(summary)


@pytest.mark.parametrize("voice", VOICES, ids=LANGUAGES)
@pytest.mark.parametrize("made", [harvest, everybody, lambda: summary_of([])], ids=["harvest", "everybody", "nobody"])
def test_every_page_carries_title_version_and_freeze_time(voice: Voice, made: Callable[[], ProtectedSummary]) -> None:
    summary = made()
    stamp = wording.version(summary, voice)
    for said in (
        chat_text(summary, voice),
        svg_text(card.card_svg(summary, voice)),
        docx_text(paper.paper_docx(summary, voice)),
    ):
        assert summary.title in said
        assert stamp in said


@pytest.mark.parametrize("voice", VOICES, ids=LANGUAGES)
def test_what_the_print_chart_draws_is_what_the_paper_describes(voice: Voice) -> None:
    drawn = figures(svg_text(chart.chart_svg(everybody(), voice)))
    described = figures(docx_text(paper.paper_docx(everybody(), voice)))
    assert drawn <= described
    assert drawn


def test_the_renderers_take_nothing_but_the_protected_object() -> None:
    names = {one.name for one in fields(ProtectedSummary)}
    assert set(json.loads(to_json(harvest()))) == names
    assert not names & {"answers", "tallies", "counts", "comments"}


def test_small_groups_appear_in_the_note_and_nowhere_else() -> None:
    said = chat_text(harvest(), VOICES[0])
    assert "村干部、社工填表人数少于5" in said
    assert "村干部自评" not in said


def test_the_harvest_as_a_village_reads_it() -> None:
    assert chat_text(harvest(), VOICES[0]).splitlines()[:11] == [
        "收土豆：会议摘要",
        "11月24日 周二 06:00　志愿者菜园",
        "报名23人，来了21人，一共42小时",
        "收到反馈：村民21份，村干部3份，社工2份",
        "",
        "【大家怎么看】",
        "活动总的",
        "　村民：好13 · 一般5 · 不好3（21人）",
        "村干部这次做得",
        "　村民：好13 · 一般5 · 不好3（21人）",
        "社工站这次做得",
    ]
    assert "　👍 都挺好：11到13人" in chat_text(harvest(), VOICES[0])


@pytest.mark.parametrize("voice", VOICES, ids=LANGUAGES)
def test_gaps_are_told_in_words(voice: Voice) -> None:
    said = wording.gap(everybody(), voice)
    assert said is not None
    assert not figures(said)
    assert wording.gap(harvest(), voice) is None


def test_nobody_answered_and_every_page_still_stands() -> None:
    silent = summary_of([])
    assert chart.chart_svg(silent, VOICES[0]) is None
    assert card.card_png(silent, VOICES[0]).startswith(b"\x89PNG")
    assert "答的人太少" in docx_text(paper.paper_docx(silent, VOICES[0]))


@pytest.mark.parametrize("voice", VOICES, ids=LANGUAGES)
def test_the_card_is_540_wide_twice_as_sharp_and_large_enough_to_read(voice: Voice) -> None:
    svg = card.card_svg(everybody(), voice)
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)) * 0.75 >= 14
    png = card.card_png(everybody(), voice)
    assert int.from_bytes(png[16:20], "big") == 1080


def test_nothing_on_the_print_chart_is_under_nine_points_in_a_village_of_40() -> None:
    svg = chart.chart_svg(everybody(), VOICES[0])
    assert svg is not None
    points_per_unit = 180 / chart.WIDE / 25.4 * 72
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)) * points_per_unit >= 9


def test_a_hostile_title_breaks_no_page() -> None:
    summary = summary_of([], title='<b>&"收\u202e土豆🥔\x00龘', place="]]></w:t>")
    docx = paper.paper_docx(summary, VOICES[0])
    assert "收土豆□" in "".join(one.text for one in Document(BytesIO(docx)).paragraphs)
    assert card.card_png(summary, VOICES[0]).startswith(b"\x89PNG")


def test_word_is_told_the_chinese_font_and_the_page_is_a4() -> None:
    with ZipFile(BytesIO(paper.paper_docx(harvest(), VOICES[0]))) as parts:
        assert 'w:eastAsia="微软雅黑"' in parts.read("word/styles.xml").decode()
    page = Document(BytesIO(paper.paper_docx(harvest(), VOICES[0]))).sections[0]
    assert page.page_width is not None
    assert (round(page.page_width.mm), round((page.page_height or page.page_width).mm)) == (210, 297)


def test_half_hours_are_told_and_whole_ones_have_no_point() -> None:
    assert "42.5小时" in chat_text(summary_of([], facts=Facts(1, 1, 42.5)), VOICES[0])
    assert "42小时" in chat_text(summary_of([], facts=Facts(1, 1, 42.0)), VOICES[0])


def test_a_narrow_part_of_a_bar_keeps_room_for_its_figure() -> None:
    parts = segments([197, 3], 488, 40)
    assert sum(parts) == pytest.approx(488)
    assert min(parts) >= 40
