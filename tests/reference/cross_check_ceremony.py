#!/usr/bin/env python3
"""The model of the ceremony and our program check each other:
cross_check_ceremony.py CLIENT.json RECORD

CLIENT.json is tests/vectors/tabella/client.json: fingerprints of elections, and how trustees join.
RECORD is what make_record writes (docs/adversary.md): a whole election with every secret of it. The
model makes its announcement, joins, hashes, dealings, certificates and shares again, byte for byte.
A spoiled copy of each kind must be noticed, so that a check that always passes would fail here.
"""

import hashlib
import json
import sys
from pathlib import Path

import ceremony as c
from ballot_proof import G


def h(text):
    return bytes.fromhex(text)


def decode64(text):
    made = c.base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    assert c.base64url(made) == text, "base64url in another form"
    return made


def expect(is_so, what):
    if not is_so:
        sys.exit(f"the model disagrees with our program: {what}")


def rows(sparse):
    return [{int(bit): coefficient for bit, coefficient in row.items()} for row in sparse]


# ---- client.json ----

def fingerprints(election, announcement):
    """Of one election of client.json: the roll's, the election's, then each style's ballots'."""
    digests = []
    for style in election["styles"]:
        equations = [(rows([each["row"]])[0], each["rhs"]) for each in style["equations"]]
        digest = c.style_digest(style["id"], style["bits"], rows(style["counters"]), equations)
        expect(digest.hex() == style["digest"], f"digest of style {style['id']}")
        digests.append(digest)
    roll = c.roll_fingerprint([(h(p), style, weight) for p, style, weight in election["roll"]])
    made = c.election_fingerprint(announcement, digests, h(election["key"]), roll)
    ballots = [c.ballots_fingerprint(made, style["id"]) for style in election["styles"]]
    return [each.hex() for each in [roll, made, *ballots]]


def check_elections(elections):
    for election in elections:
        announcement = h(election["announcement"])
        said = [election["roll_fingerprint"], election["fingerprint"],
                *(style["ballots"] for style in election["styles"])]
        expect(fingerprints(election, announcement) == said, f"election {election['name']}")
        other = bytes([announcement[0] ^ 1]) + announcement[1:]
        spoiled = fingerprints(election, other)
        expect(spoiled[0] == said[0] and all(a != b for a, b in zip(spoiled[1:], said[1:])),
               "another announcement makes the same fingerprints")


def check_joins(joins):
    for each in joins:
        announcement, number = h(each["announcement"]), each["number"]
        static = c.static_secret(announcement, h(each["secret"]))
        made = c.join(announcement, number, static)
        expect([part.hex() for part in made] == [each["static"], each["proof"]], f"join {number}")
        P, proof = h(each["static"]), h(each["proof"])
        expect(c.refusal(c.check_join, announcement, number, P, proof) == "ok", f"join {number}")
        for other in ((announcement, number + 1, P), (bytes(32), number, P),
                      (announcement, number, (7 * G).encode())):
            expect(c.refusal(c.check_join, *other, proof) == "ceremony.possession",
                   "a join of something else is taken")


def tested(notice):
    """The id of the ballot that a notice is about, and whether its proof holds."""
    election, credential, sealed, proof = (
        decode64(notice[name]) for name in ("election", "credential", "sealed", "proof"))
    ballot = c.ballot_id(election, notice["style"], credential, notice["sequence"], sealed)
    return ballot, c.shows_tested(election, credential, ballot, proof)


def check_notice(notice):
    said = json.loads(notice["line"])
    expect(list(said) == ["type", "election", "style", "credential", "sequence", "sealed", "proof"],
           "the form of a notice")
    expect(said["sealed"] == c.base64url(hashlib.sha256(h(notice["uncast"])).digest()),
           "the hash of a notice")
    expect(tested(said) == (h(notice["ballot"]), True), "a notice")
    for other in ({"style": "south"}, {"sequence": said["sequence"] + 1},
                  {"sealed": c.base64url(bytes(32))}, {"credential": c.base64url((7 * G).encode())},
                  {"election": c.base64url(bytes(32))}):
        ballot, holds = tested(said | other)
        expect(ballot != h(notice["ballot"]) and not holds, "a notice of something else is taken")


def check_client(path):
    client = json.loads(path.read_text(encoding="utf-8"))
    if "joins" not in client or "announcement" not in client["elections"][0]:
        sys.exit(f"{path} is of an earlier protocol: it has no joins and no announcements. Make it "
                 "again with build/release/tests/make_client_vectors")
    check_elections(client["elections"])
    check_joins(client["joins"])
    check_notice(client["notice"])
    expect(client["elections"] and client["joins"], "there is nothing to check")
    return f"{len(client['elections'])} elections, {len(client['joins'])} joins, a notice"


# ---- A record ----

def entries_of(record):
    """docs/log.md, "Tiles"."""
    found = []
    folder = record / "tile" / "entries"
    files = [path for path in folder.rglob("*") if path.is_file()]
    number = lambda path: str(path.relative_to(folder)).replace("x", "").split(".")[0]
    for path in sorted(files, key=number):
        data = path.read_bytes()
        while data:
            size = int.from_bytes(data[:2], "big")
            found.append(data[2:2 + size])
            data = data[2 + size:]
    return found


class Record:
    def __init__(self, folder):
        self.keys = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
        self.entries = [entry.decode() for entry in entries_of(folder)]

    def entry(self, step):
        return self.entries[self.keys["entries"][step]]

    def line(self, step):
        return self.entry(step).split("\n")[0]

    def post(self, step):
        return json.loads(self.line(step))


def check_belonging(record, announcement):
    """Every signed post names what it belongs to, in one second line."""
    signed = [entry.split("\n\n")[0] + "\n" for entry in record.entries if "\n\n" in entry]
    for text in signed:
        line = text.split("\n")[0]
        belongs_to = {"manifest": "", "election": record.keys["origin"]}.get(
            json.loads(line)["type"], c.base64url(announcement))
        expect(text == c.post_text(line, belongs_to), f"what this post belongs to: {line[:60]}")
    return len(signed)


def steps_of(record, word):
    """In the order of the log."""
    steps = [step for step in record.keys["entries"] if step.split()[0] == word]
    return sorted(steps, key=record.keys["entries"].get)


def check_roll(record, definition):
    styles = [style["id"] for style in definition["styles"]]
    roll = [(decode64(credential), styles.index(style), weight)
            for step in steps_of(record, "roll")
            for credential, style, weight in record.post(step)["entries"]]
    end = record.post("roll_end")
    expect(len(roll) == end["entries"], "the number of voters")
    expect(c.base64url(c.roll_fingerprint(roll)) == end["roll"], "the fingerprint of the roll")
    expect(c.roll_fingerprint(roll[::-1]) != c.roll_fingerprint(roll), "a roll in another order")


def check_held_keys(record, share_keys):
    """The proofs are for the share keys, and for the fingerprint that all ballots name."""
    named = {record.post(step)["election"] for step in steps_of(record, "ballot")}
    expect(len(named) == 1, "ballots name one fingerprint")
    election = decode64(named.pop())
    steps = steps_of(record, "key_held")
    expect(steps, "somebody shows a key")
    for step in steps:
        post = record.post(step)
        key, proof = share_keys[post["trustee"] - 1], decode64(post["proof"])
        expect(c.shows_held(election, key, proof), step)
        expect(not c.shows_held(bytes(32), key, proof), f"{step} for another election")


def check_record(folder):
    record = Record(folder)
    trustees = record.keys["trustees"]
    numbers = range(1, len(trustees) + 1)
    line = record.line("election")
    said = json.loads(line)
    expect(c.election_line(**{k: v for k, v in said.items() if k != "type"}) == line,
           "the line of the announcement")
    announcement = c.announcement_of(line, record.keys["origin"])
    signed = check_belonging(record, announcement)

    statics = [c.scalar(h(each["static"]), "static") for each in trustees]
    joined = []
    for i in numbers:
        post = record.post(f"join {i}")
        made = c.join(announcement, i, statics[i - 1])
        expect([c.base64url(part) for part in made] == [post["static"], post["proof"]], f"join {i}")
        joined.append(made[0])

    threshold = len(trustees[0]["coefficients"])
    expect(json.loads(said["definition"])["trustees"]["threshold"] == threshold, "the threshold")
    made = c.Ceremony(threshold, joined, announcement)
    dealings = []
    for i in numbers:
        mine = trustees[i - 1]
        data = made.deal(i, statics[i - 1], [c.scalar(h(a), "a") for a in mine["coefficients"]],
                         c.scalar(h(mine["ephemeral"]), "e"))
        expect(c.base64url(data) == record.post(f"deal {i}")["dealing"], f"dealing {i}")
        hashed = decode64(record.post(f"commit {i}")["hash"])
        expect(made.commit(i, data) == hashed, f"hash {i}")
        dealings.append(made.check(i, data, hashed))
        other = i % len(trustees) + 1
        expect(c.refusal(made.check, other, data, made.commit(other, data))
               == "ceremony.possession", "another trustee may deal the same")
    elsewhere = c.Ceremony(threshold, joined, bytes(32))
    data = dealings[0].data
    expect(c.refusal(elsewhere.check, 1, data, elsewhere.commit(1, data)) == "ceremony.possession",
           "a dealing is good for another announcement")

    signed_text = made.certified(dealings)
    for i in numbers:
        certificate = c.sign(statics[i - 1], signed_text)
        expect(c.base64url(certificate) == record.post(f"certify {i}")["certificate"],
               f"certificate {i}")
    _, share_keys = made.keys_made(dealings)
    for j in numbers:
        share = sum(made.open_share(i, j, statics[j - 1], d) for i, d in enumerate(dealings, 1))
        expect(c.scalar_bytes(share).hex() == trustees[j - 1]["share"], f"share {j}")
        expect(share * G == share_keys[j - 1], f"share key {j}")
    check_roll(record, json.loads(said["definition"]))
    check_held_keys(record, share_keys)
    print("check code of the announcement:", c.check_code(announcement))
    print("check code of the ceremony:    ", c.check_code(hashlib.sha256(signed_text).digest()))
    return f"{signed} signed posts, {len(trustees)} trustees' ceremony"


def main():
    client, record = map(Path, sys.argv[1:])
    print(f"{client}: {check_client(client)}: the model makes the same")
    print(f"{record}: {check_record(record)}: the model makes the same")


if __name__ == "__main__":
    main()
