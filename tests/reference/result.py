"""Independent model of docs/protocol.md, "Counting", "Decisions" and "Results". Written from that
document alone. The methods `condorcet_ranked_pairs` and `greedy_budget` are left out: their
questions have counts, and an outcome of "?".
"""

import hashlib
import json

from ceremony import frame

METHODS = ("none", "plurality", "approval", "score", "quadratic", "majority_judgment", "borda",
           "condorcet_schulze")


def options_of(question): return [each["id"] for each in question["options"]]


class Question:
    """`pools` are those of the question, each with its totals in the order of its slots, or None
    where they are not opened."""

    def __init__(self, definition, q, counted, roll, pools):
        self.said, self.q = definition.questions[q], q
        self.counted, self.roll = counted, roll
        self.asking = definition.asking(q)
        self.conditional = definition.is_conditional(q)
        self.by_style = definition.by_style(q)
        self.asked_pool = next((totals for p, totals in pools if p.part == "asked"), None)
        self.totals = [(p, totals) for p, totals in pools if p.part == "totals"]
        self.withheld = any(totals is None for _, totals in self.totals)
        style = counted.styles[self.asking[0]]
        self.names = [slot.total for slot in style.slots
                      if slot.total.question == q and slot.total.of != "asked"]
        self.sums = [] if self.withheld else [
            sum(column) for column in zip(*(totals for _, totals in self.totals))]
        self.method = self.said.get("counting", {}).get("method", "none")

    def count(self, of_styles, totals):
        made = {"roll": sum(self.roll.get(s, 0) for s in of_styles),
                "took_part": self.counted.weight(of_styles)}
        if not self.conditional: made["asked"] = made["took_part"]
        elif self.asked_pool is not None: made["asked"] = self.asked_pool[0]
        if not self.withheld: made["blank"] = self.blank(made["asked"], totals)
        made["totals"] = [] if self.withheld else [
            {"of": total.of, "ids": total.ids, "value": value}
            for total, value in zip(self.names, totals)]
        return made

    def blank(self, asked, totals):
        for total, value in zip(self.names, totals):
            if total.of == "blank": return value
            if total.of == "answered": return asked - value
        return 0

    def value(self, of, *ids):
        return next(value for total, value in zip(self.names, self.sums)
                    if (total.of, total.ids) == (of, list(ids)))

    # ---- Counting ----

    def above(self, i, j):
        """How many ballots rank i above j."""
        if any((t.of, t.ids) == ("above", [i, j]) for t in self.names):
            return self.value("above", i, j)
        return self.votes - self.value("above", j, i)

    def medians(self, option):
        """Median grades, one after another is removed: the smaller list is the better option's."""
        grades = [each["id"] for each in self.said["kind"]["grades"]]
        left = [place for place, grade in enumerate(grades)
                for _ in range(self.value("grade", option, grade))]
        found = []
        while left: found.append(left.pop(len(left) // 2))
        return found

    def figures(self):
        ids = options_of(self.said)
        if self.method in ("plurality", "approval", "score"):
            return {i: self.value("option", i) for i in ids}
        if self.method == "quadratic":
            return {i: self.value("in_favor", i) - self.value("against", i) for i in ids}
        if self.method == "majority_judgment": return {i: self.medians(i)[0] for i in ids}
        others = lambda i: [j for j in ids if j != i]
        if self.method == "borda":
            # Above counts two, and equal one: above + (all - below).
            return {i: sum(self.votes + self.above(i, j) - self.above(j, i) for j in others(i))
                    for i in ids}
        return {i: sum(self.above(i, j) > self.above(j, i) for j in others(i)) for i in ids}

    def strongest_paths(self, ids):
        paths = {(i, j): self.above(i, j) if self.above(i, j) > self.above(j, i) else 0
                 for i in ids for j in ids if i != j}
        for k in ids:
            for i in ids:
                for j in ids:
                    if len({i, j, k}) < 3: continue
                    paths[i, j] = max(paths[i, j], min(paths[i, k], paths[k, j]))
        return paths

    def tiers(self):
        left = options_of(self.said)
        if self.method == "condorcet_schulze":
            paths, made = self.strongest_paths(left), []
            while left:
                made.append([i for i in left
                             if not any(j != i and paths[j, i] > paths[i, j] for j in left)])
                left = [i for i in left if i not in made[-1]]
            return made
        keys = {i: self.medians(i) for i in left} if self.method == "majority_judgment" else {
            i: -figure for i, figure in self.figures().items()}
        return [[i for i in left if keys[i] == key]
                for key in sorted({tuple(k) if isinstance(k, list) else k: k
                                   for k in keys.values()}.values())]

    def in_tie_order(self, tier, election):
        if self.said.get("counting", {}).get("ties", "order") == "order": return tier
        lot = lambda i: hashlib.sha256(frame(b"tabella/v1/lot") + frame(election)
                                       + frame(self.q.encode()) + frame(i.encode())).digest()
        return sorted(tier, key=lot)

    # ---- Decisions ----

    def may_win(self, option):
        if self.method in ("plurality", "approval", "score"): return self.value("option", option)
        if self.method == "quadratic": return self.value("in_favor", option)
        return True

    def has_majority(self, option):
        said = self.said.get("decision", {}).get("majority")
        if said is None: return True
        whole = {"votes": self.votes, "ballots": self.all["asked"],
                 "roll": self.all["roll"]}[said["of"]]
        part = self.value("option", option)
        if "more_than" in said:
            numerator, denominator = fraction(said["more_than"])
            return part * denominator > numerator * whole
        numerator, denominator = fraction(said["at_least"])
        return part * denominator >= numerator * whole

    def enough_took_part(self):
        said = self.said.get("decision", {})
        numerator, denominator = fraction(said.get("turnout", "0/1"))
        part = self.all["took_part"]
        return (part * denominator >= numerator * self.all["roll"]
                and part >= said.get("turnout_weight", 0))

    def outcome(self, winners):
        said = self.said.get("decision", {})
        if not self.enough_took_part(): return "too_few_took_part"
        if self.withheld: return "withheld"
        if self.method == "none": return "counted"
        if "adopts" in said: return "adopted" if said["adopts"] in winners else "rejected"
        if not self.votes: return "no_votes"
        return "no_majority" if "majority" in said and not winners else "elected"

    def result(self, election):
        self.all = self.count(self.asking, self.sums)
        self.votes = None if self.withheld else self.all["asked"] - self.all["blank"]
        is_counted = self.method in METHODS
        stands = is_counted and self.method != "none" and bool(self.votes)
        tiers = [self.in_tie_order(t, election) for t in self.tiers()] if stands else []
        able = [[i for i in tier if self.may_win(i) and self.has_majority(i)] for tier in tiers]
        number = self.said.get("counting", {}).get("winners", 1)
        winners = [i for tier in able for i in tier][:number] if self.enough_took_part() else []
        outcome = self.outcome(winners) if is_counted else "?"
        made = {"question": self.q, "outcome": outcome, "winners": winners}
        tied = [tier for tier in able if 0 < len(set(tier) & set(winners)) < len(tier)]
        if tied: made["tie"] = tied[0]
        made["count"] = self.all
        if self.by_style and not self.withheld:
            made["by_style"] = [{"styles": p.styles, "count": self.count(p.styles, totals)}
                                for p, totals in self.totals]
        if stands: made["standing"] = {"tiers": tiers, "figures": self.figures()}
        return made


def fraction(share): return map(int, share.split("/"))


def result(definition, counted, roll, opened, election):
    """The JSON, as text. `roll` is the weight on the roll by style, `opened` pairs of a pool and
    its totals, `election` the fingerprint."""
    made = [Question(definition, q, counted, roll,
                     [(p, totals) for p, totals in opened if p.question == q]).result(election)
            for q in definition.questions]
    return json.dumps({"type": "result", "questions": made}, separators=(",", ":"))


def is_modelled(definition):
    return all(each.get("counting", {}).get("method", "none") in METHODS
               for each in definition.questions.values())
