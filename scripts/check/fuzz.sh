#!/usr/bin/env bash
# every fuzz target for 5 s ($TABELLA_FUZZ_SECONDS), from its kept corpus; the seed is fixed
# ($TABELLA_FUZZ_SEED, 0 for a fresh one), so that a check can be repeated
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${TABELLA_FUZZ_SECONDS:-5}
export seed=${TABELLA_FUZZ_SEED:-1}
mapfile -t targets < <(basename -s .cpp fuzz/*_fuzz.cpp)
# In the folder of the sanitized tests: the libraries are compiled once for both.
scripts/build.sh asan-ubsan fuzz_targets

# What the fuzzer finds on its way stays in build/; an input that crashed is copied to fuzz/corpus
# by hand, together with the correction.
fuzz_one() {
  local found=build/asan-ubsan/corpus/$1
  mkdir -p "$found"
  [[ -d fuzz/corpus/$1 ]] || { echo "fuzz/corpus/$1 is missing"; return 1; }
  if ! "build/asan-ubsan/fuzz/$1" "$found" "fuzz/corpus/$1" -max_total_time="$2" -seed="$seed" \
    -timeout=10 -rss_limit_mb=2048 -artifact_prefix="build/asan-ubsan/$1-" \
    >"build/asan-ubsan/$1.log" 2>&1; then
    tail -n 40 "build/asan-ubsan/$1.log"
    echo "$1: FAILED; the input is build/asan-ubsan/$1-*"
    return 1
  fi
  echo "$1: $(tail -n 1 "build/asan-ubsan/$1.log")"
}
export -f fuzz_one

printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c "fuzz_one {} $seconds"
echo "${#targets[@]} targets, $seconds s each"
