#!/usr/bin/env python3
"""Independent model of what a definition says: styles as bits, equations and totals, their packing
to counters, and the styles' digests. Written from docs/protocol.md alone ("The definition",
"Questions as bits", "Packing", "Fingerprint").

It takes definitions that are accepted. Of the rules that refuse others it has those alone on which
pools and packing rest.

    styles.py CLIENT    compiles the definitions of tests/vectors/tabella/client.json to its styles
"""

import json
import math
import sys
from collections import namedtuple
from pathlib import Path

from ceremony import Refused, style_digest

SLOT_BITS = 44

Style = namedtuple("Style", "id questions max_voters")
# `row` is {bit: coefficient}; `largest` is what a ballot of weight 1 adds at most.
Total = namedtuple("Total", "question of ids row largest")
# Where a total is found: bits shift .. shift + width - 1 of the counter's value.
Slot = namedtuple("Slot", "total counter shift width")
Compiled = namedtuple("Compiled", "id bits equations slots counters")


class Definition:
    def __init__(self, data):
        said = json.loads(data)
        self.id = said["id"]
        self.questions = {each["id"]: each for each in said["questions"]}
        self.max_voters = said["roll"]["max_voters"]
        self.max_weight = said["roll"].get("max_weight", 1)
        self.weights_may_tell = said["roll"].get("weights_may_tell", False)
        self.smallest_group = said.get("smallest_group", 1)
        self.threshold = said["trustees"]["threshold"]
        default = [{"id": "all", "questions": list(self.questions)}]
        self.styles = {each["id"]: Style(each["id"], each["questions"],
                                         each.get("max_voters", self.max_voters))
                       for each in said.get("styles", default)}
        self.check()

    def check(self):
        order = list(self.questions)
        for style in self.styles.values():
            asked = style.questions
            if not asked or asked != [q for q in order if q in asked]:
                raise Refused("definition.style")
            for q in asked:
                if self.is_conditional(q) and self.condition(q)["question"] not in asked:
                    raise Refused("definition.condition")
        odd = [q for q in order if self.is_conditional(q) or self.is_table(q)]
        if self.smallest_group != 1 and self.max_weight != 1 and odd:
            raise Refused("definition.smallest_group")
        for q in order:
            least = self.smallest_group * self.groups(q) if self.smallest_group != 1 else 0
            if self.voters(q) < least: raise Refused("definition.smallest_group")
            if self.by_style(q) and self.is_conditional(q): raise Refused("definition.report")

    def condition(self, q): return self.questions[q].get("only_if")
    def is_conditional(self, q): return "only_if" in self.questions[q]
    def by_style(self, q): return self.questions[q].get("report", "together") == "by_style"
    def is_table(self, q): return self.questions[q]["kind"]["type"] == "table"

    def groups(self, q):
        """How many times `smallest_group` a crowd needs: 1 but for tables."""
        if not self.is_table(q): return 1
        kind = self.questions[q]["kind"]
        rows, columns = len(self.questions[q]["options"]), len(kind["columns"])
        return rows * columns if kind["report"] == "joint" else max(rows, columns)

    def asking(self, q):
        return [style.id for style in self.styles.values() if q in style.questions]

    def voters(self, q):
        return min(self.max_voters, sum(self.styles[s].max_voters for s in self.asking(q)))


# ---- Questions as bits ----

def range_weights(most):
    made, power = [], 1
    while power < most:
        made.append(power)
        most -= power
        power *= 2
    return made + [most] * (most > 0)


def ids_of(options): return [each["id"] for each in options]


class Builder:
    """Of one style. `bit(i)` is bit i of the question that is being compiled."""

    def __init__(self):
        self.bits, self.equations, self.totals = 0, [], []
        self.open = []  # bits of the conditions that are open, the innermost last
        self.first = {}  # question: its first bit
        self.question = None

    def bit(self, i): return self.first[self.question] + i

    def require(self, row, rhs, room):
        """Bits of the row are the style's."""
        row = dict(row)
        for weight in range_weights(room):
            row[self.bits] = weight
            self.bits += 1
        if self.open and rhs:
            row[self.open[-1]] = row.get(self.open[-1], 0) - rhs
            rhs = 0
        self.equations.append((dict(sorted(row.items())), rhs))

    def close(self, inner):
        """The innermost condition, whose first inner bit that is."""
        number = self.bits - inner
        self.require({bit: 1 for bit in range(inner, self.bits)}, number, number)
        self.open.pop()

    def total(self, of, ids, row, largest):
        self.totals.append(Total(self.question, of, ids, row, largest))

    def answers(self, number): self.bits += number

    def add(self, question, questions):
        self.question = question["id"]
        self.first[self.question] = inner = self.bits
        condition = question.get("only_if")
        if condition:
            bit = self.first[condition["question"]] + chosen_bit(condition, questions)
            self.total("asked", [], {bit: 1}, 1)
            self.open.append(bit)
        kind = question["kind"]
        getattr(self, kind["type"])(kind, ids_of(question["options"]), question)
        if condition: self.close(inner)

    def choose(self, kind, ids, _):
        n, low, high = len(ids), kind["minimum"], kind["maximum"]
        blank = kind.get("blank", "not_offered") == "counted"
        self.answers(n + blank)
        row = {self.bit(i): 1 for i in range(n)}
        if blank: row[self.bit(n)] = high
        if (low, high, blank) != (0, n, False): self.require(row, high, high - low)
        for i, each in enumerate(ids): self.total("option", [each], {self.bit(i): 1}, 1)
        if blank: self.total("blank", [], {self.bit(n): 1}, 1)

    def numbers(self, ids, most):
        """The rows of one number for each option."""
        weights = range_weights(most)
        self.answers(len(ids) * len(weights))
        rows = [{self.bit(i * len(weights) + b): w for b, w in enumerate(weights)}
                for i in range(len(ids))]
        for each, row in zip(ids, rows): self.total("option", [each], row, most)
        return rows

    def score(self, kind, ids, _): self.numbers(ids, kind["maximum"])

    def cumulative(self, kind, ids, _):
        most = kind.get("option_maximum", kind["points"])
        rows = self.numbers(ids, most)
        rhs = min(kind["points"], len(ids) * most)
        union = {bit: w for row in rows for bit, w in row.items()}
        self.require(union, rhs, 0 if kind["limit"] == "exactly" else rhs)

    def grades(self, kind, ids, _):
        grades = ids_of(kind["grades"])
        h = len(grades)
        self.answers(len(ids) * h)
        for i, each in enumerate(ids):
            self.require({self.bit(i * h + g): 1 for g in range(h)}, 1, 0)
            for g, grade in enumerate(grades):
                self.total("grade", [each, grade], {self.bit(i * h + g): 1}, 1)

    def quadratic(self, kind, ids, _):
        t, n = kind["levels"], len(ids)
        self.answers(n * (2 * t + 1))
        bit = lambda i, level: self.bit(i * (2 * t + 1) + level + t)
        for i in range(n): self.require({bit(i, v): 1 for v in range(-t, t + 1)}, 1, 0)
        most = min(kind["credits"], n * t * t)
        squares = {bit(i, v): v * v for i in range(n) for v in range(-t, t + 1) if v}
        self.require(squares, most, most)
        for i, each in enumerate(ids):
            self.total("in_favor", [each], {bit(i, v): v for v in range(1, t + 1)}, t)
            self.total("against", [each], {bit(i, -v): v for v in range(1, t + 1)}, t)

    def budget(self, kind, ids, question):
        costs = [each["cost"] for each in question["options"]]
        unit = math.gcd(*costs)
        self.answers(len(ids))
        most = min(kind["envelope"] // unit, sum(costs) // unit)
        self.require({self.bit(i): cost // unit for i, cost in enumerate(costs)}, most, most)
        for i, each in enumerate(ids): self.total("option", [each], {self.bit(i): 1}, 1)

    def places(self, kind, ids, _):
        n, p = len(ids), len(kind["points"])
        self.answers(n * p)
        taken = lambda q, c: {self.bit(i * p + q): c for i in range(n)}
        for i in range(n): self.require({self.bit(i * p + q): 1 for q in range(p)}, 1, 1)
        for q in range(p): self.require(taken(q, 1), 1, 0 if q < kind["minimum"] else 1)
        for q in range(kind["minimum"], p - 1):
            self.require(taken(q, -1) | taken(q + 1, 1), 0, 1)
        for i, each in enumerate(ids):
            row = {self.bit(i * p + q): points for q, points in enumerate(kind["points"])}
            self.total("option", [each], row, max(kind["points"]))

    def table(self, kind, ids, _):
        columns = ids_of(kind["columns"])
        n, h = len(ids), len(columns)
        self.answers(n * h)
        self.require({self.bit(i): 1 for i in range(n * h)}, 1, 0)
        cell = lambda r, c: self.bit(r * h + c)
        if kind["report"] == "joint":
            for r, row in enumerate(ids):
                for c, column in enumerate(columns):
                    self.total("cell", [row, column], {cell(r, c): 1}, 1)
            return
        for r, row in enumerate(ids):
            self.total("row", [row], {cell(r, c): 1 for c in range(h)}, 1)
        for c, column in enumerate(columns):
            self.total("column", [column], {cell(r, c): 1 for r in range(n)}, 1)

    def ranking(self, kind, ids, question):
        n = len(ids)
        ties = kind.get("ties", "refused") == "allowed"
        blank = kind.get("blank", "not_offered") == "counted"
        pairs = n * (n - 1) // 2
        pair = lambda i, j: i * n - i * (i + 1) // 2 + (j - i - 1)
        self.answers(blank + pairs * (3 if ties else 1))
        inner = self.bit(blank)

        def above(i, j): return inner + (pair(i, j) if i < j else pairs + pair(j, i))
        def tied(i, j): return inner + 2 * pairs + pair(i, j)

        if blank:
            self.total("answered", [], {self.bit(0): 1}, 1)
            self.open.append(self.bit(0))
        for i in range(n):
            for j in range(i + 1, n):
                self.total("above", [ids[i], ids[j]], {above(i, j): 1}, 1)
                if ties:
                    self.total("above", [ids[j], ids[i]], {above(j, i): 1}, 1)
                    self.require({above(i, j): 1, above(j, i): 1, tied(i, j): 1}, 1, 0)
        for i in range(n):
            for j in range(n):
                for k in range(n):
                    if (len({i, j, k}) == 3) if ties else (i < k < j):
                        self.require({above(i, j): 1, above(i, k): -1, above(k, j): -1}, 0, 1)
        if blank:
            self.close(inner)
            if "only_if" in question: self.require({self.bit(0): 1}, 1, 1)


def chosen_bit(condition, questions):
    """Of the option that the condition names, from the first bit of that question."""
    other = questions[condition["question"]]
    option = ids_of(other["options"]).index(condition["option"])
    if other["kind"]["type"] != "grades": return option
    grades = ids_of(other["kind"]["grades"])
    return option * len(grades) + grades.index(condition["grade"])


# ---- Packing ----

def pack(definition, totals):
    """The slots, and a row for each counter."""
    slots, rows, before = [], [], None
    for total in totals:
        most = definition.voters(total.question) * definition.max_weight
        width = (most * total.largest).bit_length()
        if width > SLOT_BITS: raise Refused("definition.total")
        joins = (before and before.total.question == total.question
                 and before.total.of != "asked"
                 and before.shift + before.width + width <= SLOT_BITS)
        if not joins: rows.append({})
        before = Slot(total, len(rows) - 1, before.shift + before.width if joins else 0, width)
        slots.append(before)
        for bit, coefficient in total.row.items():
            rows[-1][bit] = rows[-1].get(bit, 0) + (coefficient << before.shift)
    return slots, [dict(sorted(row.items())) for row in rows]


def compiled(definition, style):
    made = Builder()
    for q in definition.styles[style].questions:
        made.add(definition.questions[q], definition.questions)
    slots, counters = pack(definition, made.totals)
    return Compiled(style, made.bits, made.equations, slots, counters)


def digest(style): return style_digest(style.id, style.bits, style.counters, style.equations)


# ---- client.json ----

def said_of(style):
    """What the vectors say of a style, in the model's form."""
    row = lambda said: {int(bit): coefficient for bit, coefficient in said.items()}
    return (style["bits"], [row(each) for each in style["counters"]],
            [(row(each["row"]), each["rhs"]) for each in style["equations"]], style["digest"])


def main():
    if len(sys.argv) != 2: sys.exit(__doc__)
    client, count = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), 0
    for election in client["elections"]:
        definition = Definition(election["definition"])
        if list(definition.styles) != [style["id"] for style in election["styles"]]:
            sys.exit(f"{election['name']}: other styles than the model's")
        for style in election["styles"]:
            made = compiled(definition, style["id"])
            ours = made.bits, made.counters, made.equations, digest(made).hex()
            if said_of(style) != ours:
                names = ("bits", "counters", "equations", "digest")
                differ = [n for n, a, b in zip(names, said_of(style), ours) if a != b]
                sys.exit(f"{election['name']}, style {style['id']}: {differ} are not the model's")
            count += 1
    print(f"{sys.argv[1]}: {count} styles: the model compiles the same")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
