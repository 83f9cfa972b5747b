#!/usr/bin/env bash
# all tests under AddressSanitizer and UndefinedBehaviorSanitizer
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# A folder of tests is a program and a label. "adversary" is left out: its attacks are held on
# copies of the sources in which checks are switched off, and its time goes into judging whole
# records again and again; what it calls is tested in the other folders.
mapfile -t folders < <(git ls-files 'tests/*_test.cpp' | cut -d/ -f2 | sort -u | grep -vx adversary)
[[ ${#folders[@]} -gt 0 ]] || { echo "no folder has tests: this script is wrong"; exit 1; }
scripts/build.sh asan-ubsan "${folders[@]/%/_tests}"
labels=$(IFS='|' && echo "^(${folders[*]})\$")
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
ctest --test-dir build/asan-ubsan -L "$labels" -j "$(nproc)" --no-tests=error --output-on-failure
