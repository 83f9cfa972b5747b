#!/usr/bin/env python3
"""The model of the tally and our program check each other: cross_check_tally.py RECORD [VALUES]

RECORD is what make_record writes (docs/adversary.md): a whole election. From its posts the model
makes the styles, the fingerprints, the ballots that count, the pools, their states from round to
round and their aggregates; judges each share, combines and opens; and makes the result, whose hash
is on the log. VALUES is tests/vectors/tabella/record_values.json, which says much of this in
numbers for the record of the seed tabella; of what it leaves out nothing is checked but that pools
and styles are there. A spoiled copy of each kind must be noticed.
"""

import hashlib
import json
import sys
from pathlib import Path

import ceremony as c
import pools
import result
import tally
from ballot_proof import IDENTITY, decode
from cross_check_ceremony import Record, decode64, expect, rows, steps_of
from styles import Definition, digest


class Election:
    """What the posts of a record say before the tally."""

    def __init__(self, record):
        self.record = record
        line = record.line("election")
        self.definition = Definition(json.loads(line)["definition"])
        self.announcement = c.announcement_of(line, record.keys["origin"])
        self.styles = list(self.definition.styles)
        self.read_keys()
        self.read_roll()

    def read_keys(self):
        """The election key and the share keys, of a ceremony without complaints."""
        post = self.record.post
        numbers = range(1, len(steps_of(self.record, "join")) + 1)
        joined = [decode64(post(f"join {i}")["static"]) for i in numbers]
        made = c.Ceremony(self.definition.threshold, joined, self.announcement)
        dealings = [c.Dealing(decode64(post(f"deal {i}")["dealing"]), made.n, made.t)
                    for i in numbers]
        self.key, self.share_keys = made.keys_made(dealings)

    def read_roll(self):
        self.roll = [(decode64(credential), self.styles.index(style), weight)
                     for step in steps_of(self.record, "roll")
                     for credential, style, weight in self.record.post(step)["entries"]]
        self.weight_of = {p: weight for p, _, weight in self.roll}
        self.roll_fingerprint = c.roll_fingerprint(self.roll)

    def roll_weight(self):
        made = dict.fromkeys(self.styles, 0)
        for _, style, weight in self.roll: made[self.styles[style]] += weight
        return made


def ciphertexts(sealed, style):
    elements = [decode(sealed[32 * i:32 * i + 32]) for i in range(2 * len(style.counters))]
    return list(zip(elements[::2], elements[1::2]))


def counted_of(election):
    """Of each credential the last ballot."""
    last = {}
    for entry in election.record.entries:
        if not entry.startswith('{"type":"ballot"'): continue
        post = json.loads(entry)
        before = last.get(post["credential"])
        if not before or post["sequence"] > before["sequence"]: last[post["credential"]] = post
    made = tally.Counted(election.definition, [])
    cast = [(post["style"], election.weight_of[decode64(credential)],
             ciphertexts(decode64(post["sealed"]), made.styles[post["style"]]))
            for credential, post in last.items()]
    return tally.Counted(election.definition, cast)


def fingerprint_of(election, counted):
    digests = [digest(counted.styles[each]) for each in election.styles]
    return c.election_fingerprint(election.announcement, digests, election.key.encode(),
                                  election.roll_fingerprint)


# ---- The log, from the close on ----

def check_spoiled(made, share, pool):
    """The same share under another pool's name, in another election, of another trustee, and with
    other ballots."""
    number, data = share["trustee"], decode64(share["share"])
    alphas = [alpha for alpha, _ in made.aggregate(pool)]
    fingerprint = made.fingerprint(pool)
    judge = lambda f=fingerprint, n=number, a=alphas, d=data: c.refusal(
        tally.check_share, f, n, made.share_keys, a, d)
    other = number % len(made.share_keys) + 1
    expect(judge() == "ok", f"share {number} of {pool.name}")
    for refused in (judge(pools.fingerprint(made.election, pool.name + "x")),
                    judge(pools.fingerprint(bytes(32), pool.name)),
                    judge(n=other, d=c.uint32_be(other) + data[4:]),
                    judge(a=[alphas[0] + alphas[0] + decode(made.share_keys[0].encode())]
                          + alphas[1:])):
        expect(refused == "share.equation", f"a spoiled share of {pool.name} is {refused}")


def follow(election, made):
    """Takes shares and opens pools as the log does, until the line of the result."""
    shares = 0
    for entry in election.record.entries:
        line = entry.split("\n")[0]
        kind = json.loads(line)["type"]
        if kind == "share":
            post = json.loads(line)
            pool = next((p for p in made.pools() if p.name == post["pool"]), None)
            expect(pool is not None, f"there is no pool {post['pool']}")
            check_spoiled(made, post, pool)
            refused = c.refusal(made.take, post["trustee"], pool.name, decode64(post["share"]))
            expect(refused == "ok", f"share {post['trustee']} of {pool.name}: {refused}")
            shares += 1
        elif kind == "result":
            expect(made.pass_clock(), "there is a result, and a pool is due or waits")
            return shares, json.loads(line)["result"]
        elif kind == "block" and shares:
            expect(not made.pass_clock(), "no pool is due or waits, and there is no result")
    sys.exit("the record has no result")


def check_result(election, made, hashed):
    if not result.is_modelled(election.definition): return None
    text = result.result(election.definition, made.counted, election.roll_weight(), made.opened(),
                         made.election)
    expect(c.base64url(hashlib.sha256(text.encode()).digest()) == hashed,
           f"the hash of the result, which is by the model {text}")
    return text


# ---- record_values.json ----

def style_values(election, style):
    questions = list(election.definition.questions)
    pairs = lambda row: [[bit, coefficient] for bit, coefficient in row.items()]
    return {
        "id": style.id, "bits": style.bits, "counters": [pairs(row) for row in style.counters],
        "equations": [{"row": pairs(row), "rhs": rhs} for row, rhs in style.equations],
        "totals": [{"question": questions.index(slot.total.question), "counter": slot.counter,
                    "shift": slot.shift, "width": slot.width, "max_value": slot.total.largest}
                   for slot in style.slots],
        "digest": digest(style).hex()}


def hex_of(aggregate): return "".join((a.encode() + b.encode()).hex() for a, b in aggregate)


def pool_values(made, pool):
    return {"pool": pool.name, "styles": pool.styles, "state": pool.state,
            "ballots": len(made.counted.of(pool.styles)),
            "fingerprint": made.fingerprint(pool).hex(),
            "aggregate": hex_of(made.aggregate(pool)),
            "totals": made.totals.get(pool.name, [])}


def aggregate_of_style(counted, style):
    made = [(IDENTITY, IDENTITY)] * len(counted.styles[style].counters)
    for _, weight, pairs in counted.of([style]):
        made = [(a + weight * alpha, b + weight * beta)
                for (a, b), (alpha, beta) in zip(made, pairs)]
    return hex_of(made)


def disagreement(election, made, text, values):
    """The first value that is another than the model's, or None."""
    counted = made.counted
    said_pools = values["pools"] if "pools" in values else values["tally"]["pools"]
    joined = lambda parts: "".join(parts)
    lists = [("a style", values["styles"],
              [style_values(election, counted.styles[each]) for each in election.styles]),
             ("a pool", [{**each, "aggregate": joined(each["aggregate"])} for each in said_pools],
              [pool_values(made, pool) for pool in made.pools()])]
    for what, said, ours in lists:
        if len(said) != len(ours): return f"{what}: there are {len(ours)}"
        for theirs, own in zip(said, ours):
            for field, value in own.items():
                may_lack = field in ("aggregate", "totals")
                if may_lack and not theirs.get(field): continue
                if theirs.get(field) != value: return f"{what}, {field}: {own}"
    in_use = sorted({number for shares in made.shares.values() for number in shares})
    single = {
        "roll": election.roll_fingerprint.hex(), "election": made.election.hex(),
        "announcement": election.announcement.hex(),
        "ballots_fingerprints": {each: c.ballots_fingerprint(made.election, each).hex()
                                 for each in election.styles}}
    for field, value in single.items():
        if values[field] != value: return f"{field}: {value}"
    ours = {"lagrange": [c.scalar_bytes(x).hex()
                         for x in tally.lagrange(in_use[:election.definition.threshold])]}
    if text: ours |= {"result": text, "result_sha256": hashlib.sha256(text.encode()).hexdigest()}
    for field, value in ours.items():
        if values["tally"][field] != value: return f"{field}: {value}"
    for each, said in values["tally"].get("aggregates", {}).items():
        if joined(said) != aggregate_of_style(counted, each): return f"aggregate of style {each}"
    return None


def check_values(election, made, text, path):
    values = json.loads(path.read_text(encoding="utf-8"))
    wrong = disagreement(election, made, text, values)
    expect(wrong is None, wrong)

    def spoil(find):
        copy = json.loads(json.dumps(values))
        find(copy)
        expect(disagreement(election, made, text, copy), "a spoiled value goes unnoticed")

    of_pools = lambda copy: copy["pools"] if "pools" in copy else copy["tally"]["pools"]
    spoil(lambda copy: of_pools(copy)[0].update(state="waits"))
    spoil(lambda copy: of_pools(copy)[-1].update(fingerprint="00" * 32))
    spoil(lambda copy: of_pools(copy)[0].update(aggregate=["00" * 64]))
    spoil(lambda copy: of_pools(copy).pop())
    spoil(lambda copy: copy["styles"][0].update(digest="00" * 32))
    spoil(lambda copy: copy["tally"].update(result="{}") if text else copy.update(roll=""))


def main():
    if len(sys.argv) not in (2, 3): sys.exit(__doc__)
    election = Election(Record(Path(sys.argv[1])))
    counted = counted_of(election)
    fingerprint = fingerprint_of(election, counted)
    named = {json.loads(entry)["election"] for entry in election.record.entries
             if entry.startswith('{"type":"ballot"')}
    expect(named == {c.base64url(fingerprint)}, "ballots name the fingerprint of the election")
    made = tally.Tally(counted, fingerprint, election.definition.threshold, election.share_keys)
    shares, hashed = follow(election, made)
    expect(shares, "there is no share to check")
    text = check_result(election, made, hashed)
    said = "its result" if text else "not its result, whose method is not modelled"
    if len(sys.argv) == 3:
        check_values(election, made, text, Path(sys.argv[2]))
        said += f", {sys.argv[2]}"
    states = [pool.state for pool in made.pools()]
    print(f"{sys.argv[1]}: {len(counted.cast)} counted ballots, {shares} shares, "
          f"{states.count(pools.OPENED)} pools opened and {states.count(pools.WITHHELD)} withheld, "
          f"{said}: the model makes the same")


if __name__ == "__main__":
    main()
