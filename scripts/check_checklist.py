#!/usr/bin/env python3
"""docs/checklist.md has each of its lines once, in order, and the tests that it names are there."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = "docs/checklist.md"
LINES = 47
ROW = re.compile(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$")
# In `path: words` the words are in a line that names a test, a step, a function or a check.
NAMED = re.compile(r"\b(test|step|TEST_CASE|function|assert)\b|\(\) \{$")


def tracked():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return set(listed.stdout.splitlines())


def names(path, words):
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if words not in line:
            continue
        # A formatter may break a call: its name is then on an earlier line of the statement.
        first = number
        while first > 0 and not lines[first - 1].rstrip().endswith((";", "{", "}", "=>")):
            first -= 1
        if any(NAMED.search(each) for each in lines[first : number + 1]):
            return True
    return False


def wrong_references(cell, files):
    references = re.findall(r"`([^`]*)`", cell)
    if not references and not cell.startswith("- "):
        yield "names no test and does not begin with '- '"
    if references and cell.startswith("- "):
        yield "begins with '- ' and names a test all the same"
    for reference in references:
        path, colon, words = reference.partition(": ")
        if not colon or not words.strip():
            yield f"`{reference}` is not `path: words`"
        elif path not in files:
            yield f"{path} is no file of the repository"
        elif not names(path, words):
            yield f'{path} has no test, function or check named "{words}"'


def mistakes():
    lines = (ROOT / DOCUMENT).read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")]
    files = tracked()
    numbers = []
    for line in table[2:]:
        row = ROW.match(line)
        if row is None:
            yield f"not a row of three columns: {line}"
            continue
        numbers.append(int(row[1]))
        yield from (f"line {row[1]}: {mistake}" for mistake in wrong_references(row[2], files))
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        yield f"the lines do not count from 1 without a gap: {numbers}"


found = list(mistakes())
for mistake in found:
    print(f"{DOCUMENT}: {mistake}")
sys.exit(1 if found else 0)
