#!/usr/bin/env python3
"""Independent model of docs/protocol.md, "Pools": which totals of an election are opened together,
and which are not opened. Written from that document alone.

    pools.py VECTORS          the model says what the vectors say (tests/vectors/tabella/pools.json)
    pools.py --make VECTORS   writes them anew; the cases are in pool_cases.py
"""

import hashlib
import json
import sys
from collections import namedtuple
from pathlib import Path

from ceremony import frame
from styles import Definition

DUE, WAITS, WITHHELD, OPENED = "due", "waits", "withheld", "opened"

# `part` is "totals" or "asked"; styles are in the order of the definition.
Pool = namedtuple("Pool", "name question part styles state")


def fingerprint(election, name):
    return hashlib.sha256(frame(b"tabella/v1/pool") + election + frame(name.encode())).digest()


class Box:
    """The counted ballots: {style: {weight: number}}. Styles without ballots may be left out."""

    def __init__(self, definition, ballots):
        self.definition, self.of_style = definition, ballots

    def number(self, styles):
        return sum(sum(self.of_style.get(s, {}).values()) for s in styles)

    def carriers(self, styles):
        """Of each weight, how many ballots of these styles have it."""
        found = {}
        for s in styles:
            for weight, number in self.of_style.get(s, {}).items():
                found[weight] = found.get(weight, 0) + number
        return found

    def may_be_opened(self, q, styles):
        d = self.definition
        least = d.smallest_group
        if d.is_table(q) and least != 1: least *= d.groups(q)
        if 0 < self.number(styles) < least: return False
        if d.weights_may_tell: return True
        return not any(0 < n < d.smallest_group for n in self.carriers(styles).values())


def crowds(box, q):
    """Lists of styles, of a question that is reported by style."""
    asking = box.definition.asking(q)
    alone = [s for s in asking if box.number([s]) and box.may_be_opened(q, [s])]
    rest_of = lambda: [s for s in asking if s not in alone]
    while alone and not box.may_be_opened(q, rest_of()):
        alone.remove(min(alone, key=lambda s: box.number([s])))  # of several the first
    rest = rest_of()
    made = [[s] for s in alone] + ([rest] if rest else [])
    return sorted(made, key=lambda crowd: asking.index(crowd[0]))


def parts(sets):
    """The styles, by which of the sets they lie in."""
    found = {}
    for s in set().union(*sets):
        found.setdefault(tuple(s in each for each in sets), []).append(s)
    return list(found.values())


def siblings(definition, made, other):
    """The pools `asked` that are known, of questions with a condition on that question."""
    return [p for p in made if p.part == "asked" and p.state != WITHHELD
            and definition.condition(p.question)["question"] == other]


def leaves_few(box, sets):
    return any(0 < box.number(part) < box.definition.smallest_group for part in parts(sets))


def splits_conditional(box, q, other):
    """Whether `asked` would split those who were asked the other question. How many of them are in
    each part can be known, and be few."""
    d = box.definition
    if d.smallest_group == 1 or not d.is_conditional(other): return False
    return box.number(s for s in d.asking(other) if s not in d.asking(q)) > 0


def state_of_asked(box, made, q):
    other = box.definition.condition(q)["question"]
    totals = [p for p in made if p.question == other and p.part == "totals"]
    if any(p.state == WITHHELD for p in totals): return WITHHELD
    if any(p.state == WAITS for p in totals): return WAITS
    known = totals + siblings(box.definition, made, other)
    if leaves_few(box, [p.styles for p in known] + [box.definition.asking(q)]): return WITHHELD
    return WITHHELD if splits_conditional(box, q, other) else DUE


def state_after_asked(definition, q, asked, number):
    """Of the totals of a conditional question. `number` is what `asked` was opened to."""
    if asked == WITHHELD: return WITHHELD
    if asked != OPENED: return WAITS
    least = definition.smallest_group
    if definition.is_table(q) and least != 1: least *= definition.groups(q)
    return DUE if number == 0 or number >= least else WITHHELD


def pools(definition, ballots, asked, opened=()):
    """All pools in their order. `asked` has the numbers of the pools of that name that are opened,
    by question; `opened` the names of the pools of totals that are."""
    box, made = Box(definition, ballots), []

    def add(name, q, part, styles, state, is_opened):
        if is_opened and state != DUE: raise ValueError(f"{name} is {state}, and was opened")
        made.append(Pool(name, q, part, styles, OPENED if is_opened else state))

    for q in definition.questions:
        asking = definition.asking(q)
        if definition.is_conditional(q):
            add(f"{q}/asked", q, "asked", asking, state_of_asked(box, made, q), q in asked)
            state = state_after_asked(definition, q, made[-1].state, asked.get(q))
            add(f"{q}/totals", q, "totals", asking, state, f"{q}/totals" in opened)
            continue
        by_style = definition.by_style(q)
        for crowd in crowds(box, q) if by_style else [asking]:
            name = f"{q}/totals/{crowd[0]}" if by_style else f"{q}/totals"
            state = DUE if box.may_be_opened(q, crowd) else WITHHELD
            add(name, q, "totals", crowd, state, name in opened)
    return made


# ---- Vectors ----

def said_of(definition, ballots, asked):
    by_weight = {style: dict(pairs) for style, pairs in ballots.items()}
    return [{"pool": p.name, "styles": p.styles, "state": p.state}
            for p in pools(Definition(definition), by_weight, asked)]


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--make":
        from pool_cases import made
        Path(sys.argv[2]).write_text(made(said_of), encoding="utf-8")
        return 0
    if len(sys.argv) != 2: sys.exit(__doc__)
    cases = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    wrong = [case["name"] for case in cases
             if said_of(case["definition"], case["ballots"], case["asked"]) != case["pools"]]
    for name in wrong: print(f"the model says otherwise of: {name}")
    print(f"{len(cases)} cases of pools, {len(cases) - len(wrong)} as the model says")
    return 1 if wrong or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
