#!/usr/bin/env python3
"""No line has more than 100 columns. Tables of documents may, and lines with an address."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = 100
PATTERNS = ("*.md", "*.h", "*.cpp", "*.py", "*.sh", "*CMakeLists.txt", "*.cmake")
TABLE = re.compile(r"\s*\|")


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", *PATTERNS], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / line for line in listed.stdout.splitlines()]


def may_be_long(path, line):
    return "://" in line or (path.suffix == ".md" and TABLE.match(line) is not None)


def long_lines(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if len(line) > COLUMNS and not may_be_long(path, line):
            yield f"{path.relative_to(ROOT)}:{number}: {len(line)} columns"


mistakes = [mistake for path in tracked() for mistake in long_lines(path)]
for mistake in mistakes:
    print(mistake)
sys.exit(1 if mistakes else 0)
