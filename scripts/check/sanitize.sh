#!/usr/bin/env bash
# all tests under AddressSanitizer and UndefinedBehaviorSanitizer
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh asan-ubsan
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
ctest --test-dir build/asan-ubsan -j "$(nproc)" --no-tests=error --output-on-failure
