#!/usr/bin/env bash
# the models in Python and our program accept what the other makes, and hold one ceremony alike
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh release tabella make_record
python3 tests/reference/cross_check.py build/release/tabella

python3 tests/reference/ceremony.py
python3 tests/reference/styles.py tests/vectors/tabella/client.json
python3 tests/reference/pools.py tests/vectors/tabella/pools.json
python3 tests/reference/pools_search.py
python3 tests/reference/tally.py
record=build/check/reference/record
rm -rf "$record"
# Another seed each time, so that the values are not always the same ones.
seed=${TABELLA_REFERENCE_SEED:-$(date +%s%N)}
echo "seed of the record: $seed"
build/release/tests/make_record "$record" "$seed"
python3 tests/reference/cross_check_ceremony.py tests/vectors/tabella/client.json "$record"
python3 tests/reference/cross_check_tally.py "$record"

few=build/check/reference/few
rm -rf "$few"
build/release/tests/make_record --small-groups "$few" "$seed" >&2
python3 tests/reference/cross_check_tally.py "$few"

# The posts of these vectors come after entries of the record of one seed.
good=build/check/reference/good
rm -rf "$good"
build/release/tests/make_record "$good" tabella >&2
python3 tests/reference/refusals.py "$good" build/release/tabella \
  tests/vectors/tabella/refusals.json
python3 tests/reference/cross_check_tally.py "$good" tests/vectors/tabella/record_values.json
