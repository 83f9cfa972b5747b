#!/usr/bin/env python3
"""What the documents say of checks is what the verifier has: the table of codes, where each code is
described, the vectors of refusals, and the schema of the report.

    check_codes.py            says what differs
    check_codes.py --write    writes the table in docs/observers.md anew
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OBSERVERS = ROOT / "docs" / "observers.md"
TABLE = re.compile(r"(?<=<!-- codes -->\n).*?(?=<!-- end -->)", re.DOTALL)
# No entry gets them, as docs/observers.md says: another refusal comes first.
UNREACHABLE = {"note.key", "post.value", "share.count", "share.identity", "share.repeated"}


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def check_names():
    """The enumerators of CheckName in their order, which is that of C1, C2, ..."""
    body = re.search(r"enum class CheckName \{(.*?)\};", read("verifier/report.h"), re.DOTALL)[1]
    return dict(re.findall(r"(\w+), +// (C\d+)\n", body))


def checks_by_code():
    """All codes of verifier/check_of.h; a family as "family.*"."""
    header, names = read("verifier/check_of.h"), check_names()
    families, codes = (
        re.findall(r'\{"([a-z_.]+)", CheckName::(\w+)\}', body)
        for body in re.findall(r"to_array<CheckedCode>\(\{\n(.*?)\}\);", header, re.DOTALL)
    )
    found = {f"{family}.*": names[check] for family, check in families}
    return found | {code: names[check] for code, check in codes}


def written_table(codes):
    rows = ["| check | codes |", "|---|---|"]
    for check in check_names().values():
        of_check = sorted(code for code, other in codes.items() if other == check)
        if of_check:
            rows.append(f"| {check} | " + ", ".join(f"`{code}`" for code in of_check) + " |")
    return "\n".join(rows) + "\n"


def described():
    """Every code that log.md or protocol.md names; `.field` behind `post.encoding` is one, too."""
    codes = set()
    for line in (read("docs/log.md") + read("docs/protocol.md")).splitlines():
        family = ""
        for name in re.findall(r"`([a-z_]*\.[a-z_*]+)`", line):
            family = name.split(".")[0] or family
            codes.add(family + "." + name.split(".")[1])
    # The checks of a ballot's proof: protocol.md, "Verification".
    proof = read("docs/protocol.md").split("\n## Verification\n")[1].split("\n## ")[0]
    return codes | {"ballot." + name for name in re.findall(r"^\| `(\w+)` \|", proof, re.MULTILINE)}


def mistakes_of_codes(codes):
    known = described()
    for code in sorted(codes.keys() - UNREACHABLE):
        families = {each.split(".")[0] for each in known}
        is_there = code.split(".")[0] in families if code.endswith("*") else code in known
        if not is_there:
            yield f"{code}: neither docs/log.md nor docs/protocol.md describes it"
    for code in sorted(UNREACHABLE - codes.keys()):
        yield f"{code}: verifier/check_of.h does not have it any more"


def mistakes_of_vectors(codes):
    """A refusal in the vectors has the check of its code."""
    for case in json.loads(read("tests/vectors/tabella/refusals.json"))["cases"]:
        for refusal in (case, *case.get("also", [])):
            code = refusal["code"]
            check = codes.get(code, codes.get(code.split(".")[0] + ".*"))
            if check != refusal["check"]:
                yield f"refusals.json: {case['name']}: {code} belongs to {check}"


def mistakes_of_schema():
    """Its members and words are those that the sources write."""
    schema = json.loads(read("docs/schemas/report.json"))
    check = schema["properties"]["checks"]["items"]
    unfinished = schema["properties"]["unfinished"]["items"]
    moment = schema["properties"]["moments"]["items"]
    described_members = {
        name for each in (schema, check, unfinished, moment) for name in each["properties"]
    }
    members = set(re.findall(r'\{"([a-z_]+)", ', read("verifier/report_json.cpp")))
    if members != described_members:
        yield f"docs/schemas/report.json: members differ: {sorted(members ^ described_members)}"
    for each in (schema, check, unfinished, moment):
        if each["required"] != list(each["properties"]):
            yield "docs/schemas/report.json: a member is not required"
    names = r"name\(CheckState state\) \{(.*?)\n\}"
    words = re.search(names, read("verifier/report.cpp"), re.DOTALL)[1]
    if set(re.findall(r'return "(.*?)";', words)) != set(check["properties"]["state"]["enum"]):
        yield "docs/schemas/report.json: the words for states differ"
    count = len(check_names())
    checks = schema["properties"]["checks"]
    if (checks["minItems"], checks["maxItems"]) != (count, count):
        yield "docs/schemas/report.json: the number of checks differs"
    names = re.search(r"kNames = \{(.*?)\};", read("bulletin_board/election/phase.cpp"), re.DOTALL)
    phases = re.findall(r'"(\w+)"', names[1])
    if unfinished["properties"]["phase"]["enum"] != phases[: phases.index("finished")]:
        yield "docs/schemas/report.json: the phases differ"


def main():
    codes = checks_by_code()
    document, table = OBSERVERS.read_text(encoding="utf-8"), written_table(codes)
    if "--write" in sys.argv[1:]:
        document = TABLE.sub(lambda _: table, document)
        OBSERVERS.write_text(document, encoding="utf-8")
    mistakes = [*mistakes_of_codes(codes), *mistakes_of_vectors(codes), *mistakes_of_schema()]
    if TABLE.findall(document) != [table]:
        mistakes.append("docs/observers.md: its table of codes is not that of verifier/check_of.h")
        mistakes.append("scripts/check_codes.py --write writes it anew")
    for mistake in mistakes:
        print(mistake)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
