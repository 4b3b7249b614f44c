"""What a message looks like before anybody reads it: one form for digits and signs, nothing invisible."""

import unicodedata

_KEPT_CONTROLS = "\n"
_SPACES = {"\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}
# Blank-looking letters that Unicode calls letters or symbols: Hangul fillers, the braille blank, the keycap.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u20e3")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SIGNS = {"➕": "+", "➖": "-", "−": "-", "✚": "+"}

# Traditional characters that the grammar's own words use; names keep the characters they were typed with.
_TRADITIONAL = (
    "報參個嗎沒時點麼幫媽來們還裡帶幹見開農鐘聽說誰麵發電話問題會應該過準備後邊請給兒經壯勞號週樣兩爺嬸對總無萬龍"
)
_SIMPLIFIED = (
    "报参个吗没时点么帮妈来们还里带干见开农钟听说谁面发电话问题会应该过准备后边请给儿经壮劳号周样两爷婶对总无万龙"
)
_FOLD = {ord(a): b for a, b in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
_FOLD |= {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_FOLD[ord("\u2019")] = "'"


def normalise(text: str) -> str:
    """The same text in NFKC, with no control, zero-width, bidi, surrogate or blank characters; newlines stay.

    Full-width digits and signs become plain ones (＋１８ is +18), line ends become ``\\n``, runs of blanks
    become one. Never fails: a text of invisible characters comes back empty.
    """
    kept: list[str] = []
    for char in text.replace("\r\n", "\n"):
        char = _SIGNS.get(char) or _SPACES.get(char, char)
        if char in _KEPT_CONTROLS:
            kept.append(char)
        elif unicodedata.category(char) in _UNSEEN or char in _BLANK or "\ufe00" <= char <= "\ufe0f":
            continue
        else:
            kept.append(char)
    flat = unicodedata.normalize("NFKC", "".join(kept))
    lines = (" ".join(line.split()) for line in flat.split("\n"))
    return "\n".join(lines).strip()


def fold(text: str) -> str:
    """The text as the grammar compares it: lower case, simplified; every position stays in place."""
    return text.translate(_FOLD)
