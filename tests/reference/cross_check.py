#!/usr/bin/env python3
"""Two implementations that share no code check each other: cross_check.py build/release/tabella

The independent model makes fresh vectors, good and bad, which our program must judge as the model
does and seal again byte for byte; then our program makes ballots, which the model must accept and
seal again byte for byte. A spoiled copy of either must be noticed, so that a check that always
passes would fail here.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import ballot_proof as bp

HERE = Path(__file__).resolve().parent


def run_vectors(tabella, path):
    command = [tabella, "vectors", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows(sparse_rows):
    return [{int(bit): c for bit, c in row.items()} for row in sparse_rows]


def statement(style):
    return bp.Statement(style["bits"], rows(style["counters"]),
                        rows(e["row"] for e in style["equations"]),
                        [e["rhs"] for e in style["equations"]])


def scalar(encoding):
    value = int.from_bytes(encoding, "little")
    assert value < bp.L, "a scalar is not reduced"
    return value


def ballot(case, style):
    """The model's ballot from sealed bytes; docs/protocol.md, "Ballot posts"."""
    sealed = bytes.fromhex(case["sealed"])
    parts = [sealed[i:i + 32] for i in range(0, len(sealed), 32)]
    k, m = len(style.M), style.m
    assert len(sealed) == 32 * (2 * k + m + 12), "another size than the style's ballots"
    elements = [bp.decode(part) for part in parts[:2 * k + 7]]
    assert all(p is not None for p in elements), "an element does not decode"
    scalars = [scalar(part) for part in parts[2 * k + 7:]]
    ciphertexts = [(elements[2 * i], elements[2 * i + 1]) for i in range(k)]
    return bp.Ballot(bp.decode(bytes.fromhex(case["credential"])), case["sequence"], ciphertexts,
                     tuple(elements[2 * k:]), scalars[0], scalars[1:1 + m], scalars[1 + m:])


def model_verdict(case, generators):
    style = statement(case["style"])
    election = bytes.fromhex(case["election"])
    key = bp.decode(bytes.fromhex(case["key"]))
    return bp.verify(style, election, key, generators, ballot(case, style))


def sealed_by_model(case, generators):
    how = case["seal"]
    made = bp.seal(statement(case["style"]), bytes.fromhex(case["election"]),
                   bp.decode(bytes.fromhex(case["key"])), scalar(bytes.fromhex(how["sk"])),
                   how["bits"], generators, bytes.fromhex(how["seed"]),
                   scalar(bytes.fromhex(how["kappa"])), case["sequence"])
    return made.sealed().hex()


def spoiled(vectors):
    """The same vectors with one verdict that is wrong."""
    copy = json.loads(json.dumps(vectors))
    copy["cases"][0]["expect"] = "beta"
    return copy


def main():
    tabella = sys.argv[1]
    seed = os.urandom(8).hex()
    with tempfile.TemporaryDirectory() as folder:
        theirs = Path(folder) / "theirs.json"
        made = subprocess.run([sys.executable, str(HERE / "make_vectors.py"), seed],
                              capture_output=True, text=True, check=True)
        theirs.write_text(made.stdout, encoding="utf-8")
        judged = run_vectors(tabella, theirs)
        if judged.returncode != 0:
            print(judged.stdout + judged.stderr)
            print(f"our program disagrees with the model's vectors (seed {seed})")
            return 1
        theirs.write_text(json.dumps(spoiled(json.loads(made.stdout))), encoding="utf-8")
        if run_vectors(tabella, theirs).returncode != 1:
            print("a wrong verdict in the vectors goes unnoticed")
            return 1

        ours = Path(folder) / "ours.json"
        subprocess.run([tabella, "vectors", "--make", "3", str(ours)], check=True,
                       stdout=subprocess.DEVNULL)
        vectors = json.loads(ours.read_text(encoding="utf-8"))
    generators = [bp.generator(i) for i in range(21)]
    for index, encoding in vectors["generators"].items():
        assert generators[int(index)].encode().hex() == encoding, f"H_{index} differs"
    for case in vectors["cases"]:
        verdict = model_verdict(case, generators)
        assert verdict == "ok", f"the model says {verdict} of our {case['name']}"
        name = case["name"]
        assert sealed_by_model(case, generators) == case["sealed"], f"{name} is sealed otherwise"
        case["sequence"] += 1
        assert model_verdict(case, generators) != "ok", f"{name} passes with another sequence"
    print(judged.stdout.splitlines()[-1] + f" with the model (seed {seed}); "
          f"{len(vectors['cases'])} ballots of ours hold in it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
