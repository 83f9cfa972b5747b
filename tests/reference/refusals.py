#!/usr/bin/env python3
"""Posts that the rules refuse, most of them with two faults, so that the code says which check
comes first (docs/log.md, "Order").

    refusals.py RECORD TABELLA VECTORS   our program refuses each post with its code and its check
    refusals.py --make RECORD VECTORS    writes the posts anew

RECORD is what make_record writes from the seed tabella, VECTORS is refusals.json. A post is put
behind the entries that it comes after, and a block record behind it; the log is signed again.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ballot_proof import G
from ceremony import base64, base64url, post_text, uint64_be

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
BASE_Y = 4 * pow(5, -1, P) % P
TIME = 1_700_000_000


# ---- Ed25519 (RFC 8032): signing alone ----

def add(a, b):
    """Of points in extended coordinates."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    c, d = 2 * t1 * t2 * D, 2 * z1 * z2
    e, f, g, h = f - e, d - c, d + c, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def recover_base():
    square = (BASE_Y * BASE_Y - 1) * pow(D * BASE_Y * BASE_Y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P: x = x * pow(2, (P - 1) // 4, P) % P
    x = P - x if x & 1 else x
    return x, BASE_Y, 1, x * BASE_Y % P


BASE = recover_base()


def times_base(scalar):
    """The encoding of the multiple."""
    made, power = (0, 1, 1, 0), BASE
    while scalar:
        if scalar & 1: made = add(made, power)
        power, scalar = add(power, power), scalar >> 1
    x, y, z, _ = made
    z = pow(z, -1, P)
    return (y * z % P | (x * z % P & 1) << 255).to_bytes(32, "little")


def sign(seed, message):
    digest = hashlib.sha512(seed).digest()
    secret = (int.from_bytes(digest[:32], "little") & (1 << 254) - 8) | 1 << 254
    number = lambda *parts: int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % Q
    nonce = number(digest[32:], message)
    R = times_base(nonce)
    challenge = number(R, times_base(secret), message)
    return R + ((nonce + challenge * secret) % Q).to_bytes(32, "little")


# ---- Notes and logs ----

def encode64(data): return base64.b64encode(data).decode()
def decode64url(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
def compact(value): return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def signature_line(key, blob):
    name, key_id, _ = key["key"].split("+", 2)
    return f"— {name} {encode64(bytes.fromhex(key_id) + blob)}\n"


def signed(text, signers, wrong=()):
    """A note. `wrong` are the places of signatures that do not hold."""
    lines = []
    for place, key in enumerate(signers):
        signature = sign(bytes.fromhex(key["seed"]), text.encode())
        if place in wrong: signature = bytes([signature[0] ^ 1]) + signature[1:]
        lines.append(signature_line(key, signature))
    return text + "\n" + "".join(lines)


def root(leaves):
    if len(leaves) == 1: return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(leaves[:half]) + root(leaves[half:])).digest()


class Record:
    """The good record, and its keys."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.keys = json.loads((self.folder / "keys.json").read_text())
        (bundle,) = (self.folder / "tile/entries/000.p").iterdir()
        rest, self.entries = bundle.read_bytes(), []
        while rest:
            end = 2 + int.from_bytes(rest[:2], "big")
            self.entries.append(rest[2:end].decode())
            rest = rest[end:]
        announced = next(e for e in self.entries if e.startswith('{"type":"election"'))
        text = announced[: announced.rindex("\n\n") + 1]
        self.announcement = base64url(hashlib.sha256(text.encode()).digest())

    def index(self, step):
        return self.keys["entries"][step]

    def entry(self, step):
        return self.entries[self.index(step)]

    def json(self, step):
        return json.loads(self.entry(step).split("\n")[0])

    def size_after(self, step):
        """Of the log that ends with the block in which that was posted."""
        index = self.index(step)
        while not self.entries[index].startswith('{"type":"block"'): index += 1
        return index + 1

    def write(self, folder, entries):
        """These entries as a record, signed by the log and its witnesses."""
        entries = [entry.encode() for entry in entries]
        leaves = [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]
        assert len(entries) < 256
        for path, content in (
            ("tile/0/000.p", b"".join(leaves)),
            ("tile/entries/000.p", b"".join(len(e).to_bytes(2, "big") + e for e in entries)),
        ):
            (folder / path).mkdir(parents=True)
            (folder / path / str(len(entries))).write_bytes(content)
        text = f"{self.keys['origin']}\n{len(entries)}\n{encode64(root(leaves))}\n"
        checkpoint = signed(text, [self.keys["log"]])
        for witness in self.keys["witnesses"]:
            dated = f"cosignature/v1\ntime {TIME}\n{text}".encode()
            signature = sign(bytes.fromhex(witness["seed"]), dated)
            checkpoint += signature_line(witness, uint64_be(TIME) + signature)
        (folder / "checkpoint").write_text(checkpoint)
        shutil.copy(self.folder / "policy.txt", folder / "policy.txt")


# ---- What our program says ----

def judge(tabella, record, after, post):
    """Pairs of check and code, each of the post."""
    last = json.loads(record.entries[after - 1])
    block = {"type": "block", "height": last["height"] + 1, "time": last["time"],
             "state": base64url(bytes(32))}
    with tempfile.TemporaryDirectory() as folder:
        record.write(Path(folder), [*record.entries[:after], post, compact(block)])
        policy = str(Path(folder) / "policy.txt")
        said = subprocess.run([tabella, "verify", folder, "--policy", policy, "--json"],
                              capture_output=True, text=True, check=False)
    failures = [(check["check"], failure)
                for check in json.loads(said.stdout)["checks"] for failure in check["failures"]]
    begin = f"entry {after}: "
    if not all(failure.startswith(begin) for _, failure in failures):
        sys.exit(f"fails elsewhere: {failures}")
    return [(check, failure[len(begin):].split(": ")[0]) for check, failure in failures]


def check(record, tabella, vectors):
    if vectors.read_text() != made(record):
        print(f"{vectors} is not made of this record: refusals.py --make writes it anew")
        return 1
    cases = json.loads(vectors.read_text())["cases"]
    wrong = 0
    for case in cases:
        expected = [(case["check"], case["code"])]
        expected += [(each["check"], each["code"]) for each in case.get("also", [])]
        found = judge(tabella, record, case["after"], case["post"])
        if sorted(found) != sorted(expected):
            print(f"{case['name']}: expected {expected}, found {found}")
            wrong += 1
    print(f"{len(cases)} posts, {len(cases) - wrong} refused as the vectors say")
    return 1 if wrong or not cases else 0


# ---- The posts ----

def cases_of(r):
    """Name, the step after which it comes, the post, its code and check, and what else fails."""
    keys, election = r.keys, r.keys["election"]
    operator, registrar = keys["operator"], keys["registrar"]
    officials, trustees = keys["officials"], keys["trustees"]
    two = officials[:2]
    nothing = base64url(bytes(32))

    def post(value, signers, of=r.announcement, wrong=()):
        line = value if isinstance(value, str) else compact(value)
        return signed(post_text(line, of), signers, wrong)

    def act(name, signers=two, wrong=(), **more):
        return post({"type": name, "election": election, **more}, signers, wrong=wrong)

    def of_trustee(step, number, signer=None, **other):
        return post({**r.json(step), **other}, [trustees[(signer or number) - 1]])

    def manifest(of="", **other):
        fields = {"type": "manifest", "version": "tabella/v1", "origin": "two words",
                  "operator": operator["key"]}
        return post({**fields, **other}, [operator], of)

    def announce(signers=(operator, *two), wrong=(), **other):
        return post({**r.json("election"), **other}, signers, keys["origin"], wrong)

    def commit(**other):
        return post({"type": "commit", "election": election, "trustee": 0, "hash": "*", **other},
                    [trustees[0]])

    def complaint(accuser, dealer, size):
        return post({"type": "complaint", "election": election, "trustee": accuser,
                     "dealer": dealer, "complaint": base64url(bytes(size))},
                    [trustees[accuser - 1]])

    def cancel(reason):
        return post(f'{{"type":"cancel","election":"{election}","reason":"{reason}"}}', two)

    def roll(*entries):
        return post({"type": "roll", "election": election, "entries": entries}, [registrar])

    def roll_end(number):
        fields = {"type": "roll_end", "election": election, "entries": number, "roll": nothing}
        return post(fields, [registrar])

    def style_of_share():
        """As shares were before there were pools."""
        fields = r.json("share 1 vote/totals")
        return post({"style" if k == "pool" else k: v for k, v in fields.items()}, trustees[:1])

    def redefined(**fields):
        """The definition with these fields in its second question, which is conditional."""
        made = json.loads(r.json("election")["definition"])
        assert "only_if" in made["questions"][1]
        made["questions"][1] |= fields
        return compact(made)

    def ballot(step, **other): return compact({**json.loads(r.entry(step)), **other})

    def tested(step):
        """What a notice says of this ballot."""
        fields = r.json(step)
        uncast = decode64url(fields["sealed"])[:-32]
        sealed = base64url(hashlib.sha256(uncast).digest())
        return {**{k: fields[k] for k in ("style", "credential", "sequence")}, "sealed": sealed}

    close = compact({"type": "close", "election": election})
    known = r.json("roll 1")["entries"][0][0]
    foreign = base64url(G.encode())
    share, share_3 = (decode64url(r.json(f"share {i} vote/totals")["share"]) for i in (1, 3))
    repeating = share_3[:-96] + share[-96:]
    no_element = bytes(4) + b"\xff" * (len(share) - 4)
    texts = r.json("announcement")["text"]
    proof = decode64url(r.json("test 7")["proof"])
    broken = base64url(proof[:32] + bytes(32))
    sealed = decode64url(r.json("ballot 1")["sealed"])

    # Phase roll, open, closed, and the end of voting seen by witnesses.
    before, at, ended, shown = "roll 2", "open", "close", "cosigned"
    yield "a line without signatures", before, close, "note.form", "C1"
    yield "an unknown type", before, act("cloze"), "post.type", "C1"
    yield "a result that is signed", before, act("result", result=nothing), "post.type", "C1"
    yield "no type", before, post({"election": election}, two), "post.field", "C1"
    yield "a list", before, post([1], two), "post.type", "C1"
    yield "an unknown field, and none of the others", before, post(
        {"type": "close", "more": 1}, two), "post.field", "C1"
    yield "a number out of its bounds, and no base64url", before, commit(
        trustee=1 << 32), "post.number", "C1"
    yield "trustee 0, and no base64url", before, commit(), "post.encoding", "C1"
    yield "trustee 0, and another spelling", before, post(
        f'{{"type":"commit", "election":"{election}","trustee":0,"hash":"AA"}}', two,
    ), "rules.trustee", "C13"
    yield "another spelling, of no election", before, post(
        '{"type":"close", "election":"nowhere"}', two), "post.spelling", "C1"
    yield "of no election, and of another log", before, post(
        {"type": "close", "election": "nowhere"}, two, "x"), "rules.election", "C13"
    yield "of another announcement, and one signature", before, post(
        close, two[:1], nothing), "rules.belongs", "C6"
    yield "no second line", before, post(close, two, ""), "rules.belongs", "C6"
    yield "a second line of another form", before, signed(
        close + "\nfor x\n", two), "post.encoding", "C1"
    yield "a second line of white space", before, signed(
        close + "\n \n", two), "post.spelling", "C1"
    yield "three lines", before, signed(
        post_text(close, r.announcement) + "x\n", two), "rules.belongs", "C6"
    yield "null", before, act("close", more=None), "post.type", "C1"
    yield "a type twice", before, post(
        '{"type":"close","type":"close","x":1.5}', two), "post.duplicate", "C1"
    yield "a fraction", before, post('{"type":"close","x":1.5,"x":2}', two), "post.number", "C1"
    yield "17 lists", before, post(
        '{"type":"close","x":' + "[" * 17 + "]" * 17 + "}", two), "post.encoding", "C1"

    yield "U+001F as it is written", before, cancel(r"a\u001fb"), "rules.reason", "C1"
    yield "U+001F with a capital", before, cancel(r"a\u001Fb"), "post.spelling", "C1"
    yield "a newline as it is written", before, cancel(r"a\nb"), "rules.reason", "C1"
    yield "a newline by its number", before, cancel(r"a\u000ab"), "post.spelling", "C1"
    yield "an escaped slash", before, cancel(r"a\/b"), "post.spelling", "C1"
    yield "U+007F as it is", before, cancel("a\x7fb"), "note.form", "C1"
    yield "U+007F by its number", before, cancel(r"a\u007fb"), "post.spelling", "C1"
    yield "U+0085 as it is", before, cancel("a\x85b"), "rules.reason", "C1"

    yield "one signature too few", "roll_end", act("close", two[:1]), "post.signatures", "C6"
    yield "one too many", "roll_end", act("close", officials), "post.signatures", "C6"
    yield "another order", "roll_end", act("close", two[::-1]), "post.signatures", "C6"
    yield "a wrong signature, and one too many", "roll_end", act(
        "close", [*two, registrar], (0,)), "post.signatures", "C6"
    yield "a wrong signature, in another phase", "roll_end", act(
        "close", wrong=(1,)), "note.signature", "C6"
    yield "a revoked key, wrong and alone", "revocation", act(
        "archive", officials[2:], (0,)), "rules.revoked", "C6"
    yield "trustee 9, signed by another", before, commit(
        trustee=9, hash="AA"), "rules.trustee", "C13"
    yield "trustee 2, signed by another, in another phase", before, commit(
        trustee=2, hash="AA"), "post.signatures", "C6"

    yield "a second manifest without a name", before, manifest(), "rules.manifest", "C13"
    yield "a second manifest that belongs to something", before, manifest(
        "x"), "rules.belongs", "C6"
    yield "another version, and no origin", before, manifest(
        version="tabella/v2", origin=1), "post.version", "C1"
    yield "a witness's key", before, manifest(
        operator=keys["witnesses"][0]["key"]), "post.key", "C1"
    yield "an id that is taken, and threshold 0", before, announce(
        officials_threshold=0), "rules.twice", "C13"
    yield "threshold 4 of 3, signed by nobody who should", "manifest", announce(
        [registrar], officials_threshold=4), "election.officials", "C2"
    yield "the operator's key in two parts, signed wrong", "manifest", announce(
        wrong=(0,), registrar=operator["key"]), "note.signature", "C6"
    yield "the operator's key in two parts, and no definition", "manifest", announce(
        registrar=operator["key"], definition="x"), "election.keys", "C2"
    yield "no definition, and another id", "manifest", announce(
        election="other", definition="x"), "definition.encoding", "C2"
    yield "another id, and too few trustees", "manifest", announce(
        election="other", trustees=[each["key"] for each in trustees[:4]]), "election.id", "C2"
    yield "a conditional question by style, and another id", "manifest", announce(
        election="other", definition=redefined(report="by_style")), "definition.report", "C2"
    yield "a question that withholds small totals, and another id", "manifest", announce(
        election="other", definition=redefined(withhold_small=True)), "definition.field", "C2"
    yield "too few trustees, and a key in two parts", "manifest", announce(
        trustees=[each["key"] for each in trustees[:4]], registrar=officials[0]["key"],
    ), "election.trustees", "C2"

    yield "a join in another phase", "join 5", of_trustee("join 5", 5), "rules.phase", "C13"
    yield "a second join, whose proof does not decode", "join 3", of_trustee(
        "join 3", 3, proof="AAAA"), "rules.twice", "C13"
    yield "a proof that does not decode, for a known key", "join 3", of_trustee(
        "join 3", 4, trustee=4, proof="AAAA"), "ceremony.encoding", "C3"
    yield "a known key, with its owner's proof", "join 3", of_trustee(
        "join 3", 4, trustee=4), "ceremony.possession", "C3"
    yield "the identity", "join 3", of_trustee("join 4", 4, static=nothing), "post.encoding", "C1"
    yield "a rehearsal after the commit", "commit 3", of_trustee(
        "rehearsed 3", 3), "rules.twice", "C13"
    yield "a second commit, too short", "commit 2", of_trustee(
        "commit 2", 2, hash="AAAA"), "rules.twice", "C13"
    yield "a commit that is too short", "commit 2", of_trustee(
        "commit 3", 3, hash="AAAA"), "ceremony.length", "C3"
    yield "a short dealing that was not hashed", "deal 2", of_trustee(
        "deal 3", 3, dealing="AAAA"), "ceremony.reveal", "C3"
    yield "a short certificate", "certify 2", of_trustee(
        "certify 3", 3, certificate="AAAA"), "ceremony.certificate", "C3"
    yield "a complaint about nobody, after the certificate", "certify 2", complaint(
        2, 9, 3), "rules.twice", "C13"
    yield "a short complaint", "certify 2", complaint(3, 1, 3), "ceremony.encoding", "C3"
    yield "a complaint about oneself", "certify 2", complaint(3, 3, 256), "ceremony.encoding", "C3"
    yield "a complaint about trustee 9", "certify 2", complaint(
        3, 9, 256), "ceremony.encoding", "C3"
    yield "a complaint about trustee 0", "certify 2", complaint(3, 0, 256), "rules.trustee", "C13"

    yield "an empty roll in another phase", "roll_end", roll(), "rules.phase", "C13"
    yield "an empty roll", "roll 1", roll(), "roll.empty", "C5"
    yield "no style, and too much weight", "roll 1", roll([known, "x", 9]), "roll.style", "C5"
    yield "too much weight, twice", "roll 1", roll([known, "north", 9]), "roll.weight", "C5"
    yield "twice", "roll 1", roll([known, "north", 1]), "roll.duplicate", "C5"
    yield "no weight", "roll 1", roll([known, "north"]), "post.encoding", "C1"
    yield "weight 0, and no style", "roll 1", roll([known, "x", 0]), "post.number", "C1"
    yield "another number, and another roll", before, roll_end(1), "roll.count", "C5"
    yield "another roll", before, roll_end(12), "roll.fingerprint", "C5"

    yield "no page, in another phase", "archive", act(
        "page", page="x", hash=nothing), "rules.page", "C13"
    yield "a page again, in another phase", at, act(
        "page", page="voter", hash=nothing), "rules.phase", "C13"
    yield "a page again", at, act("page", page="check", hash=nothing), "rules.twice", "C13"
    yield "no text, in another phase", "archive", act("notice", text={}), "rules.phase", "C13"
    yield "an empty text, and one is missing", at, act(
        "notice", text={"en": ""}), "notice.language", "C1"
    yield "a language too many before an empty text", at, act(
        "notice", text={"aa": "x", **texts, "en": ""}), "notice.language", "C1"
    yield "a language too many behind an empty text", at, act(
        "notice", text={**texts, "en": "", "zz": "x"}), "notice.text", "C1"
    yield "languages in another order", at, act(
        "notice", text=dict(sorted(texts.items(), reverse=True))), "post.spelling", "C1"
    yield "official 0, without a reason", at, act(
        "revoke", official=0, reason=""), "rules.official", "C13"
    yield "a key again, without a reason", "revocation", act(
        "revoke", official=3, reason=""), "rules.twice", "C13"
    yield "one of the last keys, without a reason", "revocation", act(
        "revoke", official=1, reason=""), "rules.last_keys", "C13"
    yield "cancelled without a reason when it is over", "archive", act(
        "cancel", reason=""), "rules.phase", "C13"

    yield "a key shown late, without a proof", ended, of_trustee(
        "key_held 1", 1, proof="AA"), "rules.phase", "C13"
    yield "a key shown again, without a proof", at, of_trustee(
        "key_held 1", 1, proof="AA"), "rules.twice", "C13"
    yield "a proof that does not decode", at, of_trustee(
        "key_held 1", 2, trustee=2, proof="AA"), "key_held.proof", "C3"
    first, third = "share 1 vote/totals", "share 3 vote/totals"
    yield "an early share of no pool", at, of_trustee(first, 1, pool="x"), "rules.phase", "C13"
    yield "a share of no pool before witnesses saw the end", "close", of_trustee(
        first, 1, pool="x"), "share.cosigned", "C13"
    yield "a short share of no pool", shown, of_trustee(
        first, 1, pool="x", share="AA"), "share.pool", "C17"
    yield "a short share of one style, where all are one pool", shown, of_trustee(
        first, 1, pool="vote/totals/north", share="AA"), "share.pool", "C17"
    yield "a share that names its style", shown, style_of_share(), "post.field", "C1"
    yield "a short share of a pool that waits", shown, of_trustee(
        first, 1, pool="why/totals", share="AA"), "share.waits", "C17"
    yield "a short share", shown, of_trustee(first, 1, share="AA"), "share.size", "C17"
    yield "a share of trustee 0 that does not decode", shown, of_trustee(
        first, 1, share=base64url(no_element)), "share.trustee", "C17"
    yield "a share of another that does not decode", shown, of_trustee(
        first, 1, share=base64url(b"\0\0\0\2" + no_element[4:])), "share.encoding", "C17"
    yield "a share of another", shown, of_trustee(
        first, 1, share=base64url(b"\0\0\0\2" + share[4:])), "rules.trustee", "C13"
    yield "a share under another pool's name", shown, of_trustee(
        first, 1, pool="score/totals"), "share.equation", "C17"
    yield "a share again", first, of_trustee(first, 1), "rules.twice", "C13"
    yield "a share with another's proof, after that one", first, of_trustee(
        third, 3, share=base64url(repeating)), "share.repeat", "C12"
    yield "a share with another's proof", shown, of_trustee(
        third, 3, share=base64url(repeating)), "share.equation", "C17"
    yield "a key destroyed again", "key_destroyed 1", of_trustee(
        "key_destroyed 1", 1), "rules.twice", "C13"

    seen = r.json("cosigned")["checkpoint"]
    zeros = base64.b64encode(bytes(32)).decode()
    ours, strange = seen[: seen.index("\n— witness") + 1], signed("strange\n", two)
    other_root = signed("\n".join([keys["origin"], seen.split("\n")[1], zeros, ""]), [keys["log"]])
    def cosigned(checkpoint, election=election):
        return compact({"type": "cosigned", "election": election, "checkpoint": checkpoint})
    yield "a cosigned of nothing and a space", ended, cosigned(
        "", "nowhere") + " ", "cosigned.encoding", "C1"
    yield "a cosigned without a checkpoint", ended, cosigned(
        "", "nowhere"), "cosigned.election", "C13"
    yield "a cosigned with another note", ended, cosigned(strange), "cosigned.checkpoint", "C21"
    yield "a cosigned with a line of nobody's", ended, cosigned(
        seen + strange.split("\n\n")[1]), "cosigned.checkpoint", "C21"
    yield "another root, cosigned by nobody", ended, cosigned(other_root), "cosigned.root", "C21"
    yield "a cosigned by nobody, early", at, cosigned(ours), "cosigned.root", "C21"
    yield "a cosigned by nobody", ended, cosigned(ours), "cosigned.policy", "C21"
    yield "a cosigned by nobody again", shown, cosigned(ours), "cosigned.policy", "C21"
    yield "a cosigned again", shown, cosigned(seen), "cosigned.covers", "C13"
    yield "a policy of nothing, late", "archive", act("policy", policy=""), "rules.phase", "C13"
    yield "a policy of nothing", before, act("policy", policy=""), "policy.log", "C2"

    yield "sequence 0", at, ballot("ballot 6", sequence=0), "ballot.encoding", "C1"
    yield "before the election has a fingerprint", before, ballot(
        "ballot 6"), "ballot.election", "C13"
    yield "a late ballot of nobody", ended, ballot(
        "ballot 6", credential=foreign, style="x"), "rules.phase", "C13", ("ballot.roll", "C8")
    yield "no style, without anything sealed", at, ballot(
        "ballot 6", style="x", sealed=""), "ballot.style", "C8"
    yield "nothing sealed", at, ballot("ballot 6", sealed=""), "ballot.shape", "C7"
    yield "a late ballot that is there already", ended, ballot("ballot 2"), "rules.phase", "C13", (
        "ballot.sequence", "C13"), ("ballot.repeat", "C12")
    yield "nothing that decodes", at, ballot(
        "ballot 1", sealed=base64url(b"\xff" * len(sealed))), "ballot.repeat", "C12", (
        "ballot.encoding", "C1")
    yield "a test of ballot 0", at, ballot("test 7", sequence=0), "tested.encoding", "C1"
    yield "a test of no style", at, ballot("test 7", style=""), "tested.encoding", "C1"
    yield "a short hash", at, ballot("test 7", sealed="AA"), "tested.encoding", "C1"
    yield "a test before there is a fingerprint", before, ballot("test 7"), "tested.election", "C13"
    yield "a late test of nobody", ended, ballot("test 7", credential=foreign), "rules.phase", "C13"
    yield "a test of nobody and no style", at, ballot(
        "test 7", credential=foreign, style="x"), "tested.roll", "C8"
    yield "a test of another style, without proof", at, ballot(
        "test 7", style="south", proof=broken), "tested.style", "C8"
    yield "a test again, without proof", "test 7", ballot(
        "test 7", proof=broken), "tested.twice", "C13"
    yield "a test of what counts, without proof", "ballot 2", ballot(
        "test 7", **tested("ballot 2"), proof=broken), "tested.cast", "C13"
    yield "a test without proof", at, ballot("test 7", proof=broken), "tested.proof", "C8"


def made(record):
    """The text of the file of vectors."""
    cases = []
    for name, step, post, code, check_name, *also in cases_of(record):
        case = {"name": name, "after": record.size_after(step), "post": post,
                "code": code, "check": check_name}
        if also: case["also"] = [{"code": code, "check": which} for code, which in also]
        cases.append(case)
    source = "tests/reference/refusals.py, over what make_record writes from the seed tabella"
    return json.dumps({"source": source, "cases": cases}, indent=1) + "\n"


def main():
    if len(sys.argv) != 4: sys.exit(__doc__)
    if sys.argv[1] == "--make":
        Path(sys.argv[3]).write_text(made(Record(sys.argv[2])))
        return 0
    return check(Record(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))


if __name__ == "__main__":
    sys.exit(main())
