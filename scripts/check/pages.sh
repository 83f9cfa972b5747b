#!/usr/bin/env bash
# the pages in Chromium, against a real board: voting, checking, lying operators, accessibility
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh release tabella
scripts/wasm.sh
scripts/build_client.sh
node --test tests/web/pages/*.test.mjs | tee build/pages_tests.log
echo "$(sed -nE 's/^(# |ℹ )pass ([0-9]+)$/\2/p' build/pages_tests.log) tests passed"
