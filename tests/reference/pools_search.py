#!/usr/bin/env python3
"""Looks for elections in which what is opened tells more than docs/protocol.md, "Pools", wants:
pools_search.py [CASES] [SEED]

Unknown is, for each style and weight and each answer to each question, how many ballots give it.
What is opened are sums of these numbers. Known are also the ballots of each style, and that in a
question of one answer each ballot in which it is asked gives one. What follows from all that is
what lies in its span; so weights tell nothing more if the sums are told by weight, which is the
worst that they can tell. Two rules are judged:

- few voted: whatever follows about the ballots of some styles alone, beyond what is known before
  anything is opened, these styles have at least `smallest_group` ballots;
- few were asked: whatever follows about a conditional question for some styles alone, it was not
  asked in 1 to `smallest_group` - 1 of their ballots, as far as that number follows too.

Spans are taken modulo a prime of 61 bits.
"""

import itertools
import json
import random
import sys
from collections import Counter

import pools
from styles import Definition

PRIME = 2**61 - 1


class Span:
    """Of rows {unknown: number}."""

    def __init__(self, rows=()):
        self.rows = {}
        for row in rows: self.add(row)

    def reduced(self, row):
        row = {k: v % PRIME for k, v in row.items() if v % PRIME}
        while True:
            lead = next((k for k in row if k in self.rows), None)
            if lead is None: return row
            factor = row[lead]
            for k, v in self.rows[lead].items():
                value = (row.get(k, 0) - factor * v) % PRIME
                if value: row[k] = value
                else: row.pop(k, None)

    def add(self, row):
        row = self.reduced(row)
        if not row: return
        lead = next(iter(row))
        inverse = pow(row[lead], -1, PRIME)
        row = {k: v * inverse % PRIME for k, v in row.items()}
        for other, values in self.rows.items():
            factor = values.get(lead, 0)
            if not factor: continue
            for k, v in row.items():
                value = (values.get(k, 0) - factor * v) % PRIME
                if value: values[k] = value
                else: values.pop(k, None)
        self.rows[lead] = row

    def plus(self, rows):
        made = Span()
        made.rows = {lead: dict(row) for lead, row in self.rows.items()}
        for row in rows: made.add(row)
        return made

    def size(self): return len(self.rows)
    def has(self, row): return not self.reduced(row)

    def within(self, rows):
        """How much of this span lies in that of the rows."""
        return self.size() + Span(rows).size() - self.plus(rows).size()


# ---- Random elections ----

def text(word): return {"en": word}
def options(number): return [{"id": f"o{i}", "text": text(f"o{i}")} for i in range(number)]


def question(draw, q, earlier, weighted):
    """A conditional one, or one that is reported by style, or neither."""
    number = draw.choice([1, 1, 2, 2, 3])
    one = draw.random() < 0.6
    kind = {"type": "choose", "minimum": 1 if one else 0, "maximum": 1 if one else number}
    made = {"id": q, "title": text(q), "options": options(number), "kind": kind}
    if not weighted and draw.random() < 0.1:
        columns = [{"id": f"c{i}", "text": text(f"c{i}")} for i in range(2)]
        made["options"] = options(2)
        made["kind"] = {"type": "table", "column_title": text("c"), "columns": columns,
                        "report": draw.choice(["joint", "margins"])}
    chosen = [each for each in earlier if each["kind"]["type"] == "choose"]
    if chosen and not weighted and draw.random() < 0.75:
        other = draw.choice(chosen)
        made["only_if"] = {"question": other["id"],
                           "option": draw.choice(other["options"])["id"]}
    elif draw.random() < 0.4:
        made["report"] = "by_style"
    return made


def style(draw, number, questions):
    taken = set()
    for each in questions:
        condition = each.get("only_if")
        if (condition is None or condition["question"] in taken) and draw.random() < 0.7:
            taken.add(each["id"])
    return {"id": f"s{number}",
            "questions": [each["id"] for each in questions if each["id"] in taken]}


def definition(draw):
    weighted = draw.random() < 0.2
    questions = []
    for i in range(draw.randint(1, 5)):
        questions.append(question(draw, f"q{i}", questions, weighted))
    styles = [style(draw, i, questions) for i in range(draw.randint(1, 4))]
    styles = [each for each in styles if each["questions"]]
    if set().union(*(each["questions"] for each in styles)) != {q["id"] for q in questions}:
        styles.append({"id": "every", "questions": [each["id"] for each in questions]})
    return {"version": "tabella/v1", "id": "search", "languages": ["en"], "title": text("t"),
            "schedule": {"opens": "2027-01-01T00:00:00Z", "closes": "2027-01-02T00:00:00Z"},
            "roll": {"max_voters": 1000, "max_weight": 3 if weighted else 1},
            "trustees": {"count": 1, "threshold": 1}, "revoting": "refused",
            "smallest_group": draw.choice([1, 2, 2, 3]), "questions": questions, "styles": styles}


def ballots(draw, made):
    """Lists of (style, weight, {question: options chosen}), only of questions that are asked."""
    cast = []
    one_mind = draw.random() < 0.3
    for s in made.styles.values():
        few = made.smallest_group
        for _ in range(draw.choice([0, 1, few - 1, few, few, few + 1, 2 * few, 4 * few])):
            answers = {}
            for q in s.questions:
                condition = made.condition(q)
                if condition and condition["option"] not in answers.get(condition["question"], ()):
                    continue
                names = answers_of(made, q)
                if is_of_one(made, q):
                    answers[q] = [names[0] if one_mind else draw.choice(names)]
                else:
                    answers[q] = [each for each in names if draw.random() < 0.6]
            cast.append((s.id, draw.choice([1] * 3 + [made.max_weight]), answers))
    return cast


def answers_of(made, q):
    each = made.questions[q]
    names = [option["id"] for option in each["options"]]
    if not made.is_table(q): return names
    return [f"{row} {column['id']}" for row in names for column in each["kind"]["columns"]]


def is_of_one(made, q):
    return made.is_table(q) or made.questions[q]["kind"]["minimum"] == 1


def count(cast):
    """{style: {weight: number}}."""
    box = {}
    for s, weight, _ in cast:
        box.setdefault(s, {}).setdefault(weight, 0)
        box[s][weight] += 1
    return box


def asked_number(made, cast, q, styles):
    return sum(s in styles and q in answers for s, _, answers in cast)


def opened(made, cast):
    """All rounds of shares: the pools at the end."""
    box, asked, totals = count(cast), {}, set()
    while True:
        found = pools.pools(made, box, asked, totals)
        due = [p for p in found if p.state == "due"]
        if not due:
            assert not any(p.state == "waits" for p in found)
            return found
        for p in due:
            if p.part == "totals": totals.add(p.name)
            else: asked[p.question] = asked_number(made, cast, p.question, p.styles)


# ---- What follows ----

ONE = "1"


class Knowledge:
    """Unknowns are (style, weight, question, answer); ONE is the number 1."""

    def __init__(self, made, cast, found):
        self.made = made
        self.box = {(s, w): n for s, each in count(cast).items() for w, n in each.items()}
        self.before = Span([{ONE: 1}] + [row for c in self.box for row in self.of_one(c)])
        self.after = self.before.plus(row for p in found if p.state == "opened"
                                      for row in self.told(p))

    def asks(self, c, q): return q in self.made.styles[c[0]].questions

    def asked(self, c, q):
        """In how many ballots of the class it was asked."""
        condition = self.made.condition(q)
        if not condition: return {ONE: self.box[c]}
        return {(*c, condition["question"], condition["option"]): 1}

    def of_one(self, c):
        for q in self.made.styles[c[0]].questions:
            if not is_of_one(self.made, q): continue
            row = {(*c, q, a): 1 for a in answers_of(self.made, q)}
            for k, v in self.asked(c, q).items(): row[k] = row.get(k, 0) - v
            yield row

    def told(self, pool):
        q = pool.question
        for w in {w for _, w in self.box}:
            classes = [c for c in self.box if c[0] in pool.styles and c[1] == w]
            if pool.part == "asked":
                yield {k: v for c in classes for k, v in self.asked(c, q).items()}
            elif self.made.is_table(q) and self.made.questions[q]["kind"]["report"] == "margins":
                rows, columns = zip(*(a.split() for a in answers_of(self.made, q)))
                for place, names in enumerate((rows, columns)):
                    for name in set(names):
                        yield {(*c, q, a): 1 for c in classes for a in answers_of(self.made, q)
                               if a.split()[place] == name}
            else:
                for a in answers_of(self.made, q): yield {(*c, q, a): 1 for c in classes}

    def few_voted(self):
        least = self.made.smallest_group
        for size in range(1, least):
            for some in itertools.combinations(self.box, size):
                if sum(self.box[c] for c in some) >= least: continue
                about = [{ONE: 1}] + [{(*c, q, a): 1} for c in some
                                      for q in self.made.styles[c[0]].questions
                                      for a in answers_of(self.made, q)]
                if self.after.within(about) > self.before.within(about): return some
        return None

    def few_were_asked(self, cast):
        least = self.made.smallest_group
        for q in filter(self.made.is_conditional, self.made.questions):
            asking = [c for c in self.box if self.asks(c, q)]
            for size in range(1, len(asking) + 1):
                for some in itertools.combinations(asking, size):
                    number = sum((s, w) in some and q in answers for s, w, answers in cast)
                    if not 0 < number < least: continue
                    asked = {k: v for c in some for k, v in self.asked(c, q).items()}
                    if not self.after.has(asked): continue
                    numbers = [self.asked(c, q) for c in some]
                    about = [*numbers, *({(*c, q, a): 1} for c in some
                                         for a in answers_of(self.made, q))]
                    if self.after.plus(numbers).within(about) > (
                            self.before.plus(numbers).within(about)):
                        return q, some
        return None


def faults(cases, seed, count_states=None):
    """Each as (what, which styles, definition, ballots, pools)."""
    draw = random.Random(seed)
    for _ in range(cases):
        said = definition(draw)
        made = Definition(json.dumps(said))
        cast = ballots(draw, made)
        found = opened(made, cast)
        known = Knowledge(made, cast, found)
        if count_states is not None: count_states.update(p.state for p in found)
        for what, some in (("few voted", known.few_voted()),
                           ("few were asked", known.few_were_asked(cast))):
            if some: yield what, some, said, cast, found


# ---- Rules that are too weak ----

def beside_all(box, q):
    """Each style that may be opened, and all of them together."""
    asking = box.definition.asking(q)
    if not box.may_be_opened(q, asking): return [asking]
    return [asking] + [[s] for s in asking if box.may_be_opened(q, [s])]


# Each is noticed, so that a search that finds nothing in anything would fail here.
WEAKER = (
    ("crowds of any size", pools.Box, "may_be_opened", lambda box, q, styles: True),
    ("weights of few", pools.Box, "carriers", lambda box, styles: {}),
    ("the total of all beside the crowds", pools, "crowds", beside_all),
    ("parts of any size", pools, "leaves_few", lambda box, sets: False),
    ("not looking at siblings", pools, "siblings", lambda definition, made, other: []),
    ("chains that split", pools, "splits_conditional", lambda box, q, other: False),
    ("any number of asked", pools, "state_after_asked", lambda definition, q, asked, number:
        {"opened": "due", "withheld": "withheld"}.get(asked, "waits")),
)


def first_fault(owner, name, weaker, cases, seed):
    kept = getattr(owner, name)
    setattr(owner, name, weaker)
    try: return next(faults(cases, seed), None)
    finally: setattr(owner, name, kept)


def show(what, some, said, cast, found):
    print(f"{what}: {some}, smallest_group {said['smallest_group']}")
    for part in (said["questions"], said["styles"], cast):
        for each in part: print("  ", json.dumps(each))
    for p in found: print("  ", p.name, p.styles, p.state)


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = sys.argv[2] if len(sys.argv) > 2 else "pools"
    states = Counter()
    fault = next(faults(cases, seed, states), None)
    if fault:
        show(*fault)
        return 1
    for what, *weaker in WEAKER:
        if not first_fault(*weaker, max(cases, 20000), seed):
            print(f"rules with {what} pass: the search sees too little")
            return 1
    print(f"{cases} elections (seed {seed}): of {states['opened']} opened and {states['withheld']} "
          f"withheld pools nothing follows about few; {len(WEAKER)} weaker rules are noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
