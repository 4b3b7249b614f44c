"""An export can be opened in a spreadsheet: nothing runs, nothing is shortened, everything is there."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.tables import safe, to_csv, to_json


def read_back(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"])
def test_a_text_that_could_run_gets_a_quote(sign: str) -> None:
    assert safe(f"{sign}1+1").startswith("'")
    assert safe(f"  {sign}1+1").startswith("'")


@given(st.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    (_, (cell,)) = read_back(to_csv(["name"], [[text]]))
    assert not cell.lstrip(" ").startswith(tuple("=+-@\t\r\n\0＝＋－＠"))
    assert "\0" not in cell
    assert cell.removeprefix("'") == text.replace("\0", "").removeprefix("'")


def test_plain_texts_numbers_times_and_gaps_stay_what_they_are() -> None:
    at = datetime(2026, 11, 24, 6, tzinfo=UTC)
    written = to_csv(["a", "b", "c", "d", "e"], [["王大妈", -2, 2.5, None, at]])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").endswith('"王大妈",-2,2.5,"","2026-11-24T06:00:00+00:00"\r\n')


@pytest.mark.parametrize("id_", [10**15, -(10**17), "1234567890123456", "007"])
def test_ids_are_text_and_keep_every_digit(id_: int | str) -> None:
    (_, (cell,)) = read_back(to_csv(["id"], [[id_]]))
    assert cell == f"'{id_}"


def test_truth_is_written_in_words() -> None:
    assert read_back(to_csv(["yes", "no"], [[True, False]]))[1] == ["true", "false"]


def test_json_keeps_texts_and_tells_ids_as_text() -> None:
    told = json.loads(to_json(["name", "id", "n"], [["=1+1", 2**60, 3]]))
    assert told == [{"name": "=1+1", "id": str(2**60), "n": 3}]


@pytest.mark.parametrize("write", [to_csv, to_json])
def test_a_row_of_another_length_is_a_mistake(write: type[bytes]) -> None:
    with pytest.raises(ValueError, match="2 values for 1 columns"):
        write(["a"], [["b", "c"]])  # type: ignore[call-overload]
