#!/usr/bin/env python3
"""Searches the model of the ceremony, with and without each mend, and compares what is found with
expected.txt. README.md explains both.

Usage: run.py                      all searches; what differs from expected.txt is a failure
       run.py --write              the same, and expected.txt is written anew
       run.py WORLD [MEND...]      one search, with the steps that lead to what it found
"""

import itertools
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "expected.txt"
SECONDS = 120  # for one search

# letter -> mend
MENDS = {
    "F": "fresh-static",
    "S": "proof-of-static",
    "E": "proof-of-ephemeral",
    "W": "proofs-bound",
    "R": "reuse-refused",
    "B": "binding",
}
ALL = "FSEWRB"
ELECTIONS = ("another-election", "another-log", "forks", "same-announcement")
# Elsewhere announcements differ or are on one log, so whether posts are bound is no matter.
MAY_BE_ONE = "same-announcement"
PLACES = ("same-definition", "other-definition", "two-elections")


def mends_of(letters):
    return " ".join(MENDS[letter] for letter in letters) or "none"


class Searches:
    """Starts Maude, and counts what it saw."""

    def __init__(self):
        self.count = self.states = 0

    def run(self, module, world, letters, goal, extra="", first=True):
        """The states seen and what Maude printed, from the first solution on."""
        limit = "[1] " if first else ""
        commands = (
            f"load {HERE / 'ceremony.maude'}\nload {HERE / 'acts.maude'}\n"
            f"search {limit}in {module} : start({world}, {mends_of(letters)}) =>* S:State "
            f"such that {goal} .\n{extra}quit\n"
        )
        done = subprocess.run(
            ["maude", "-no-banner", "-no-advise", "-no-wrap"],
            input=commands, capture_output=True, text=True, timeout=SECONDS, check=True,
        )
        printed = done.stdout + done.stderr
        counts = re.findall(r"^states: (\d+)", printed, re.MULTILINE)
        if "Warning" in printed or not counts or (
            ("No solution." in printed) == ("Solution 1" in printed)
        ):
            sys.exit(f"Maude answered otherwise than it should:\n{commands}\n{printed[:4000]}")
        self.count += 1
        self.states += int(counts[-1])
        return int(counts[-1]), printed[printed.find("Solution 1"):] if counts else ""

    def finds(self, *arguments, **options):
        states, printed = self.run(*arguments, **options)
        return "Solution 1" in printed, states


def loss(searches, world, letters, hint):
    """What the attacker gets: the `key` or a trustee's share of it; else a `share` that one honest
    trustee sealed for another; else `nothing`. What is expected saves a search, no more."""
    total = 0
    for what, goal in (("key", "lost(S:State)"), ("share", "opened(S:State)")):
        if what == "key" and hint == "nothing":
            continue  # without an opened share there is no key: the next search says more
        found, states = searches.finds("CEREMONY", world, letters, goal)
        total += states
        if found:
            return what, total
    return "nothing", total


def subsets(letters):
    """From all of them to none."""
    for bits in itertools.product((True, False), repeat=len(letters)):
        yield {letter for letter, is_on in zip(letters, bits) if is_on}


def written(letters):
    return "".join(letter for letter in ALL if letter in letters)


def plan():
    """(kind of search, world, letters), one for each line of expected.txt."""
    # Proofs say what they are for, where there are any; then both proofs that do not.
    chosen = [on | {"W"} if on & {"S", "E"} else on for on in subsets("FSERB")]
    chosen += [on | {"S", "E"} for on in subsets("FRB")]
    for letters in map(written, chosen):
        for world in ELECTIONS:
            if "B" in letters or world == MAY_BE_ONE or letters == "FSEWR":
                yield "ceremony", world, letters
    for letters in ("FSEWRB", "SEWB", "SWB", "EWB", "B"):
        yield "ceremony", "no-corrupt-trustee", letters
    for letters in ("FSEWRB", "SEWB", "FEWRB", "B", "FSEWR", "SEWR", "FEWR", ""):
        for world in PLACES:
            yield "acts", world, letters
    for world in ("another-election", "no-corrupt-trustee"):
        yield "as-reported", world, "B"
    for world in (*ELECTIONS, "no-corrupt-trustee"):
        yield "finished", world, ALL
    for world in PLACES:
        yield "finished", world, ALL


def search(searches, kind, world, letters, hint):
    if kind == "ceremony":
        return loss(searches, world, letters, hint)
    if kind == "acts":
        states, printed = searches.run(
            "ACTS", world, letters, "misplaced(S:State)", first=False
        )
        return ",".join(sorted(re.findall(r"stranger\((\w+)\)", printed))) or "nothing", states
    if kind == "as-reported":
        found, states = searches.finds(
            "CEREMONY", world, letters, "keyLost(S:State) and crossed(S:State)"
        )
        return "key" if found else "nothing", states
    # An election can be held to its end: a model in which nothing happens would hold all lemmas.
    module, goal = ("ACTS", "done") if world in PLACES else ("CEREMONY", "finished")
    found, states = searches.finds(module, world, letters, f"{goal}(S:State)")
    return "yes" if found else "no", states


def show(world, mends):
    module = "ACTS" if world in PLACES else "CEREMONY"
    goal = "misplaced" if module == "ACTS" else "lost"
    letters = "".join(letter for letter, mend in MENDS.items() if mend in mends)
    if set(mends) - set(MENDS.values()) or world not in (*ELECTIONS, "no-corrupt-trustee", *PLACES):
        sys.exit(__doc__)
    searches = Searches()
    states, printed = searches.run(module, world, letters, f"{goal}(S:State)")
    if "Solution 1" not in printed:
        print(f"nothing found in {states} states")
        return
    number = re.search(r"Solution 1 \(state (\d+)\)", printed)[1]
    _, printed = searches.run(
        module, world, letters, f"{goal}(S:State)", extra=f"show path {number} .\n"
    )
    print(printed.strip())


def read_expected():
    lines = EXPECTED.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {tuple(row[:3]): row[3] for row in rows}


def write_expected(found):
    """The lines of comment at its head stay."""
    lines = EXPECTED.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = [f"{kind:12}{world:20}{letters:8}{what}"
            for (kind, world, letters), what in found.items()]
    EXPECTED.write_text("\n".join(head + rows) + "\n", encoding="utf-8")


def main():
    if sys.argv[1:] and sys.argv[1:] != ["--write"]:
        return show(sys.argv[1], sys.argv[2:])
    expected = read_expected()
    write = sys.argv[1:] == ["--write"]
    searches = Searches()
    started = time.monotonic()
    found, differences = {}, 0
    for kind, world, letters in plan():
        row = (kind, world, letters or "-")
        hint = expected.get(row)
        begun = time.monotonic()
        found[row], states = search(searches, kind, world, letters, hint)
        is_right = write or found[row] == hint
        differences += not is_right
        print(
            f"{kind:12} {world:19} {letters or '-':7} {found[row]:8} {states:7} states "
            f"{time.monotonic() - begun:5.1f} s"
            + ("" if is_right else f"   DIFFERS: {hint} was expected"),
            flush=True,
        )
    missing = set() if write else set(expected) - set(found)
    for row in sorted(missing):
        print(f"expected.txt speaks of {' '.join(row)}, which was not searched")
    if write:
        write_expected(found)
    attacks = [letters for (kind, _, letters), what in found.items()
               if kind != "finished" and what != "nothing"]
    print(
        f"{searches.count} searches, {searches.states} states, {time.monotonic() - started:.0f} s: "
        f"{len(attacks) - attacks.count(ALL)} attacks found where mends are off, "
        f"{attacks.count(ALL)} where all are on, "
        f"{differences + len(missing)} answers not as expected"
    )
    return 1 if differences or missing else 0


if __name__ == "__main__":
    sys.exit(main())
