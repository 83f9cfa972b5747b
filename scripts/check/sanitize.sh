#!/usr/bin/env bash
# all tests under AddressSanitizer and UndefinedBehaviorSanitizer
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh asan-ubsan
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
# Attacks are held on copies of the sources, in which checks are switched off.
ctest --test-dir build/asan-ubsan -LE "^adversary$" -j "$(nproc)" --no-tests=error --output-on-failure
