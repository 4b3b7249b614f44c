"""How the lines are written: marks, signs and plurals a reader does not stumble over."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.texts.book import book, everything, spoken
from texts.dates import clock, day, hour, said_from, when
from texts.voice import LANGUAGES, voice_for

HAN = "[\u3400-\u9fff]"
LATIN_MARKS = re.compile(f"{HAN}[,;:!?()]|[,;:!?(]{HAN}|{HAN}\\.(?:\\s|$)")
CHINESE_MARKS = re.compile("[，。；：！？（）「」、《》【】　]")
PARSE_MARKS = re.compile(r"</?[a-z]+>|&(?:amp|lt|gt|quot);|\*\*|__|`|\]\(|\\[-_*.!]")
MORE_THAN_ONE = re.compile(r"(?<![\d:.,])(?<!to )1 (?:people|[a-z]+s)\b")
ONE_OF_MANY = re.compile(r"(?<![\d:.])(?:0|2|20|42) (?:person|hour|minute|place|comment|villager|character|call)\b")
NEWER_THAN_12 = re.compile(
    "[\u200d\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U0001f6d6-\U0001f6df\U0001f6fb\U0001f6fc\U0001f7f0"
    "\U0001f90c\U0001f972\U0001f977-\U0001f979\U0001f9a3\U0001f9a4\U0001f9ab-\U0001f9ad\U0001f9cb\U0001f9cc"
    "\U0001fa74-\U0001fa77\U0001fa7b-\U0001fa7f\U0001fa83-\U0001fa8f\U0001fa96-\U0001faff]"
)
"""Emoji of Unicode 13 and later, and those put together from several: old phones show boxes, or the parts."""
BOTH_LANGUAGES = {"language-ask", "language-ask-village", "role-words-official", "role-words-worker", "role-words-none"}
"""Lines that are read by somebody whose language is not known yet, and words heard in both."""


def of(language: str) -> list[tuple[str, str]]:
    return [(key, line) for key in book(language) for line in spoken(language, key)]


def test_chinese_is_written_with_chinese_marks() -> None:
    written = {key: line.written for key, line in book("zh").items() if key not in BOTH_LANGUAGES}
    assert not {key: found[0] for key, text in written.items() if (found := LATIN_MARKS.search(text))}


def test_chinese_quotes_come_in_pairs() -> None:
    for key, line in book("zh").items():
        for opening, closing in ("“”", "「」", "《》", "（）", "【】"):
            assert line.written.count(opening) == line.written.count(closing), key
        assert '"' not in line.written.replace('{ "', ""), key


def test_english_holds_no_chinese() -> None:
    written = {key: line.written for key, line in book("en").items() if key not in BOTH_LANGUAGES}
    assert not {key for key, text in written.items() if CHINESE_MARKS.search(text) or re.search(HAN, text)}


def test_english_quotes_are_curly() -> None:
    assert not {
        key for key, line in book("en").items() if '"' in line.written or re.search(r"(?<!\w)'\w+'", line.written)
    }


def test_a_villager_is_addressed_politely() -> None:
    assert not {key for key, line in book("zh").items() if "你" in line.written}


@pytest.mark.parametrize("mark", [PARSE_MARKS, NEWER_THAN_12], ids=["no parse marks", "no young emoji"])
def test_nothing_is_written_that_a_phone_may_not_show(mark: re.Pattern[str]) -> None:
    assert not {(language, key) for language, key in everything() if mark.search(book(language)[key].written)}


def test_every_letter_is_known_to_all() -> None:
    for language, key in everything():
        odd = [
            letter for letter in book(language)[key].written if unicodedata.category(letter) in ("Cn", "Co", "Cs", "Cc")
        ]
        assert not [letter for letter in odd if letter != "\n"], (language, key)


def test_one_person_two_people() -> None:
    assert not {key: line for key, line in of("en") if MORE_THAN_ONE.search(line) or ONE_OF_MANY.search(line)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_hours_have_no_point(language: str) -> None:
    said = [line for key in book(language) if "hours" in book(language)[key].facts for line in spoken(language, key)]
    assert any(re.search(r"\b42[ 小]", line) for line in said)
    assert any(re.search(r"42\.5[ 小]", line) for line in said)
    assert not [line for line in said if re.search(r"\.0\b", line)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_has_a_gap_or_a_double_mark(language: str) -> None:
    chained = re.compile(r"[，。；：,;:]{2}|。！|！。| [,.;!?](?:\s|$)|\S {2,}\S")
    indents = {"report-page"}  # its version and its page stand apart
    assert not {key: line for key, line in of(language) if chained.search(line) and key not in indents}


def test_every_day_of_the_week_has_its_name() -> None:
    from datetime import datetime

    week = [datetime(2026, 11, 23 + offset, 6, 5) for offset in range(7)]  # noqa: DTZ001 - a wall time, as shown
    zh, en = voice_for("zh"), voice_for("en")
    assert [day(zh, one)[-2:] for one in week] == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    assert [day(en, one)[:3] for one in week] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert when(zh, week[1]) == "11月24日 周二 06:05"
    assert when(en, week[1]) == "Tue 24 Nov 06:05"
    assert said_from(zh, week[1], week[0]) == "明天 11月24日 周二 早上6点05分"
    assert said_from(en, week[1], week[1]) == "today, Tue 24 Nov 06:05"
    assert said_from(en, week[3], week[1]) == when(en, week[3])
    assert clock(week[0]) == "06:05"


def test_an_hour_is_said_as_people_say_it() -> None:
    from datetime import datetime

    def told(hours: int, minutes: int = 0) -> str:
        return hour(voice_for("zh"), datetime(2026, 11, 24, hours, minutes))  # noqa: DTZ001 - a wall time, as shown

    assert [told(h) for h in (0, 4, 5, 8, 9, 11)] == ["凌晨0点", "凌晨4点", "早上5点", "早上8点", "上午9点", "上午11点"]
    assert [told(h) for h in (12, 13, 17, 18, 23)] == ["中午12点", "下午1点", "下午5点", "晚上6点", "晚上11点"]
    assert [told(9, 30), told(19, 30), told(6, 5)] == ["上午9点半", "晚上7点半", "早上6点05分"]
    assert hour(voice_for("en"), datetime(2026, 11, 24, 6, 5)) == "06:05"  # noqa: DTZ001 - a wall time, as shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_has_its_name(language: str) -> None:
    from datetime import datetime

    months = {day(voice_for(language), datetime(2026, month, 1)) for month in range(1, 13)}  # noqa: DTZ001
    assert len(months) == 12
