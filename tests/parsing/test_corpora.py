"""The ear on written corpora: at least 97 % right on the part nobody tuned on, no false sign-up anywhere."""

from __future__ import annotations

import pytest

from tests.corpora import rows
from tests.corpora.scoring import CORPORA, score


@pytest.mark.parametrize("name", CORPORA)
def test_the_check_part_is_read_right_at_least_97_times_in_100(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = score(name, "check")
    with capsys.disabled():
        print("\n" + result.line(f"{name} check"))  # noqa: T201
    assert result.accuracy >= 0.97, "\n".join(result.wrong)
    assert result.false == 0, "\n".join(result.wrong)


@pytest.mark.parametrize("name", CORPORA)
def test_the_build_part_stays_read(name: str) -> None:
    result = score(name, "build")
    assert result.accuracy >= 0.97, "\n".join(result.wrong)
    assert result.false == 0, "\n".join(result.wrong)


@pytest.mark.parametrize(("name", "least"), [("replies", 500), ("calls", 150), ("times", 80), ("chains", 80)])
def test_the_corpora_are_large_and_hold_no_text_twice(name: str, least: int) -> None:
    texts = [(row["text"], row.get("now")) for part in ("build", "check") for row in rows(name, part)]
    assert len(texts) >= least
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", CORPORA)
def test_a_message_is_read_in_under_a_millisecond(name: str) -> None:
    score(name, "build")
    assert min(score(name, "check").micros for _ in range(3)) < 1000
