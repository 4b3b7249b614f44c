"""The rules of the house as functions: each takes a file's place and text and gives what breaks it, a line each."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

HOME: Final = Path(__file__).parent.parent
ROOMS: Final = ("bot", "handlers", "usecases", "domain", "parsing", "storage", "sandbox", "reports", "texts")
ARROWS: Final = {
    "bot": set(ROOMS),
    "handlers": {"usecases", "parsing", "reports", "texts", "domain"},
    "usecases": {"storage", "domain"},
    "storage": {"domain"},
    "reports": {"domain", "texts"},
    "parsing": {"domain"},
    "texts": {"domain"},
    "domain": set(),
    "sandbox": set(),
}
GUESTS: Final = {
    "aiogram": {"bot", "handlers", "texts"},
    "aiohttp": {"bot", "sandbox"},
    "aiosqlite": {"storage"},
    "alembic": {"storage"},
    "apscheduler": {"bot"},
    "asyncpg": {"storage"},
    "babel": {"texts"},
    "docx": {"reports"},
    "fluent": {"texts"},
    "jinja2": {"reports"},
    "lunardate": {"parsing"},
    "pydantic": {"bot", "handlers"},
    "pydantic_core": {"bot"},
    "pydantic_settings": {"bot"},
    "resvg_py": {"reports"},
    "sqlalchemy": {"storage"},
    "sqlite3": {"storage"},
}
IMPURE: Final = {"asyncio", "io", "logging", "os", "pathlib", "secrets", "socket", "subprocess", "time"}
AVOIDED: Final = {"manager", "helper", "util", "data", "process", "entity"}
# Words of the platform, of aiogram's interfaces and of the issue, which are not ours to choose.
GIVEN_NAMES: Final = {
    "callback_data",
    "web_app_data",
    "get_data",
    "set_data",
    "update_data",
    "data_dir",
    "process_bind_param",
    "process_result_value",
}
# Where the platform's word for a marked stretch of a message is needed.
MARKED_TEXT: Final = {"sandbox", "bot", "handlers", "texts", "tests"}
GIVEN_ARGUMENTS: Final = {"__call__", "get_data", "set_data", "update_data"}  # aiogram calls them with `data`
HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
LONGEST: Final = 300

Rule = Callable[[str, str], Iterator[str]]


def room_of(place: str) -> str:
    """The folder a file belongs to: `bot` for `bot/channels/telegram.py`."""
    return PurePosixPath(place).parts[0]


def code(*folders: str) -> list[str]:
    """The places of all Python files in these folders."""
    return sorted(
        file.relative_to(HOME).as_posix()
        for folder in folders
        for file in (HOME / folder).rglob("*.py")
        if "__pycache__" not in file.parts
    )


def broken(rule: Rule, places: list[str]) -> list[str]:
    """What breaks the rule in these files."""
    return [fault for place in places for fault in rule(place, (HOME / place).read_text(encoding="utf-8"))]


def imports(place: str, text: str) -> Iterator[tuple[int, str]]:
    """Every module that is imported, wherever in the file, with its line; relative ones spelled out."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                above = PurePosixPath(place).parts[: -node.level]
                yield node.lineno, ".".join((*above, node.module or "")).strip(".")
            else:
                yield node.lineno, node.module or ""
        elif isinstance(node, ast.Call) and _last(node.func) in ("import_module", "__import__"):
            yield from ((node.lineno, str(word.value)) for word in node.args[:1] if isinstance(word, ast.Constant))


def follows_arrows(place: str, text: str) -> Iterator[str]:
    room = room_of(place)
    for line, module in imports(place, text):
        other = module.split(".")[0]
        if other == "tests" or (other in ROOMS and other != room and other not in ARROWS[room]):
            yield f"{place}:{line}: {room} may not know {other} ({module})"


def invites_guests(place: str, text: str) -> Iterator[str]:
    room = room_of(place)
    for line, module in imports(place, text):
        guest = module.split(".")[0]
        if guest in ROOMS or guest == "tests" or (guest not in GUESTS and guest in sys.stdlib_module_names):
            continue
        if guest not in GUESTS:
            yield f"{place}:{line}: {guest} is new here; write a decision note and name its rooms in tests/house.py"
        elif room not in GUESTS[guest]:
            yield f"{place}:{line}: {guest} may only be in {', '.join(sorted(GUESTS[guest]))}"


def is_pure(place: str, text: str) -> Iterator[str]:
    for line, module in imports(place, text):
        if module.split(".")[0] in IMPURE:
            yield f"{place}:{line}: {module} has no place among pure rules"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
            yield f"{place}:{node.lineno}: rules do not wait"
        elif isinstance(node, ast.Call) and _last(node.func) in ("open", "print", "input"):
            yield f"{place}:{node.lineno}: rules do not read or write"
        elif isinstance(node, ast.Attribute) and _last(node.value) == "random" and node.attr != "Random":
            yield f"{place}:{node.lineno}: take a random.Random as an argument; the shared one cannot be replayed"


def asks_no_clock(place: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            asked = (_last(node.value), node.attr)
            if (asked[0] in ("datetime", "date", "func", "dt") and asked[1] in ("now", "utcnow", "today")) or (
                asked[0] == "time" and asked[1] in ("time", "time_ns", "localtime", "gmtime", "ctime")
            ):
                yield f"{place}:{node.lineno}: {'.'.join(asked)} asks the machine's clock; take the time as an argument"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            taken = {name.name for name in node.names} & {"time", "time_ns", "localtime", "gmtime", "ctime"}
            if taken:
                yield f"{place}:{node.lineno}: time.{taken.pop()} asks the machine's clock"


def reads_no_environment(place: str, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            names = {node.attr}
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            names = {name.name for name in node.names}
        else:
            continue
        if names & {"environ", "environb", "getenv", "getenvb"}:
            yield f"{place}:{node.lineno}: the environment is read by bot/settings.py alone"


def speaks_plainly(place: str, text: str) -> Iterator[str]:
    words = AVOIDED - {"entity"} if room_of(place) in MARKED_TEXT else AVOIDED
    for part in PurePosixPath(place).with_suffix("").parts:
        if _avoided(part, words):
            yield f"{place}: {part} is a word we do not use"
    tree = ast.parse(text)
    given = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in GIVEN_ARGUMENTS
        for argument in ast.walk(node.args)
    }
    for line, name, node in _defined(tree):
        if _avoided(name, words) and not (name == "data" and id(node) in given):
            yield f"{place}:{line}: {name} is a word we do not use"


def opens_with_a_sentence(place: str, text: str) -> Iterator[str]:
    if text.strip() and not (ast.get_docstring(ast.parse(text)) or "").strip():
        yield f"{place}:1: no sentence says what lives here"


def leaves_words_to_the_voice(place: str, text: str) -> Iterator[str]:
    tree = ast.parse(text)
    sayings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in sayings:
            continue
        if isinstance(node.value, str) and HAN.search(node.value):
            yield f"{place}:{node.lineno}: {node.value[:20]!r} belongs in texts/"


def is_one_room(place: str, text: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > LONGEST:
        yield f"{place}: {lines} lines; split it by noun (at most {LONGEST})"


def marks_text_with_entities(place: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"\bparse_?mode\b", line, re.IGNORECASE):
            yield f"{place}:{number}: parse_mode lets a name break a message; send text with entities"


def mocks_nothing(place: str, text: str) -> Iterator[str]:
    for line, module in imports(place, text):
        if module.split(".")[0] in ("unittest", "mock", "pytest_mock"):
            yield f"{place}:{line}: {module}; use a real database, a real wire, a hand-written fake"


def names_no_machine(place: str, text: str) -> Iterator[str]:
    hosts = "|".join(
        ("pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.(org|com)", "deb" + r"ian\.org/debian")
    )
    paths = "|".join(("/wo" + "rk/", "/op" + "t/", "/ro" + "ot/", r"\.\./sha" + "red"))
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.search(hosts + "|(?<![\\w.])(" + paths + ")", line):
            yield f"{place}:{number}: {found.group()!r} is a host or a path of one machine"


def _defined(tree: ast.AST) -> Iterator[tuple[int, str, ast.AST]]:
    """The names that a file makes up itself; those it only uses are not its choice."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name, node
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg, node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id, node
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _last(node.value) == "self":
            yield node.lineno, node.attr, node
        elif isinstance(node, ast.alias) and node.asname:
            yield node.lineno, node.asname, node


def _avoided(name: str, words: set[str]) -> bool:
    if name.lower() in GIVEN_NAMES:
        return False
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    plain = {re.sub(r"ies$", "y", part.lower()) for part in parts}
    return bool(words & {form for part in plain for form in (part, part.removesuffix("s"), part.removesuffix("es"))})


def _last(node: ast.AST) -> str:
    """The last word of a dotted expression: `now` of `datetime.datetime.now`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
