#!/usr/bin/env bash
# Runs every part of constant_time.cpp under Valgrind; the two leaks must be caught.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh constant-time constant_time
program=build/constant-time/tests/constant_time/constant_time
log=build/constant-time/valgrind.log
found=99

# The exit code of a part: $found if Valgrind saw a dependence on a secret.
run() {
  local code=0
  valgrind --quiet --error-exitcode=$found --suppressions=tests/constant_time/libsodium.supp \
    --log-file="$log" "$program" "$1" >/dev/null || code=$?
  echo "$code"
}

for part in seal encrypt schnorr equality ceremony; do
  code=$(run "$part")
  [[ $code -eq 0 ]] || { cat "$log"; echo "$part: exit code $code"; exit 1; }
  echo "$part: no branch and no address depends on a secret"
done
for leak in leak-by-branch leak-by-address; do
  code=$(run "$leak")
  [[ $code -eq $found ]] || { cat "$log"; echo "$leak: exit code $code, was not caught"; exit 1; }
  echo "$leak: caught"
done
echo "5 parts without a leak, 2 leaks caught"
