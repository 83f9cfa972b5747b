#!/usr/bin/env python3
"""Independent model of the tally: aggregates of pools, partial decryptions, their combination, and
opening. Written from docs/protocol.md alone ("Partial decryption", "Totals").

Run by itself, it holds a small election of its own, and spoils it: each fault must be noticed.
"""

import hashlib
import json

import pools
import result
import styles
from ballot_proof import G, IDENTITY, L, Transcript, rnd, scalar_bytes
from ceremony import (Refused, element, polynomial, refusal, scalar, uint32_be, uint64_be)


# ---- Aggregates ----

def slots_of(style, q, part):
    return [slot for slot in style.slots
            if slot.total.question == q and (slot.total.of == "asked") == (part == "asked")]


def counters_of(style, q, part):
    """Their places in a ballot of the style, ascending."""
    return sorted({slot.counter for slot in slots_of(style, q, part)})


class Counted:
    """The ballots that count: (style, weight, ciphertexts)."""

    def __init__(self, definition, cast):
        self.definition, self.cast = definition, cast
        self.styles = {each: styles.compiled(definition, each) for each in definition.styles}
        self.box = {}
        for style, weight, _ in cast:
            of_style = self.box.setdefault(style, {})
            of_style[weight] = of_style.get(weight, 0) + 1

    def of(self, some): return [each for each in self.cast if each[0] in some]
    def weight(self, some): return sum(weight for _, weight, _ in self.of(some))

    def aggregate(self, pool):
        """Pairs, one for each counter of the pool."""
        made = []
        for place in range(len(self.counters(pool, pool.styles[0]))):
            alpha = beta = IDENTITY
            for style, weight, ciphertexts in self.of(pool.styles):
                pair = ciphertexts[self.counters(pool, style)[place]]
                alpha, beta = alpha + weight * pair[0], beta + weight * pair[1]
            made.append((alpha, beta))
        return made

    def counters(self, pool, style):
        return counters_of(self.styles[style], pool.question, pool.part)

    def slots(self, pool):
        """For each counter of the pool its slots."""
        style = pool.styles[0]
        found = slots_of(self.styles[style], pool.question, pool.part)
        return [[slot for slot in found if slot.counter == c] for c in self.counters(pool, style)]


# ---- Partial decryption ----

def sum_of(factors, elements):
    total = IDENTITY
    for factor, each in zip(factors, elements): total = total + factor * each
    return total


class Statement:
    def __init__(self, fingerprint, number, share_key, alphas, partials):
        self.t = Transcript("tabella/v1/decryption")
        self.t.absorb("election", fingerprint)
        self.t.absorb("trustee", uint64_be(number))
        self.t.points("share key", [share_key])
        self.t.points("alphas", alphas)
        self.t.points("partials", partials)
        y = self.t.challenge("y")
        powers = [pow(y, j + 1, L) for j in range(len(alphas))]
        self.alpha, self.partial = sum_of(powers, alphas), sum_of(powers, partials)

    def challenge(self, K_1, K_2):
        self.t.points("commitments", [K_1, K_2])
        return self.t.challenge("x")


def decrypt(fingerprint, number, secret, alphas, nonce=None):
    partials = [secret * alpha for alpha in alphas]
    stated = Statement(fingerprint, number, secret * G, alphas, partials)
    k = nonce or rnd()
    K = k * G, k * stated.alpha
    z = stated.challenge(*K) * secret + k
    return (uint32_be(number) + b"".join(each.encode() for each in (*partials, *K))
            + scalar_bytes(z))


def check_share(fingerprint, number, share_keys, alphas, data):
    """The D_j of a share that is right. `number` is the trustee's who posted it."""
    k = len(alphas)
    if len(data) != 4 + 32 * k + 96: raise Refused("share.size")
    said = int.from_bytes(data[:4], "big")
    if not 1 <= said <= len(share_keys): raise Refused("share.trustee")
    parts = [data[4 + 32 * i:36 + 32 * i] for i in range(k + 3)]
    K_1, K_2 = (element(part, "share.encoding") for part in parts[k:k + 2])
    z = scalar(parts[k + 2], "share.encoding")
    partials = [element(part, "share.encoding") for part in parts[:k]]
    if said != number: raise Refused("rules.trustee")
    P = share_keys[said - 1]
    if P == IDENTITY: raise Refused("share.identity")
    stated = Statement(fingerprint, said, P, alphas, partials)
    x = stated.challenge(K_1, K_2)
    if not (z * G == x * P + K_1 and z * stated.alpha == x * stated.partial + K_2):
        raise Refused("share.equation")
    return partials


# ---- Combination ----

def lagrange(numbers):
    made = []
    for i in numbers:
        factor = 1
        for j in numbers:
            if j != i: factor = factor * j * pow(j - i, -1, L) % L
        made.append(factor)
    return made


def combine(aggregate, shares, threshold):
    """v_c G for each counter. `shares` are right ones, {trustee: the D_j}."""
    if len(shares) < threshold: raise Refused("shares.missing")
    numbers = sorted(shares)[:threshold]
    factors = lagrange(numbers)
    return [beta - sum_of(factors, [shares[i][c] for i in numbers])
            for c, (_, beta) in enumerate(aggregate)]


# ---- Opening ----

P25519 = 2**255 - 19


def keys_of(points):
    """Affine coordinates, with one inversion for all. Elements that are one in ristretto255 differ
    by a point of order 1, 2 or 4, so these are of four times an element each."""
    running, product = [], 1
    for point in points:
        running.append(product)
        product = product * point.Z % P25519
    inverse = pow(product, -1, P25519)
    made = [None] * len(points)
    for i in reversed(range(len(points))):
        z = running[i] * inverse % P25519
        made[i] = points[i].X * z % P25519, points[i].Y * z % P25519
        inverse = inverse * points[i].Z % P25519
    return made


def multiples(slots, most, base):
    """All lists of totals in these slots, and the multiples of the base that they make."""
    lists, points = [()], [IDENTITY]
    for slot in slots:
        step, small = (1 << slot.shift) * base, [IDENTITY]
        for _ in range(most * slot.total.largest): small.append(small[-1] + step)
        lists = [some + (number,) for some in lists for number in range(len(small))]
        points = [point + each for point in points for each in small]
    return lists, points


def open_counter(slots, most, point):
    """The totals in the slots, of ballots of the weight `most` together. A total cannot be above
    its largest value times that, so it is found or there is none."""
    half = len(slots) // 2
    four = lambda some, base: multiples(some, most, 4 * base)
    lists, points = four(slots[:half], G)
    known = dict(zip(keys_of(points), lists))
    others, minus = four(slots[half:], -G)
    target = 4 * point
    for key, totals in zip(keys_of([target + each for each in minus]), others):
        if key in known: return list(known[key] + totals)
    raise Refused("totals.logarithm")


def holds(slots, most, totals, point):
    """What a verifier of published totals checks."""
    value = sum(number << slot.shift for slot, number in zip(slots, totals))
    within = all(0 <= number <= most * slot.total.largest for slot, number in zip(slots, totals))
    return within and value * G == point


# ---- All rounds ----

class Tally:
    """Of a closed election. Shares come one by one; `pass_clock` opens what can be opened."""

    def __init__(self, counted, election, threshold, share_keys):
        self.counted, self.election = counted, election
        self.threshold, self.share_keys = threshold, share_keys
        self.shares, self.totals, self.aggregates = {}, {}, {}

    def pools(self):
        asked = {name.split("/")[0]: totals[0] for name, totals in self.totals.items()
                 if name.endswith("/asked")}
        opened = [name for name in self.totals if not name.endswith("/asked")]
        return pools.pools(self.counted.definition, self.counted.box, asked, opened)

    def aggregate(self, pool):
        if pool.name not in self.aggregates:
            self.aggregates[pool.name] = self.counted.aggregate(pool)
        return self.aggregates[pool.name]

    def fingerprint(self, pool): return pools.fingerprint(self.election, pool.name)

    def take(self, number, name, data):
        pool = next((p for p in self.pools() if p.name == name), None)
        if pool is None: raise Refused("share.pool")
        if pool.state == pools.WITHHELD: raise Refused("share.withheld")
        if pool.state == pools.WAITS: raise Refused("share.waits")
        alphas = [alpha for alpha, _ in self.aggregate(pool)]
        if number in self.shares.get(name, {}): raise Refused("rules.twice")
        made = check_share(self.fingerprint(pool), number, self.share_keys, alphas, data)
        self.shares.setdefault(name, {})[number] = made

    def pass_clock(self):
        """Whether the result is there."""
        for pool in self.pools():
            shares = self.shares.get(pool.name, {})
            if pool.state == pools.DUE and len(shares) >= self.threshold:
                self.totals[pool.name] = self.open(pool, shares)
        return not any(p.state in (pools.DUE, pools.WAITS) for p in self.pools())

    def open(self, pool, shares):
        points = combine(self.aggregate(pool), shares, self.threshold)
        most, found = self.counted.weight(pool.styles), []
        for slots, point in zip(self.counted.slots(pool), points):
            totals = open_counter(slots, most, point)
            assert holds(slots, most, totals, point)
            found += totals
        return found

    def opened(self):
        """What a result is made of: each pool with its slots' totals, or None."""
        return [(pool, self.totals.get(pool.name)) for pool in self.pools()]


# ---- An election of its own ----

def option(each): return {"id": each, "text": {"en": each}}


def own_definition():
    """For so many voters that totals of one question do not fit one counter."""
    one = {"type": "choose", "minimum": 0, "maximum": 1, "blank": "counted"}
    many = {"type": "choose", "minimum": 0, "maximum": 2}
    question = lambda q, kind, **more: {"id": q, "title": {"en": q}, "kind": kind,
                                        "options": [option("x"), option("y")], **more}
    return json.dumps({
        "version": "tabella/v1", "id": "own", "languages": ["en"], "title": {"en": "Own"},
        "schedule": {"opens": "2027-03-01T08:00:00Z", "closes": "2027-03-02T18:00:00Z"},
        "roll": {"max_voters": 1 << 20}, "trustees": {"count": 3, "threshold": 2},
        "revoting": "refused", "smallest_group": 2,
        "questions": [
            question("c", one, report="by_style", counting={"method": "plurality"}),
            question("few", many, only_if={"question": "c", "option": "y"}),
            question("q", many, only_if={"question": "c", "option": "x"},
                     counting={"method": "approval"}, decision={"adopts": "x"}),
            question("s", {"type": "score", "maximum": 5}, counting={"method": "score"})],
        "styles": [{"id": "a", "questions": ["c", "few", "q"]},
                   {"id": "b", "questions": ["c", "few", "q", "s"]}]})


OWN_VOTES = (  # style, and what the questions get
    ("a", {"c": "x", "q": "x"}), ("a", {"c": "x", "q": "xy"}), ("a", {"c": "y", "few": ""}),
    ("b", {"c": "x", "q": "y", "s": (5, 0)}), ("b", {"c": "", "s": (3, 4)}))

OWN_RESULT = (
    '{"type":"result","questions":[{"question":"c","outcome":"elected","winners":["x"],'
    '"count":{"roll":7,"took_part":5,"asked":5,"blank":1,"totals":['
    '{"of":"option","ids":["x"],"value":3},{"of":"option","ids":["y"],"value":1},'
    '{"of":"blank","ids":[],"value":1}]},"by_style":['
    '{"styles":["a"],"count":{"roll":4,"took_part":3,"asked":3,"blank":0,"totals":['
    '{"of":"option","ids":["x"],"value":2},{"of":"option","ids":["y"],"value":1},'
    '{"of":"blank","ids":[],"value":0}]}},'
    '{"styles":["b"],"count":{"roll":3,"took_part":2,"asked":2,"blank":1,"totals":['
    '{"of":"option","ids":["x"],"value":1},{"of":"option","ids":["y"],"value":0},'
    '{"of":"blank","ids":[],"value":1}]}}],'
    '"standing":{"tiers":[["x"],["y"]],"figures":{"x":3,"y":1}}},'
    '{"question":"few","outcome":"withheld","winners":[],"count":{"roll":7,"took_part":5,'
    '"asked":1,"totals":[]}},'
    '{"question":"q","outcome":"adopted","winners":["x"],"tie":["x","y"],"count":{"roll":7,'
    '"took_part":5,"asked":3,"blank":0,"totals":[{"of":"option","ids":["x"],"value":2},'
    '{"of":"option","ids":["y"],"value":2}]},'
    '"standing":{"tiers":[["x","y"]],"figures":{"x":2,"y":2}}},'
    '{"question":"s","outcome":"elected","winners":["x"],"count":{"roll":3,"took_part":2,'
    '"asked":2,"blank":0,"totals":[{"of":"option","ids":["x"],"value":8},'
    '{"of":"option","ids":["y"],"value":4}]},'
    '"standing":{"tiers":[["x"],["y"]],"figures":{"x":8,"y":4}}}]}')


def own_totals(votes, total):
    """What a ballot adds to a total, by the table of "Totals"."""
    q = total.question
    if total.of == "asked": return int(q in votes)
    if q not in votes: return 0
    if total.of == "blank": return int(votes[q] == "")
    place = "xy".index(total.ids[0])
    return int(total.ids[0] in votes[q]) if q != "s" else votes[q][place]


def own_ciphertexts(style, votes, Y):
    made = []
    for place in range(len(style.counters)):
        value = sum(own_totals(votes, slot.total) << slot.shift for slot in style.slots
                    if slot.counter == place)
        r = rnd()
        made.append((r * G, value * G + r * Y))
    return made


def own_election():
    definition = styles.Definition(own_definition())
    coefficients = [rnd(), rnd()]
    secrets = [polynomial(coefficients, i) for i in (1, 2, 3)]
    compiled = {each: styles.compiled(definition, each) for each in definition.styles}
    Y = coefficients[0] * G
    counted = Counted(definition, [(style, 1, own_ciphertexts(compiled[style], votes, Y))
                                   for style, votes in OWN_VOTES])
    made = Tally(counted, bytes(range(32)), 2, [x * G for x in secrets])

    def share(number, name):
        pool = next(p for p in made.pools() if p.name == name)
        alphas = [alpha for alpha, _ in made.aggregate(pool)]
        return decrypt(made.fingerprint(pool), number, secrets[number - 1], alphas)

    return made, share


def test_refusals(made, share):
    good = share(1, "s/totals")
    judge = lambda data, name="s/totals", number=1: refusal(made.take, number, name, data)
    assert judge(good, "s") == judge(good, "c/totals") == "share.pool"
    assert judge(good, "q/totals") == "share.waits"
    assert judge(good[:-1]) == "share.size"
    assert judge(bytes(4) + good[4:]) == judge(uint32_be(4) + good[4:]) == "share.trustee"
    assert judge(good[:-32] + b"\xff" * 32) == judge(good[:4] + b"\xff" * 32 + good[36:]) == (
        "share.encoding")
    assert judge(good, number=2) == "rules.trustee"
    assert judge(uint32_be(2) + good[4:], number=2) == "share.equation"
    assert judge(good[:4] + G.encode() + good[36:]) == "share.equation"
    assert judge(share(1, "few/asked"), "q/asked") == "share.equation"  # of as many counters
    assert judge(good) == "ok"
    assert judge(good) == "rules.twice"


def test_election():
    made, share = own_election()
    test_refusals(made, share)
    rounds = []
    while True:
        due = [p.name for p in made.pools() if p.state == pools.DUE]
        rounds.append(due)
        for name in due:
            assert not made.pass_clock(), "opened by one share"
            for number in (3, 2):
                made.take(number, name, share(number, name))
        if made.pass_clock(): break
    assert rounds == [["c/totals/a", "c/totals/b", "few/asked", "q/asked", "s/totals"],
                      ["q/totals"]], rounds
    assert refusal(made.take, 1, "few/totals", b"") == "share.withheld"
    made.take(1, "q/totals", share(1, "q/totals"))  # of an opened pool
    roll = {"a": 4, "b": 3}
    text = result.result(made.counted.definition, made.counted, roll, made.opened(), bytes(32))
    assert text == OWN_RESULT, text
    any_two = [combine(made.aggregate(p), {i: made.shares[p.name][i] for i in two}, 2)[0].encode()
               for p in made.pools() if p.name == "s/totals" for two in ((1, 2), (1, 3), (3, 2))]
    assert len(set(any_two)) == 1
    slots, point = made.counted.slots(made.pools()[0])[0], 9 * G
    assert refusal(open_counter, slots, 3, (1 << 43) * G) == "totals.logarithm"
    assert len(slots) == 2 and len(made.counted.slots(made.pools()[0])) == 2
    assert not holds(slots, 8, [9, 0], point) and holds(slots, 9, [9, 0], point)
    return len(made.totals)


if __name__ == "__main__":
    print(f"the model's own election: {test_election()} pools opened, and its result")
