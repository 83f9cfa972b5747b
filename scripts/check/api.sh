#!/usr/bin/env bash
# real posts fit the schemas in docs/schemas
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=4.25.1
python=build/tools/jsonschema-$version/bin/python
if ! "$python" -c 'import jsonschema' 2>/dev/null; then
  python3 -m venv "build/tools/jsonschema-$version" >&2
  "build/tools/jsonschema-$version/bin/pip" install --quiet "jsonschema==$version" >&2
fi
scripts/build.sh release bulletin_board_tests
mkdir -p build/check
posts=$PWD/build/check/posts.jsonl
rm -f "$posts"  # of an earlier run
TABELLA_POSTS=$posts build/release/tests/bulletin_board_tests \
  "a post of every type is accepted in its place" >&2
"$python" scripts/check_schemas.py "$posts"
