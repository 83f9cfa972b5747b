#!/usr/bin/env bash
# hostile records, each caught by the check that its name says, and accepted without that check
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh release adversary_tests make_record judge_record
bash scripts/check_adversary.sh
# Two runs make the same record, and it is valid.
work=build/check/adversary
rm -rf "$work"
build/release/tests/make_record "$work/one"
build/release/tests/make_record "$work/two"
diff -r "$work/one" "$work/two"
build/release/tests/judge_record "$work/one" | grep -qx valid
ctest --test-dir build/release -L '^adversary$' -j "$(nproc)" --no-tests=error --output-on-failure
