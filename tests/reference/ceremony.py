#!/usr/bin/env python3
"""Independent model of the key ceremony: what an announcement binds, static keys, dealings, shares,
certificates, fingerprints. Written from docs/protocol.md and docs/log.md alone, in plain integers.

Slow and not constant-time: for checking the specification and for cross-checking the project's
values, never for real keys. Run by itself, it tries C2SP's vectors and values that somebody else
computed from the specification, and spoils them: each spoiled one must be noticed.
"""
import base64, hashlib, json
from pathlib import Path

from ballot_proof import G, IDENTITY, L, Transcript, decode, frame, rnd, scalar_bytes

SUITE = b"COCKTAIL(Ristretto255, SHA-512)"
LABEL = b"COCKTAIL-DKG-Ristretto255-SHA512-"
SEALED = 48


def uint32_be(n): return n.to_bytes(4, "big")
def uint64_be(n): return n.to_bytes(8, "big")
def uint32_le(n): return n.to_bytes(4, "little")
def uint64_le(n): return n.to_bytes(8, "little")
def base64url(b): return base64.urlsafe_b64encode(b).rstrip(b"=").decode()
def wide(digest): return int.from_bytes(digest, "little") % L


class Refused(Exception):
    """With the code of docs/protocol.md."""


def scalar(encoding, code):
    value = int.from_bytes(encoding, "little")
    if len(encoding) != 32 or value >= L: raise Refused(code)
    return value


def element(encoding, code):
    try: return decode(encoding)
    except ValueError: raise Refused(code) from None


# ---- Posts: what they belong to ----

def post_text(line, belongs_to):
    """The text that is signed. The manifest belongs to nothing."""
    return line + "\n" + (f"of {belongs_to}\n" if belongs_to else "")


def election_line(election, definition, policy, officials_threshold, officials, registrar,
                  trustees):
    fields = {"type": "election", "election": election, "definition": definition,
              "policy": policy, "officials_threshold": officials_threshold, "officials": officials,
              "registrar": registrar, "trustees": trustees}
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False)


def announcement_of(line, origin):
    """The announcement: 32 bytes. Posts in what is announced belong to base64url of it."""
    return hashlib.sha256(post_text(line, origin).encode()).digest()


def check_code(thirty_two_bytes):
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = int.from_bytes(thirty_two_bytes, "big") >> (256 - 125)
    letters = [alphabet[number >> (5 * i) & 31] for i in reversed(range(25))]
    return "-".join("".join(letters[i:i + 5]) for i in range(0, 25, 5))


# ---- Fingerprints ----

def row_bytes(row):
    """Of {bit: coefficient}."""
    terms = sorted(row.items())
    return uint32_be(len(terms)) + b"".join(
        uint32_be(bit) + (coefficient % 2**64).to_bytes(8, "big") for bit, coefficient in terms)


def style_digest(style_id, bits, counters, equations):
    """Equations are (row, rhs)."""
    return hashlib.sha256(
        frame(b"tabella/v1/style") + frame(style_id.encode()) + uint32_be(bits)
        + uint32_be(len(counters)) + b"".join(row_bytes(each) for each in counters)
        + uint32_be(len(equations))
        + b"".join(row_bytes(row) + (rhs % 2**64).to_bytes(8, "big") for row, rhs in equations)
    ).digest()


def roll_fingerprint(entries):
    """Entries are (P as bytes, index of the style, weight)."""
    return hashlib.sha256(
        frame(b"tabella/v1/roll") + uint64_be(len(entries))
        + b"".join(p + uint32_be(style) + uint64_be(weight) for p, style, weight in entries)
    ).digest()


def election_fingerprint(announcement, style_digests, key, roll):
    assert len(announcement) == len(key) == len(roll) == 32
    return hashlib.sha256(
        frame(b"tabella/v1/election") + announcement + uint32_be(len(style_digests))
        + b"".join(style_digests) + key + roll).digest()


def ballots_fingerprint(election, style_id):
    return hashlib.sha256(
        frame(b"tabella/v1/ballots") + election + frame(style_id.encode())).digest()


# ---- Signatures of the ceremony ----

def hash_to_scalar(message): return wide(hashlib.sha512(message).digest())


def challenge(R, key, message):
    return hash_to_scalar(LABEL + b"H7" + R.encode() + key.encode() + message)


def sign(secret, message):
    k = hash_to_scalar(LABEL + b"NONCE" + scalar_bytes(secret) + message)
    R = k * G
    return R.encode() + scalar_bytes(k + challenge(R, secret * G, message) * secret)


def verifies(key, message, signature, code):
    """`code` is for what does not decode."""
    if len(signature) != 64: raise Refused(code)
    R, s = element(signature[:32], code), scalar(signature[32:], code)
    if R == IDENTITY or key == IDENTITY: return False
    return s * G == R + challenge(R, key, message) * key


# ---- Schnorr and equality ----

def shows_logarithm(election, key, proof, code):
    """A Schnorr proof with base G; `election` is what it absorbs as that."""
    t = Transcript("tabella/v1/schnorr")
    t.absorb("election", election)
    t.points("base", [G])
    t.points("key", [key])
    t.absorb("commitment", proof[:32])
    x = t.challenge("x")
    K, z = element(proof[:32], code), scalar(proof[32:], code)
    return key != IDENTITY and z * G == x * key + K


def shows_held(election, share_key, proof):
    """docs/protocol.md, "Held keys"."""
    said = hashlib.sha256(b"tabella/v1/key_held" + election).digest()
    return shows_logarithm(said, share_key, proof, "key_held.proof")


def ballot_id(election, style_id, credential, sequence, sealed_hash):
    """docs/protocol.md, "Ballot id". `election` is the election fingerprint."""
    return hashlib.sha256(ballots_fingerprint(election, style_id) + credential
                          + uint64_be(sequence) + sealed_hash).digest()


def shows_tested(election, credential, ballot, proof):
    """docs/protocol.md, "Tested ballots"."""
    said = hashlib.sha256(b"tabella/v1/tested" + election + ballot).digest()
    return shows_logarithm(said, element(credential, "tested.encoding"), proof, "tested.encoding")


def equality_challenge(election, bases, keys, commitments):
    t = Transcript("tabella/v1/equality")
    t.absorb("election", election)
    t.points("bases", bases)
    t.points("keys", keys)
    t.points("commitments", commitments)
    return t.challenge("x")


def prove_equal(election, bases, secret):
    k = rnd()
    commitments = [k * base for base in bases]
    x = equality_challenge(election, bases, [secret * base for base in bases], commitments)
    return b"".join(K.encode() for K in commitments) + scalar_bytes(x * secret + k)


def is_equal(election, bases, keys, proof):
    if any(each == IDENTITY for each in (*bases, *keys)): return False
    commitments = [element(proof[:32], "equality"), element(proof[32:64], "equality")]
    z = scalar(proof[64:], "equality")
    x = equality_challenge(election, bases, keys, commitments)
    return all(z * base == x * key + K for base, key, K in zip(bases, keys, commitments))


# ---- Static keys ----

def static_secret(announcement, ceremony_secret):
    t = Transcript("tabella/v1/static")
    t.absorb("announcement", announcement)
    t.absorb("secret", ceremony_secret)
    return wide(t.peek(b"static"))


def join_message(announcement, number):
    return b"tabella/v1/join" + announcement + uint32_be(number)


def join(announcement, number, secret):
    """What trustee `number` posts: its static key, 32 bytes, and the proof, 64 bytes."""
    return (secret * G).encode(), sign(secret, join_message(announcement, number))


def check_join(announcement, number, static, proof):
    P = element(static, "ceremony.encoding")
    if P == IDENTITY: raise Refused("ceremony.identity")
    if not verifies(P, join_message(announcement, number), proof, "ceremony.encoding"):
        raise Refused("ceremony.possession")
    return P


# ---- XChaCha20-Poly1305 (RFC 8439, draft-irtf-cfrg-xchacha) ----

def rounds(state):
    s = list(state)

    def quarter(a, b, c, d):
        for x, y, z, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            s[x] = (s[x] + s[y]) & 0xffffffff
            s[z] ^= s[x]
            s[z] = (s[z] << n | s[z] >> (32 - n)) & 0xffffffff

    for _ in range(10):
        for i in range(4): quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4): quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return s


def words(b): return [int.from_bytes(b[i:i + 4], "little") for i in range(0, len(b), 4)]
def unwords(ws): return b"".join(w.to_bytes(4, "little") for w in ws)
CONSTANTS = words(b"expand 32-byte k")


def hchacha20(key, nonce):
    s = rounds(CONSTANTS + words(key) + words(nonce))
    return unwords(s[:4] + s[12:])


def chacha20(key, nonce, counter, data):
    out = b""
    for i in range(0, len(data), 64):
        state = CONSTANTS + words(key) + [counter + i // 64] + words(nonce)
        block = unwords((a + b) & 0xffffffff for a, b in zip(rounds(state), state))
        out += bytes(x ^ y for x, y in zip(data[i:i + 64], block))
    return out


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
    a = 0
    for i in range(0, len(message), 16):
        a = (a + int.from_bytes(message[i:i + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((a + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def tag(subkey, nonce, additional, box):
    padded = lambda part: part + bytes(-len(part) % 16)
    key = chacha20(subkey, nonce, 0, bytes(32))
    lengths = uint64_le(len(additional)) + uint64_le(len(box))
    return poly1305(key, padded(additional) + padded(box) + lengths)


def seal(key, nonce, data, additional=b""):
    subkey, short = hchacha20(key, nonce[:16]), bytes(4) + nonce[16:]
    box = chacha20(subkey, short, 1, data)
    return box + tag(subkey, short, additional, box)


def unseal(key, nonce, sealed, additional=b""):
    """None if it does not open."""
    subkey, short = hchacha20(key, nonce[:16]), bytes(4) + nonce[16:]
    box = sealed[:-16]
    if tag(subkey, short, additional, box) != sealed[-16:]: return None
    return chacha20(subkey, short, 1, box)


# ---- The ceremony ----

def polynomial(coefficients, x):
    return sum(a * pow(x, k, L) for k, a in enumerate(coefficients)) % L


def in_exponent(commitments, x):
    total = IDENTITY
    for k, C in enumerate(commitments): total = total + pow(x, k, L) * C
    return total


class Dealing:
    """Decoded: commitments C (elements), possession, E, sealed shares, proof for E; `head` is all
    bytes before that."""

    def __init__(s, data, n, t):
        size = 32 * t + 160 + 56 * n
        if len(data) != size:
            fits = (len(data) - size) % 32 == 0 and len(data) > size - 32 * t
            raise Refused("ceremony.coefficients" if fits else "ceremony.length")
        s.data, s.head, s.ephemeral_proof = data, data[:-64], data[-64:]
        s.C = [element(data[32 * k:32 * k + 32], "ceremony.encoding") for k in range(t)]
        s.vss, rest = data[:32 * t], data[32 * t:]
        s.possession, s.E = rest[:64], element(rest[64:96], "ceremony.encoding")
        s.shares = []
        for j in range(n):
            part = rest[96 + 56 * j:96 + 56 * (j + 1)]
            if part[:8] != uint64_be(SEALED): raise Refused("ceremony.length")
            s.shares.append(part[8:])
        if IDENTITY in s.C or s.E == IDENTITY: raise Refused("ceremony.identity")


class Ceremony:
    """Trustees are numbered from 1; `static_keys` are encoded. The session is the announcement."""

    def __init__(s, threshold, static_keys, session):
        s.t, s.n = threshold, len(static_keys)
        if not 1 <= s.t <= s.n <= 255 or len(set(static_keys)) < s.n:
            raise Refused("ceremony.parameters")
        s.keys = list(static_keys)
        s.P = [element(key, "ceremony.encoding") for key in static_keys]
        if IDENTITY in s.P: raise Refused("ceremony.identity")
        s.context = hashlib.sha512(
            b"COCKTAIL-DKG-CONTEXT" + uint64_be(len(session)) + session + uint64_be(len(SUITE))
            + SUITE + uint32_le(s.n) + b"".join(s.keys)).digest()
        s.fingerprint = hashlib.sha256(
            b"tabella/v1/ceremony" + uint32_be(s.t) + s.context).digest()

    def commit(s, number, dealing):
        t = Transcript("tabella/v1/ceremony/commit")
        t.absorb("context", s.context)
        t.absorb("trustee", uint64_be(number))
        t.absorb("dealing", dealing)
        return t.peek(b"hash")

    def share_cipher(s, S_e, S_d, E, dealer, receiver):
        """Key and nonce."""
        h = hashlib.sha512(
            LABEL + b"H6" + S_e.encode() + S_d.encode() + E.encode() + s.keys[dealer - 1]
            + s.keys[receiver - 1] + uint64_le(len(s.context)) + s.context).digest()
        return h[:32], h[32:56]

    def possession_message(s, vss, E): return s.context + vss + E

    def ephemeral_message(s, number, head):
        return b"tabella/v1/ephemeral" + s.context + uint32_be(number) + head

    def sealed_share(s, number, receiver, static, coefficients, ephemeral):
        P_j = s.P[receiver - 1]
        cipher = s.share_cipher(ephemeral * P_j, static * P_j, ephemeral * G, number, receiver)
        return seal(*cipher, scalar_bytes(polynomial(coefficients, receiver)))

    def deal(s, number, static, coefficients, ephemeral):
        assert len(coefficients) == s.t
        vss = b"".join((a * G).encode() for a in coefficients)
        E = (ephemeral * G).encode()
        head = vss + sign(coefficients[0], s.possession_message(vss, E)) + E
        for j in range(1, s.n + 1):
            head += uint64_be(SEALED) + s.sealed_share(number, j, static, coefficients, ephemeral)
        return head + sign(ephemeral, s.ephemeral_message(number, head))

    def page_secrets(s, number, log, seed, static):
        """Coefficients and ephemeral secret of a page, which keeps only the seed."""
        t = Transcript("tabella/v1/ceremony/page")
        t.absorb("log", log.encode())
        t.absorb("context", s.context)
        t.absorb("threshold", uint64_be(s.t))
        t.absorb("trustee", uint64_be(number))
        t.absorb("seed", seed)
        t.absorb("secret", scalar_bytes(static))
        draw = lambda name, i: wide(t.peek(name + uint32_be(i)))
        return [draw(b"coefficient", k) for k in range(s.t)], draw(b"ephemeral", 0)

    def check(s, number, data, hashed):
        """What everybody checks of one dealing."""
        if s.commit(number, data) != hashed: raise Refused("ceremony.reveal")
        made = Dealing(data, s.n, s.t)
        proofs = ((made.C[0], s.possession_message(made.vss, made.E.encode()), made.possession),
                  (made.E, s.ephemeral_message(number, made.head), made.ephemeral_proof))
        for key, message, proof in proofs:
            if not verifies(key, message, proof, "ceremony.encoding"):
                raise Refused("ceremony.possession")
        return made

    def open_share(s, dealer, receiver, static, dealing):
        """f_i(j), checked. By the receiver's static secret."""
        cipher = s.share_cipher(static * dealing.E, static * s.P[dealer - 1], dealing.E, dealer,
                                receiver)
        opened = unseal(*cipher, dealing.shares[receiver - 1])
        if opened is None: raise Refused("ceremony.share")
        share = scalar(opened, "ceremony.share")
        if not share * G == in_exponent(dealing.C, receiver): raise Refused("ceremony.share")
        return share

    def complain(s, accuser, dealer, static, dealing):
        """By the accuser's static secret: the two products, and that they are right."""
        bases = dealing.E, s.P[dealer - 1]
        proofs = [prove_equal(s.fingerprint, (G, base), static) for base in bases]
        return b"".join((static * base).encode() for base in bases) + b"".join(proofs)

    def verdict(s, accuser, dealer, dealing, complaint):
        """Who is at fault."""
        if len(complaint) != 256 or accuser == dealer: raise Refused("no complaint")
        bases = dealing.E, s.P[dealer - 1]
        products = [element(complaint[i:i + 32], "no complaint") for i in (0, 32)]
        for i, (base, product) in enumerate(zip(bases, products)):
            proof = complaint[64 + 96 * i:160 + 96 * i]
            if not is_equal(s.fingerprint, (G, base), (s.P[accuser - 1], product), proof):
                return accuser
        cipher = s.share_cipher(*products, dealing.E, dealer, accuser)
        opened = unseal(*cipher, dealing.shares[accuser - 1])
        if opened is None or int.from_bytes(opened, "little") >= L: return dealer
        share = int.from_bytes(opened, "little")
        return accuser if share * G == in_exponent(dealing.C, accuser) else dealer

    def extension(s, dealings, disqualified=()):
        t = Transcript("tabella/v1/ceremony/dealings")
        t.absorb("context", s.context)
        for each in dealings: t.absorb("dealing", each.data)
        for number in sorted(disqualified): t.absorb("disqualified", uint64_be(number))
        return t.peek(b"extension")

    def transcript(s, parts, extension):
        """Parts of each trustee: C as bytes, proof of possession, E as bytes."""
        return (uint64_le(len(SUITE)) + SUITE + uint64_le(64) + s.context + uint32_le(s.n)
                + uint32_le(s.t) + b"".join(s.keys) + b"".join(vss for vss, _, _ in parts)
                + b"".join(proof for _, proof, _ in parts) + b"".join(E for _, _, E in parts)
                + uint64_le(len(extension)) + extension)

    def certified(s, dealings, disqualified=()):
        parts = [(each.vss, each.possession, each.E.encode()) for each in dealings]
        return s.transcript(parts, s.extension(dealings, disqualified))

    def keys_made(s, dealings, disqualified=()):
        """Y, and the share key of each trustee."""
        qualified = [d for i, d in enumerate(dealings, 1) if i not in disqualified]
        sums = []
        for k in range(s.t):
            total = IDENTITY
            for each in qualified: total = total + each.C[k]
            sums.append(total)
        return sums[0], [in_exponent(sums, j) for j in range(1, s.n + 1)]


# ---- Values that others computed ----

def refusal(act, *arguments):
    try: act(*arguments)
    except Refused as refused: return str(refused)
    return "ok"


def test_cipher():
    # draft-irtf-cfrg-xchacha-03, A.3.1
    text = (b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
            b"future, sunscreen would be it.")
    key, nonce = bytes(range(0x80, 0xa0)), bytes(range(0x40, 0x58))
    additional = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    sealed = seal(key, nonce, text, additional)
    assert sealed[:16].hex() == "bd6d179d3e83d43b9576579493c0e939"
    assert sealed[-16:].hex() == "c0875924c1c7987947deafd8780acf49"
    assert unseal(key, nonce, sealed, additional) == text
    assert unseal(key, nonce, bytes([sealed[0] ^ 1]) + sealed[1:], additional) is None


def test_c2sp(path):
    """Their ceremonies have another session and an extension of their own, and no proof for E; the
    ones with payloads are left out, since Tabella has none."""
    h = bytes.fromhex
    cases = json.loads(path.read_text(encoding="utf-8"))["vectors"]
    cases = [case for case in cases if "payloads" not in case]
    assert cases
    for case in cases:
        statics = [scalar(h(x), "") for x in case["config"]["static_secret_keys"]]
        keys = [h(x) for x in case["config"]["static_public_keys"]]
        assert [(d * G).encode() for d in statics] == keys
        made = Ceremony(case["t"], keys, h(case["session_tag"]))
        assert made.context == h(case["context"])
        first, parts, dealings = case["round1"], [], []
        for each in first:
            number, vss = each["participant_id"], b"".join(map(h, each["vss_commitment"]))
            E, possession = h(each["ephemeral_public_key"]), h(each["pop"])
            message = made.possession_message(vss, E)
            assert verifies(decode(vss[:32]), message, possession, "")
            assert not verifies(decode(vss[:32]), message + b"x", possession, "")
            parts.append((vss, possession, E))
            sealed = b"".join(uint64_be(SEALED) + h(x) for x in each["encrypted_shares"])
            dealings.append(Dealing(vss + possession + E + sealed + bytes(64), made.n, made.t))
        for each, static in zip(case["round2"], statics):
            j = each["participant_id"]
            shares = [made.open_share(i, j, static, d) for i, d in enumerate(dealings, 1)]
            assert scalar_bytes(sum(shares)) == h(each["secret_share"])
        Y, share_keys = made.keys_made(dealings)
        assert Y.encode() == h(case["group_public_key"])
        assert [P.encode().hex() for P in share_keys] == [
            each["verification_share"] for each in case["round2"]]
        signed = made.transcript(parts, h(case["extension"]))
        assert hashlib.sha512(signed).digest() == h(case["round3"]["transcript_hash"])
        for each in case["round3"]["signatures"]:
            P = made.P[each["signer_id"] - 1]
            assert verifies(P, signed, h(each["signature"]), "")
    return len(cases)


# Static secret, key and proof of trustee 1, from the ceremony secret 100, 101, .., 131 and from the
# announcements 0, 1, .., 31 and 1, 2, .., 32: computed from the specification by somebody else,
# with hashlib and integers (tests/web/client/crypto/dkg/staticKey.test.ts has them, too).
JOINS = (
    ("7dcfb974f769b665761181003300865ea12e90d44d95c641fc106ab8fc7aaa07",
     "860357917973c9f55f257113b15b89483be92158bc6523b3ccdeef4223b7e151",
     "2c986f08f50ebbb98060c9a1fc510fefa6793dca4c27dfb42ed9530dc819d707"
     "d5b652e245df5a56c5d731341015654d1d38ca844ba2ffe4c663a3b0aad1ab07"),
    ("cbc1aa22085ebb1d0c683d8a9801a9e249de14e0206b18dd467141c555b2cb09",
     "3e0cfd35f24ce60532dae33fcbd1e2c86e2a66246e65dd8a2eafa64513c52759",
     "06aae85249c576f50af70a495dd15bcba2d45bcbda6d89c875cfc2dc2fa78711"
     "19b0e084a49cfa6a7e743eea53e1281eafcad27362949213da76fdd5dbbb1006"))


def test_joins():
    for first, (secret, static, proof) in enumerate(JOINS):
        announcement = bytes(range(first, first + 32))
        d = static_secret(announcement, bytes(range(100, 132)))
        assert scalar_bytes(d).hex() == secret
        made = join(announcement, 1, d)
        assert [part.hex() for part in made] == [static, proof]
        assert refusal(check_join, announcement, 1, *made) == "ok"
        assert refusal(check_join, announcement, 2, *made) == "ceremony.possession"
        assert refusal(check_join, bytes(32), 1, *made) == "ceremony.possession"
        assert refusal(check_join, announcement, 1, bytes(32), made[1]) == "ceremony.identity"
        assert refusal(check_join, announcement, 1, b"\xff" * 32, made[1]) == "ceremony.encoding"


def test_dealings():
    """A whole ceremony by the model alone, and what it must refuse."""
    drawn = lambda name: wide(hashlib.sha512(name.encode()).digest())
    line = election_line("square", "{}", "quorum none", 1, ["a"], "r", ["t1", "t2", "t3"])
    announcement = announcement_of(line, "board.example/log")
    assert announcement != announcement_of(line, "board.example/other")
    assert check_code(bytes(32)) == "-".join(["00000"] * 5)
    assert check_code(b"\xff" * 32) == "-".join(["ZZZZZ"] * 5)
    statics = [static_secret(announcement, bytes([i]) * 32) for i in (1, 2, 3)]
    joins = [join(announcement, i, d) for i, d in enumerate(statics, 1)]
    made = Ceremony(2, [static for static, _ in joins], announcement)
    secrets = [made.page_secrets(i, "log", bytes([i]) * 32, statics[i - 1]) for i in (1, 2, 3)]
    data = [made.deal(i, statics[i - 1], *secrets[i - 1]) for i in (1, 2, 3)]
    assert {len(each) for each in data} == {32 * 2 + 160 + 56 * 3}
    judge = lambda i, each: refusal(made.check, i, each, made.commit(i, each))
    assert [judge(i, each) for i, each in enumerate(data, 1)] == ["ok"] * 3
    assert refusal(made.check, 1, data[0], made.commit(1, data[1])) == "ceremony.reveal"
    # Another trustee's dealing, a byte of a sealed share, somebody else's E without its secret.
    assert judge(2, data[0]) == "ceremony.possession"
    spoiled = bytearray(data[0])
    spoiled[-70] ^= 1
    assert judge(1, bytes(spoiled)) == "ceremony.possession"
    copied = (drawn("elsewhere") * G).encode()
    vss = data[0][:64]
    head = (vss + sign(secrets[0][0][0], made.possession_message(vss, copied)) + copied
            + data[0][160:-64])
    assert judge(1, head + sign(secrets[0][1], made.ephemeral_message(1, head))) == (
        "ceremony.possession")
    assert judge(1, data[0] + bytes(32)) == "ceremony.coefficients"
    assert judge(1, data[0] + bytes(1)) == "ceremony.length"
    dealings = [made.check(i, each, made.commit(i, each)) for i, each in enumerate(data, 1)]
    shares = [sum(made.open_share(i, j, statics[j - 1], each) for i, each in enumerate(dealings, 1))
              for j in (1, 2, 3)]
    Y, share_keys = made.keys_made(dealings)
    assert all(x * G == P for x, P in zip(shares, share_keys))
    assert (2 * shares[0] - shares[1]) * G == Y
    assert made.certified(dealings) != made.certified(dealings, [3])


def test_complaints():
    """Verdicts; and the attack of docs/advisories/T-2026-1.md, which works where a dealing is taken
    without the checks."""
    # Election A, with an honest dealer 1 and an honest receiver 2.
    d1, d2, e1 = rnd(), rnd(), rnd()
    keys = [(d * G).encode() for d in (d1, d2)]
    a = Ceremony(2, keys, b"A")
    data = a.deal(1, d1, [rnd(), rnd()], e1)
    honest = a.check(1, data, a.commit(1, data))
    assert a.verdict(2, 1, honest, a.complain(2, 1, d2, honest)) == 2
    assert a.verdict(2, 1, honest, a.complain(2, 1, rnd(), honest)) == 2
    # Election B, where 2 has the same static key again. The puppet's static key is E of A, the
    # E that it deals is the static key of 1 in A, and its sealed shares are nonsense.
    puppet = (e1 * G).encode()
    announcement = bytes(32)
    assert refusal(check_join, announcement, 1, puppet, sign(rnd(), join_message(announcement, 1))
                   ) == "ceremony.possession"
    b = Ceremony(2, [puppet, keys[1]], b"B")
    a_0 = rnd()
    vss = (a_0 * G).encode() + (rnd() * G).encode()
    head = vss + sign(a_0, b.possession_message(vss, keys[0])) + keys[0]
    head += (uint64_be(SEALED) + bytes(SEALED)) * 2
    dealt = head + sign(rnd(), b.ephemeral_message(1, head))
    assert refusal(b.check, 1, dealt, b.commit(1, dealt)) == "ceremony.possession"
    unchecked = Dealing(dealt, 2, 2)
    assert refusal(b.open_share, 1, 2, d2, unchecked) == "ceremony.share"
    complaint = b.complain(2, 1, d2, unchecked)
    assert b.verdict(2, 1, unchecked, complaint) == 1
    S_e, S_d = decode(complaint[32:64]), decode(complaint[:32])
    opened = unseal(*a.share_cipher(S_e, S_d, honest.E, 1, 2), honest.shares[1])
    assert opened == scalar_bytes(a.open_share(1, 2, d2, honest)), "the attack is not what it was"
    # With a static key for each election the complaint says nothing about A.
    fresh = rnd()
    b = Ceremony(2, [puppet, (fresh * G).encode()], b"B")
    complaint = b.complain(2, 1, fresh, unchecked)
    S_e, S_d = decode(complaint[32:64]), decode(complaint[:32])
    assert unseal(*a.share_cipher(S_e, S_d, honest.E, 1, 2), honest.shares[1]) is None


if __name__ == "__main__":
    test_cipher()
    test_joins()
    test_dealings()
    test_complaints()
    vectors = Path(__file__).resolve().parent.parent / "vectors" / "c2sp"
    count = test_c2sp(vectors / "cocktail-dkg-ristretto255-sha512.json")
    print(f"the model's ceremony agrees with {count} of C2SP's, and with {len(JOINS)} joins")
