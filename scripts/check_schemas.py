#!/usr/bin/env python3
"""Real posts fit docs/schemas, and a field more, less or of another type does not.

    check_schemas.py POSTS    one line of JSON for each post
"""

import json
import pathlib
import sys

import jsonschema
import referencing

SCHEMAS = pathlib.Path(__file__).resolve().parent.parent / "docs" / "schemas"
# Of no post: scripts/check_codes.py compares it with what the verifier writes.
OF_NO_POST = {"report"}


def load():
    schemas = {path.stem: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    registry = referencing.Registry().with_resources(
        (f"{name}.json", referencing.Resource.from_contents(schema))
        for name, schema in schemas.items()
    )
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    return {
        name: jsonschema.Draft202012Validator(schema, registry=registry)
        for name, schema in schemas.items()
    }


def without(post, field):
    return {name: value for name, value in post.items() if name != field}


def altered(post):
    """Posts of which every one must be refused."""
    yield "a field more", {**post, "more": 1}
    for field in post:
        yield f"without {field}", without(post, field)
        yield f"{field} is null", {**post, field: None}
        yield f"{field} is a list in a list", {**post, field: [[[]]]}


def main():
    validators = load()
    seen, changed, wrong = {}, 0, []
    for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
        post = json.loads(line)
        kind = post["type"]
        seen[kind] = seen.get(kind, 0) + 1
        wrong += [f"{kind}: {error.message}" for error in validators[kind].iter_errors(post)]
        if kind == "election":
            definition = json.loads(post["definition"])
            seen["definition"] = seen.get("definition", 0) + 1
            errors = validators["definition"].iter_errors(definition)
            wrong += [f"definition: {error.message}" for error in errors]
        for how, other in altered(post):
            changed += 1
            if validators[kind].is_valid(other):
                wrong.append(f"{kind}, {how}: fits the schema")
    unseen = validators.keys() - seen.keys() - OF_NO_POST
    wrong += [f"{name}: no post has this type" for name in sorted(unseen)]
    for each in wrong[:50]:
        print(each)
    print(f"{sum(seen.values())} posts fit {len(seen)} schemas, {changed} altered ones do not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
