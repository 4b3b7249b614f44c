"""Numbers as villagers write them: 20, ２０, 二十, 两, 俩; and which of them are only rough."""

import re

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_SHORT = {"俩": 2, "仨": 3, "廿": 20, "卅": 30}
_LARGEST = 10**9

CHINESE = "零〇一二两三四五六七八九十百千"
NUMBER = rf"(?:\d{{1,9}}|[{CHINESE}]{{1,9}})"
"""A pattern for one number in digits or in Chinese numerals; what it matched may still be rough."""

ROUGH_TAIL = r"(?:多|来|几|余|以上|左右|上下)"
"""What makes a number rough when it stands behind it: 二十多, 十来个, 10几个."""

_ROUGH = re.compile(rf"几|数|若干|多|来|余|左右|上下|大概|大约|差不多|\d\s*[-~到至]\s*\d|[{CHINESE}][到至][{CHINESE}]")


def _chinese(text: str) -> int | None:
    if text in _SHORT:
        return _SHORT[text]
    if text[0] in "廿卅" and len(text) == 2 and text[1] in _DIGIT:
        return _SHORT[text[0]] + _DIGIT[text[1]]
    if all(c in _DIGIT for c in text):
        # 七八 is "seven or eight", 二零 is a number spelt out digit by digit.
        if len(text) == 1:
            return _DIGIT[text]
        return int("".join(str(_DIGIT[c]) for c in text)) if set(text) & {"零", "〇"} else None
    total, digit, last_unit = 0, None, 10**9
    for char in text:
        if char in _DIGIT:
            if digit not in (None, 0):
                return None
            digit = _DIGIT[char]
        elif char in _UNIT:
            unit = _UNIT[char]
            if unit >= last_unit:
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        else:
            return None
    if digit and last_unit > 10 and text[-2] in _UNIT:
        return total + digit * (last_unit // 10)  # 一百二 is 120
    return total + (digit or 0)


def read_halves(text: str) -> float | None:
    """A number of hours, whole or with a half: 41, 41.5, 四十一个半. None for anything finer or rough."""
    text = text.strip().removesuffix("小时")
    if found := re.fullmatch(r"(\d{1,9})\.([05])0?", text):
        return int(found[1]) + (0.5 if found[2] == "5" else 0.0)
    if text in ("半", "半个"):
        return 0.5
    whole = text.removesuffix("半").removesuffix("个")
    number = read_number(whole)
    return None if number is None else number + (0.5 if text.endswith("半") else 0.0)


def read_number(text: str) -> int | None:
    """The whole number that ``text`` is, or None when it is not one or is only rough (二十多, 七八, 3-5).

    Expects normalised text. Signs, decimals and exponents are no numbers here.
    """
    text = text.strip()
    if not text or _ROUGH.search(text):
        return None
    if re.fullmatch(r"\d{1,10}", text):
        value = int(text)
        return value if value <= _LARGEST else None
    return _chinese(text) if re.fullmatch(rf"[{CHINESE}壹贰叁廿卅俩仨]+", text) else None
