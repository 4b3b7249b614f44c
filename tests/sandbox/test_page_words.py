"""The page's own sources: the same words in both languages, none missing; a name can't become markup."""

import json
import re
from pathlib import Path

import pytest

import sandbox

PAGE = Path(sandbox.__file__).parent / "page"
WORDS: dict[str, dict[str, str]] = json.loads((PAGE / "words.json").read_text(encoding="utf-8"))
SCRIPTS = sorted(PAGE.glob("*.js"))


def blanks(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    chinese, english = WORDS["zh"], WORDS["en"]
    assert list(chinese) == list(english)
    assert {key for key in chinese if blanks(chinese[key]) != blanks(english[key])} == set()


def test_every_word_the_page_asks_for_is_there_and_every_word_there_is_asked_for() -> None:
    source = "\n".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    keys = WORDS["zh"].keys()
    asked = set(re.findall(r"\b(?:say|name|hint)\([\w.]+, (?:[\w.]+ \? )?'([a-z0-9-]+)'", source))
    asked |= set(re.findall(r"\b(?:say|name|hint)\(make\(.*\), '([a-z0-9-]+)'", source))
    asked |= set(re.findall(r"\b(?:word|trouble)\('([a-z0-9-]+)'", source))
    assert len(asked) > 40
    kinds = {"kind-official", "kind-worker", "kind-operator", "kind-villager"}
    assert asked - keys == set()
    assert {key for key in keys - kinds if f"'{key}'" not in source} == set()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_text_never_becomes_markup_and_a_room_stays_small(script: Path) -> None:
    source = script.read_text(encoding="utf-8")
    for door in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"):
        assert door not in source
    assert len(source.splitlines()) < 300
    assert source.startswith("// ")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_chinese_hides_in_a_script(script: Path) -> None:
    assert re.findall(r"[\u4e00-\u9fff]", script.read_text(encoding="utf-8")) == []
