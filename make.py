"""Every chore of the project in one command: run, demo, test, lint, types, bench, lock, clean. Needs only Python.

`python3 make.py run` builds a local .venv from the pinned hashes the first time and is quick the second time.
Arguments after the chore go on to it: `python3 make.py test tests/domain -k waitlist`.
"""

# Kept readable by old Pythons (no newer syntax, no newer imports), so that they can be told so kindly.
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
KNOWN = ("python3.14", "python3.13", "python3.12", "python3.11")
LOCKER = "uv==0.13.9"  # only `lock` uses it, in a throwaway environment: it pins for every platform at once
BRANCHES = 95.0  # percent of the branches of domain/ and usecases/ that the tests must take


class Refused(Exception):
    """A chore cannot go on; the message is one line that says why and what to do."""


def run(*words: object, quiet: bool = False, silent: bool = False) -> int:
    """Runs one command in the project's folder and gives its exit code; quiet drops its words, silent all."""
    sys.stdout.flush()
    sink = subprocess.DEVNULL
    return subprocess.call(
        [str(word) for word in words],
        cwd=str(HOME),
        stdout=sink if quiet or silent else None,
        stderr=sink if silent else None,
    )


def fingerprint(lock: Path) -> str:
    """What an environment was built from: the pins and the Python."""
    made_of = lock.read_bytes() + repr((sys.version_info[:3], sys.platform)).encode()
    return hashlib.sha256(made_of).hexdigest()


def new_environment(folder: Path) -> None:
    try:
        import ensurepip  # noqa: F401  Debian leaves it out until python3-venv is installed
    except ImportError:
        raise Refused(
            "This Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt install python3-venv"
        ) from None
    if run(sys.executable, "-m", "venv", "--clear", folder):
        raise Refused("The virtual environment " + folder.name + " could not be made; see the lines above.")


def ready(lock_name: str) -> None:
    """Makes .venv hold exactly what the lock names; does nothing when it already does.

    The stamp is written last, so a set-up that was cut off is done again. requirements-dev.txt holds the
    same pins as requirements.txt and more, so its stamp is good for both.
    """
    stamp = VENV / "yihu-stamp.json"
    python = ".".join(map(str, sys.version_info[:3]))
    try:
        seen = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        seen = {}
    wanted = {name: fingerprint(HOME / name) for name in ("requirements.txt", "requirements-dev.txt")}
    full = "requirements-dev.txt"
    if PYTHON.exists() and seen.get("python") == python:
        if any(seen.get(name) == wanted[name] for name in (lock_name, full)):
            return
        print("The pinned packages changed: bringing .venv up to date ...")
    else:
        print("Setting up .venv for Python " + python + " (a minute or two, only this once) ...")
        new_environment(VENV)
        seen = {}
    pip = (PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", "install")
    if run(*pip, "--require-hashes", "-r", lock_name):
        raise Refused("The packages of " + lock_name + " could not be installed; is this machine online?")
    stamp.write_text(json.dumps({**seen, "python": python, lock_name: wanted[lock_name]}), encoding="utf-8")


def start(words: list[str]) -> int:
    ready("requirements.txt")
    return run(PYTHON, "-m", "bot", "run", *words)


def demo(words: list[str]) -> int:
    ready("requirements.txt")
    return run(PYTHON, "-m", "bot", "demo", *words)


def lint(words: list[str]) -> int:
    ready("requirements-dev.txt")
    return run(PYTHON, "-m", "ruff", "check", *words) or run(PYTHON, "-m", "ruff", "format", "--check")


def types(words: list[str]) -> int:
    ready("requirements-dev.txt")
    return run(PYTHON, "-m", "mypy", *words)


def proofs(words: list[str]) -> int:
    """All tests on every core, with the branch coverage of the rules and the actions; or just those named."""
    ready("requirements-dev.txt")
    pytest = (PYTHON, "-m", "pytest")
    if words:
        return run(*pytest, *words)
    spread = ("-n", "auto", "--dist", "worksteal")
    failed = run(*pytest, *spread, "--cov", "--cov-report=term:skip-covered")
    return failed or branches_taken()


def branches_taken() -> int:
    report = HOME / ".coverage.json"
    if run(PYTHON, "-m", "coverage", "json", "-q", "-o", report):
        raise Refused("coverage could not report; see the lines above.")
    totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    share = 100.0 * totals["covered_branches"] / max(1, totals["num_branches"])
    print(f"Branches of domain/ and usecases/ taken: {share:.1f} % (at least {BRANCHES:.0f} %)")
    return 0 if share >= BRANCHES or not totals["num_branches"] else 1


def test(words: list[str]) -> int:
    """Everything that must hold before a change lands. Named tests alone when words are given."""
    if words:
        return proofs(words)
    took = []
    for name, chore in (("lint", lint), ("types", types), ("tests", proofs)):
        began = time.monotonic()
        code = chore([])
        took.append(f"{name} {time.monotonic() - began:.0f} s")
        if code:
            print("make test stopped at: " + name)
            return code
    print("make test: all good (" + ", ".join(took) + ")")
    return 0


def bench(words: list[str]) -> int:
    """Measures, alone on the machine and in order; benches are files tests/**/bench_*.py."""
    ready("requirements-dev.txt")
    return run(PYTHON, "-m", "pytest", "-o", "python_files=bench_*.py", "-s", *(words or ["tests"]))


def lock(words: list[str]) -> int:
    """Pins requirements*.in with the hashes of every platform; `lock --upgrade` also takes newer versions."""
    folder = HOME / ".venv-lock"
    uv = folder / ("Scripts/uv.exe" if os.name == "nt" else "bin/uv")
    if not uv.exists():
        new_environment(folder)
        if run(uv.parent / PYTHON.name, "-m", "pip", "-qq", "--disable-pip-version-check", "install", LOCKER):
            raise Refused(LOCKER + " could not be installed; is this machine online?")
    pin = (uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes")
    plain = ("--no-header", "--no-emit-index-url", "--no-emit-find-links")
    for wish, pins in (("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")):
        same = () if pins == "requirements.txt" else ("--constraints", "requirements.txt")
        if run(*pin, *plain, *same, *words, wish, "-o", pins, quiet=True):
            raise Refused(wish + " could not be pinned; see the lines above.")
        print("Pinned " + wish + " into " + pins)
    return 0


def clean(_words: list[str]) -> int:
    """Removes what can be made again. Never .env, never var/: they are the village's."""
    for name in (
        ".venv",
        ".venv-lock",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        "htmlcov",
        "build",
    ):
        shutil.rmtree(str(HOME / name), ignore_errors=True)
    for litter in HOME.glob(".coverage*"):
        litter.unlink()
    print("Cleaned. Your .env and var/ are untouched.")
    return 0


CHORES = {
    "run": start,
    "demo": demo,
    "test": test,
    "lint": lint,
    "types": types,
    "bench": bench,
    "lock": lock,
    "clean": clean,
}


def hand_over() -> int:
    """On too old a Python: goes on with a newer one if this machine has it, else says so in one line."""
    for name in KNOWN:
        newer = shutil.which(name)
        if newer and run(newer, "-c", "import venv", silent=True) == 0:  # a version switcher's shim may be hollow
            return subprocess.call([newer, str(Path(__file__).resolve()), *sys.argv[1:]])
    print(
        f"Yihu needs Python 3.11 or newer; this is {sys.version_info[0]}.{sys.version_info[1]}."
        " Install a newer one and run it again.",
        file=sys.stderr,
    )
    return 2


def main() -> int:
    if sys.version_info < OLDEST:
        return hand_over()
    if len(sys.argv) < 2 or sys.argv[1] not in CHORES:
        asked_for_help = sys.argv[1:2] in (["--help"], ["-h"], ["help"])
        print("Use: python3 make.py " + "|".join(CHORES), file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    try:
        return CHORES[sys.argv[1]](sys.argv[2:])
    except Refused as why:
        print(why, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
