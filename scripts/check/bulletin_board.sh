#!/usr/bin/env bash
# the tests of bulletin_board/, its formats, rules, store and node
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh release bulletin_board_tests bulletin_board_node_tests
ctest --test-dir build/release -L "^bulletin_board" -j "$(nproc)" --no-tests=error \
  --output-on-failure
