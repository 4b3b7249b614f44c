"""How well and how fast the ear reads: accuracy, false sign-ups and µs a message on written corpora."""

from __future__ import annotations

import sys

from tests.corpora.scoring import CORPORA, score


def main() -> int:
    """Print one line a corpus and part; with ``-v`` also what was misread. Exit code 1 on a false sign-up."""
    false = 0
    for name in CORPORA:
        for part in ("build", "check"):
            result = score(name, part)
            false += result.false
            sys.stdout.write(result.line(f"{name} {part}") + "\n")
            if "-v" in sys.argv:
                sys.stdout.writelines(f"    {told}\n" for told in result.wrong)
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
