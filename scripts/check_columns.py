#!/usr/bin/env python3
"""No line has more than 100 columns. Those with an address may, and in documents tables and what a
program writes, between <!-- NAME --> and <!-- end -->."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = 100
PATTERNS = ("*.md", "*.h", "*.cpp", "*.py", "*.sh", "*CMakeLists.txt", "*.cmake")
TABLE = re.compile(r"^\s*\|.*$", re.MULTILINE)
WRITTEN = re.compile(r"^<!-- (?!end)\w+ -->$.*?^<!-- end -->$", re.MULTILINE | re.DOTALL)


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", *PATTERNS], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / line for line in listed.stdout.splitlines()]


def without(pattern, text):
    """Empty lines, so that what is left keeps its number."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def long_lines(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = without(TABLE, without(WRITTEN, text))
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > COLUMNS and "://" not in line:
            yield f"{path.relative_to(ROOT)}:{number}: {len(line)} columns"


mistakes = [mistake for path in tracked() for mistake in long_lines(path)]
for mistake in mistakes:
    print(mistake)
sys.exit(1 if mistakes else 0)
