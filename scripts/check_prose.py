#!/usr/bin/env python3
"""Documents read aloud: the two stiff turns that a program can tell are not in their sentences.
Tables and code are left out: they hold names of tests and what programs print."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
STIFF = (
    (re.compile(r"\bwhoever\b", re.IGNORECASE), "say who: anyone who, a voter who, the one who"),
    # "There is no ..." and "is no longer" are as people speak.
    (
        re.compile(r"(?<!\bthere )\b(?:is|are) no (?!longer|more|less|fewer)", re.IGNORECASE),
        "write: is not a",
    ),
)
CODE = re.compile(r"^ *```.*?^ *```|`[^`]*`", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^ *\|.*$", re.MULTILINE)


def without(pattern, text):
    """Blanks, so that what is left keeps its line."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def stiff_turns(text):
    sentences = without(TABLE, without(CODE, text)).replace("\n", " ")
    for pattern, better in STIFF:
        for match in pattern.finditer(sentences):
            yield text.count("\n", 0, match.start()) + 1, match[0].strip(), better


def expect(text, count):
    if len(list(stiff_turns(text))) != count:
        sys.exit(f"check_prose.py judges this otherwise than it should: {text}")


expect("Whoever sees it\ncan cast it.", 1)
expect("That is\nno plain refusal, and these are no others.", 2)
expect("There is\nno key. It is no longer there, and are there no others?", 0)
expect("| whoever | is no row |\n`is no` code\n\n```\nwhoever\n```\n", 0)

mistakes = 0
listed = subprocess.run(
    ["git", "ls-files", "*.md"], cwd=ROOT, check=True, capture_output=True, text=True
)
for name in listed.stdout.splitlines():
    for line, turn, better in stiff_turns((ROOT / name).read_text(encoding="utf-8")):
        print(f'{name}:{line}: "{turn}"; {better}')
        mistakes += 1
sys.exit(1 if mistakes else 0)
