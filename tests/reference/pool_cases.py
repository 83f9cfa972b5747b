"""The cases of tests/vectors/tabella/pools.json. What each expects was written down by hand from
docs/protocol.md, "Pools"; the model must say the same, or there are no vectors.
"""

import json

NUMBERS = "0123456789"


def text(word): return {"en": word}
def listed(ids): return [{"id": each, "text": text(each)} for each in ids]


def question(q, kind, options, only_if, by_style):
    made = {"id": q, "title": text(q), "options": options, "kind": kind}
    if only_if:
        other, option, *grade = only_if.split(".")
        made["only_if"] = {"question": other, "option": option}
        if grade: made["only_if"]["grade"] = grade[0]
    if by_style: made["report"] = "by_style"
    return made


def choose(q, only_if=None, by_style=False):
    """Of yes, no and more."""
    kind = {"type": "choose", "minimum": 0, "maximum": 3}
    return question(q, kind, listed(["yes", "no", "more"]), only_if, by_style)


def grades(q):
    kind = {"type": "grades", "grades": listed(["good", "bad"])}
    return question(q, kind, listed(["x", "y"]), None, False)


def budget(q):
    options = [{**each, "cost": 3} for each in listed(["x", "y"])]
    return question(q, {"type": "budget", "envelope": 6}, options, None, False)


def table(q, rows, columns, report, only_if=None, by_style=False):
    kind = {"type": "table", "column_title": text("columns"), "report": report,
            "columns": listed([f"c{n}" for n in NUMBERS[:columns]])}
    return question(q, kind, listed([f"r{n}" for n in NUMBERS[:rows]]), only_if, by_style)


def define(s, questions, styles=None, max_weight=1, may_tell=False):
    """Styles are {id: "question question .."}."""
    roll = {"max_voters": 1000}
    if max_weight != 1: roll["max_weight"] = max_weight
    if may_tell: roll["weights_may_tell"] = True
    made = {"version": "tabella/v1", "id": "pools", "languages": ["en"], "title": text("Pools"),
            "schedule": {"opens": "2027-03-01T08:00:00Z", "closes": "2027-03-02T18:00:00Z"},
            "roll": roll, "trustees": {"count": 1, "threshold": 1}, "revoting": "refused",
            "questions": questions}
    if s != 1: made["smallest_group"] = s
    if styles: made["styles"] = [{"id": each, "questions": asked.split()}
                                 for each, asked in styles.items()]
    return json.dumps(made, separators=(",", ":"))


def of_weight_1(**numbers):
    return {style: [[1, number]] for style, number in numbers.items()}


def cases():
    """Name, definition, ballots, the numbers of `asked` that are opened, and what is expected."""
    one = lambda s, **more: define(s, [choose("q")], **more)
    yield "no ballots", one(3), {}, {}, "q/totals due"
    yield "one ballot", one(3), of_weight_1(all=1), {}, "q/totals withheld"
    yield "one too few", one(3), of_weight_1(all=2), {}, "q/totals withheld"
    yield "just enough", one(3), of_weight_1(all=3), {}, "q/totals due"
    yield "one more", one(3), of_weight_1(all=4), {}, "q/totals due"
    yield "smallest group 1, one ballot", one(1), of_weight_1(all=1), {}, "q/totals due"

    yield from together()
    yield from by_style()
    yield from merged()
    yield from weights()
    yield from tables()
    yield from conditions()
    yield from siblings()
    yield from chains()
    yield from by_style_conditions()


def together():
    two = define(3, [choose("q"), choose("r")], {"a": "q", "b": "q r"})
    yield "few of each style, enough together", two, of_weight_1(a=2, b=1), {}, (
        "q/totals due, r/totals withheld")
    yield "a style without ballots adds none", two, of_weight_1(a=2), {}, (
        "q/totals withheld, r/totals due")
    yield "a question's ballots are not another's", two, of_weight_1(a=3, b=2), {}, (
        "q/totals due, r/totals withheld")


def by_style():
    one = define(3, [choose("q", by_style=True)])
    yield "by style, and there is one", one, of_weight_1(all=3), {}, "q/totals/all due"
    yield "by style, one and few", one, of_weight_1(all=2), {}, "q/totals/all withheld"
    yield "by style, one and none", one, {}, {}, "q/totals/all due"
    two = define(3, [choose("q", by_style=True)], {"a": "q", "b": "q"})
    yield "two crowds", two, of_weight_1(a=3, b=3), {}, "q/totals/a due, q/totals/b due"
    yield "two few that are enough", two, of_weight_1(a=2, b=1), {}, "q/totals/a=b due"
    yield "two few that are few", two, of_weight_1(a=1, b=1), {}, "q/totals/a=b withheld"
    yield "a crowd and a few", two, of_weight_1(a=2, b=3), {}, "q/totals/a=b due"
    yield "a crowd and none", two, of_weight_1(b=3), {}, "q/totals/a due, q/totals/b due"
    yield "nobody at all is one crowd", two, {}, {}, "q/totals/a=b due"
    free = define(1, [choose("q", by_style=True)], {"a": "q", "b": "q", "c": "q"})
    yield "smallest group 1, by style", free, of_weight_1(b=1), {}, (
        "q/totals/a=c due, q/totals/b due")
    some = define(3, [choose("p"), choose("q", by_style=True)],
                  {"a": "p", "b": "p q", "c": "q", "d": "p q"})
    yield "a style that does not ask joins nothing", some, of_weight_1(a=9, b=1, c=5, d=2), {}, (
        "p/totals due, q/totals/b=d due, q/totals/c due")


def merged():
    four = define(5, [choose("q", by_style=True)], {"a": "q", "b": "q", "c": "q", "d": "q"})
    yield "the smallest joins the rest", four, of_weight_1(a=7, b=4, c=6, d=9), {}, (
        "q/totals/a due, q/totals/b=c due, q/totals/d due")
    yield "of two that are equal the first joins", four, of_weight_1(a=9, b=6, c=6, d=1), {}, (
        "q/totals/a due, q/totals/b=d due, q/totals/c due")
    yield "a rest of one that is not few, with none", four, of_weight_1(a=5, c=5), {}, (
        "q/totals/a due, q/totals/b=d due, q/totals/c due")
    yield "the rest is enough by itself", four, of_weight_1(a=2, b=8, c=2, d=1), {}, (
        "q/totals/a=c=d due, q/totals/b due")
    # A table needs more, so that one more is not always enough.
    wide = define(2, [table("q", 2, 2, "joint", by_style=True)],
                  {"a": "q", "b": "q", "c": "q", "d": "q"})
    yield "a crowd of a table needs two for each cell", wide, of_weight_1(a=8, b=7, c=9, d=1), {}, (
        "q/totals/a due, q/totals/b=d due, q/totals/c due")
    heavy = define(3, [choose("q", by_style=True)], {"a": "q", "b": "q", "c": "q", "d": "q"},
                   max_weight=2)
    yield "merging in several steps", heavy, {
        "a": [[1, 5]], "b": [[2, 1]], "c": [[1, 4]], "d": [[2, 6]]}, {}, "q/totals/a=b=c=d due"
    yield "merging until a weight is that of enough", heavy, {
        "a": [[1, 9]], "b": [[2, 1]], "c": [[1, 4]], "d": [[2, 6]]}, {}, (
        "q/totals/a due, q/totals/b=c=d due")
    yield "merging until all are one, and still not", heavy, {
        "a": [[1, 5]], "b": [[2, 1]], "c": [[1, 4]], "d": [[1, 6]]}, {}, "q/totals/a=b=c=d withheld"


def weights():
    plain = define(3, [choose("q")], max_weight=4)
    telling = define(3, [choose("q")], max_weight=4, may_tell=True)
    yield "each weight is that of enough", plain, {"all": [[1, 3], [4, 3]]}, {}, "q/totals due"
    yield "a weight of one", plain, {"all": [[1, 9], [4, 1]]}, {}, "q/totals withheld"
    yield "a weight of one too few", plain, {"all": [[1, 2], [4, 9]]}, {}, "q/totals withheld"
    yield "enough weight, too few ballots", plain, {"all": [[4, 2]]}, {}, "q/totals withheld"
    yield "weights may tell", telling, {"all": [[1, 2], [4, 1]]}, {}, "q/totals due"
    yield "weights may tell, and there are few ballots", telling, {"all": [[1, 1], [4, 1]]}, {}, (
        "q/totals withheld")
    two = define(3, [choose("q"), choose("r", by_style=True)], {"a": "q r", "b": "q r"},
                 max_weight=2)
    yield "a weight's ballots are those of all styles", two, {
        "a": [[1, 5], [2, 1]], "b": [[1, 5], [2, 2]]}, {}, "q/totals due, r/totals/a=b due"
    free = define(1, [choose("q", by_style=True)], {"a": "q", "b": "q"}, max_weight=2)
    yield "smallest group 1, weights of one", free, {"a": [[1, 1], [2, 1]], "b": [[2, 1]]}, {}, (
        "q/totals/a due, q/totals/b due")


def tables():
    joint = define(2, [table("t", 2, 3, "joint")])
    yield "a table of 6 cells, one ballot too few", joint, of_weight_1(all=11), {}, (
        "t/totals withheld")
    yield "a table of 6 cells", joint, of_weight_1(all=12), {}, "t/totals due"
    yield "a table without ballots", joint, {}, {}, "t/totals due"
    margins = define(2, [table("t", 2, 3, "margins")])
    yield "margins of 2 and 3, one too few", margins, of_weight_1(all=5), {}, "t/totals withheld"
    yield "margins of 2 and 3", margins, of_weight_1(all=6), {}, "t/totals due"
    tall = define(2, [table("t", 4, 3, "margins")])
    yield "margins of 4 and 3, one too few", tall, of_weight_1(all=7), {}, "t/totals withheld"
    free = define(1, [table("t", 2, 3, "joint")])
    yield "smallest group 1, a table of one ballot", free, of_weight_1(all=1), {}, "t/totals due"
    asked = define(2, [choose("c"), table("t", 2, 2, "joint", "c.yes")])
    box = of_weight_1(all=9)
    yield "a conditional table, asked of one too few", asked, box, {"t": 7}, (
        "c/totals due, t/asked opened, t/totals withheld")
    yield "a conditional table, asked of enough", asked, box, {"t": 8}, (
        "c/totals due, t/asked opened, t/totals due")
    yield "a conditional table, asked of nobody", asked, box, {"t": 0}, (
        "c/totals due, t/asked opened, t/totals due")
    free = define(1, [choose("c"), table("t", 2, 2, "joint", "c.yes")])
    yield "smallest group 1, a conditional table", free, box, {"t": 1}, (
        "c/totals due, t/asked opened, t/totals due")


def conditions():
    one = define(3, [choose("c"), choose("q", "c.yes")])
    yield "before the number of those asked is opened", one, of_weight_1(all=5), {}, (
        "c/totals due, q/asked due, q/totals waits")
    for number, state in ((0, "due"), (1, "withheld"), (2, "withheld"), (3, "due"), (4, "due")):
        yield f"asked of {number}", one, of_weight_1(all=5), {"q": number}, (
            f"c/totals due, q/asked opened, q/totals {state}")
    yield "few voted, so nothing is opened", one, of_weight_1(all=2), {}, (
        "c/totals withheld, q/asked withheld, q/totals withheld")
    yield "nobody voted", one, {}, {"q": 0}, "c/totals due, q/asked opened, q/totals due"
    free = define(1, [choose("c"), choose("q", "c.yes")], {"a": "c", "b": "c q"})
    yield "smallest group 1, asked of one", free, of_weight_1(a=1, b=1), {"q": 1}, (
        "c/totals due, q/asked opened, q/totals due")
    graded = define(3, [grades("c"), choose("q", "c.y.bad")])
    yield "a grade as condition", graded, of_weight_1(all=5), {"q": 3}, (
        "c/totals due, q/asked opened, q/totals due")
    bought = define(3, [budget("c"), choose("q", "c.y")], {"a": "c", "b": "c q"})
    yield "a budget as condition, and a rest of few", bought, of_weight_1(a=1, b=5), {}, (
        "c/totals due, q/asked withheld, q/totals withheld")
    fewer = define(3, [choose("c"), choose("q", "c.yes")], {"a": "c", "b": "c q", "d": "c"})
    yield "fewer styles, and a rest of few", fewer, of_weight_1(a=1, b=5, d=1), {}, (
        "c/totals due, q/asked withheld, q/totals withheld")
    yield "fewer styles, and a rest of enough", fewer, of_weight_1(a=1, b=5, d=2), {}, (
        "c/totals due, q/asked due, q/totals waits")
    yield "fewer styles, and a rest of none", fewer, of_weight_1(b=5), {}, (
        "c/totals due, q/asked due, q/totals waits")
    yield "fewer styles, and few of them", fewer, of_weight_1(a=5, b=2), {}, (
        "c/totals due, q/asked withheld, q/totals withheld")
    yield "fewer styles, and none of them", fewer, of_weight_1(a=5), {"q": 0}, (
        "c/totals due, q/asked opened, q/totals due")


def siblings():
    same = define(3, [choose("c"), choose("q", "c.yes"), choose("r", "c.no")],
                  {"a": "c", "b": "c q r"})
    yield "two of the same styles", same, of_weight_1(a=3, b=3), {"q": 3, "r": 1}, (
        "c/totals due, q/asked opened, q/totals due, r/asked opened, r/totals withheld")
    over = define(3, [choose("c"), choose("q", "c.yes"), choose("r", "c.no")],
                  {"a": "c q", "b": "c q r", "d": "c r", "e": "c"})
    yield "overlapping, each part is enough", over, of_weight_1(a=3, b=3, d=3, e=3), {}, (
        "c/totals due, q/asked due, q/totals waits, r/asked due, r/totals waits")
    yield "overlapping, few are asked both", over, of_weight_1(a=3, b=2, d=3, e=3), {}, (
        "c/totals due, q/asked due, q/totals waits, r/asked withheld, r/totals withheld")
    yield "overlapping, few are asked the first alone", over, of_weight_1(a=1, b=3, d=3), {}, (
        "c/totals due, q/asked due, q/totals waits, r/asked withheld, r/totals withheld")
    yield "overlapping, few are asked neither", over, of_weight_1(a=3, b=3, d=3, e=2), {}, (
        "c/totals due, q/asked due, q/totals waits, r/asked withheld, r/totals withheld")
    yield "what is withheld splits nothing", over, of_weight_1(a=1, b=1, d=3), {}, (
        "c/totals due, q/asked withheld, q/totals withheld, r/asked withheld, r/totals withheld")
    yield "a withheld first, and a second of all", define(
        3, [choose("c"), choose("q", "c.yes"), choose("r", "c.yes")],
        {"a": "c q r", "b": "c r"}), of_weight_1(a=5, b=1), {"r": 5}, (
        "c/totals due, q/asked withheld, q/totals withheld, r/asked opened, r/totals due")
    three = define(2, [choose("c"), choose("q", "c.yes"), choose("r", "c.yes"),
                       choose("t", "c.more")],
                   {"a": "c q", "b": "c q r", "d": "c r t", "e": "c t"})
    yield "three, the second would split", three, of_weight_1(a=2, b=2, d=1, e=1), {}, (
        "c/totals due, q/asked due, q/totals waits, r/asked withheld, r/totals withheld, "
        "t/asked due, t/totals waits")
    other = define(3, [choose("c"), choose("e"), choose("q", "c.yes"), choose("r", "e.yes")],
                   {"a": "c e q", "b": "c e r"})
    yield "conditions on two questions do not meet", other, of_weight_1(a=3, b=3), {}, (
        "c/totals due, e/totals due, q/asked due, q/totals waits, r/asked due, r/totals waits")


def chains():
    three = define(3, [choose("c"), choose("q", "c.yes"), choose("r", "q.yes")])
    box = of_weight_1(all=9)
    yield "a chain in the first round", three, box, {}, (
        "c/totals due, q/asked due, q/totals waits, r/asked waits, r/totals waits")
    yield "a chain in the second", three, box, {"q": 5}, (
        "c/totals due, q/asked opened, q/totals due, r/asked due, r/totals waits")
    yield "a chain in the third", three, box, {"q": 5, "r": 4}, (
        "c/totals due, q/asked opened, q/totals due, r/asked opened, r/totals due")
    yield "a chain that ends in few", three, box, {"q": 5, "r": 1}, (
        "c/totals due, q/asked opened, q/totals due, r/asked opened, r/totals withheld")
    yield "a chain that breaks in the middle", three, box, {"q": 2}, (
        "c/totals due, q/asked opened, q/totals withheld, r/asked withheld, r/totals withheld")
    yield "a chain of nobody", three, box, {"q": 0, "r": 0}, (
        "c/totals due, q/asked opened, q/totals due, r/asked opened, r/totals due")
    fewer = define(3, [choose("c"), choose("q", "c.yes"), choose("r", "q.yes")],
                   {"a": "c q r", "b": "c q", "d": "c"})
    yield "a chain whose end would split those asked", fewer, of_weight_1(a=5, b=5), {"q": 8}, (
        "c/totals due, q/asked opened, q/totals due, r/asked withheld, r/totals withheld")
    yield "a chain whose end all are asked", fewer, of_weight_1(a=5, d=5), {"q": 4}, (
        "c/totals due, q/asked opened, q/totals due, r/asked due, r/totals waits")
    yield "a chain that would split, and waits", fewer, of_weight_1(a=5, b=5), {}, (
        "c/totals due, q/asked due, q/totals waits, r/asked waits, r/totals waits")
    free = define(1, [choose("c"), choose("q", "c.yes"), choose("r", "q.yes")],
                  {"a": "c q r", "b": "c q"})
    yield "smallest group 1, a chain that splits", free, of_weight_1(a=1, b=1), {"q": 1, "r": 1}, (
        "c/totals due, q/asked opened, q/totals due, r/asked opened, r/totals due")


def by_style_conditions():
    two = define(3, [choose("c", by_style=True), choose("q", "c.yes")],
                 {"a": "c q", "b": "c", "d": "c q"})
    yield "a condition by style", two, of_weight_1(a=3, b=3, d=3), {"q": 4}, (
        "c/totals/a due, c/totals/b due, c/totals/d due, q/asked opened, q/totals due")
    yield "a crowd that the question would split", two, of_weight_1(a=4, b=2, d=5), {}, (
        "c/totals/a=b due, c/totals/d due, q/asked withheld, q/totals withheld")
    yield "a crowd that would be split, of none", two, of_weight_1(a=3, d=1), {}, (
        "c/totals/a=b=d due, q/asked due, q/totals waits")
    yield "a condition by style of few", two, of_weight_1(a=1, d=1), {}, (
        "c/totals/a=b=d withheld, q/asked withheld, q/totals withheld")


def pool_of(said):
    """`q/totals/a=b due`: the pool of that name; of the styles, where they are said."""
    name, state = said.split()
    first, *others = name.split("=")
    styles = [first.split("/")[2], *others] if first.count("/") == 2 else None
    return first, styles, state


def made(model):
    """The text of the file of vectors."""
    found = []
    for name, definition, ballots, asked, expected in cases():
        case = {"name": name, "definition": definition, "ballots": ballots, "asked": asked,
                "pools": model(definition, ballots, asked)}
        expected = [pool_of(each) for each in expected.split(", ")]
        said = [(p["pool"], None if styles is None else p["styles"], p["state"])
                for p, (_, styles, _) in zip(case["pools"], expected)]
        if said != expected or len(said) != len(case["pools"]):
            raise SystemExit(f"{name}: expected {expected}, the model says {case['pools']}")
        found.append(case)
    names = [case["name"] for case in found]
    assert len(set(names)) == len(names)
    return "[\n" + ",\n".join(" " + json.dumps(case) for case in found) + "\n]\n"
