#!/usr/bin/env bash
# Runs all tests, or the named parts. A part is a script in scripts/check/; its last line of output
# is its verdict in words. What a part prints goes to build/check/PART.log.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD

# In the order of a full run: cheap before dear, so that most mistakes show in the first minutes;
# and parts that run in pairs (below) next to one another.
parts=(text includes format model crypto ballot tally bulletin_board verifier adversary web cli
       wasm readme api client reference election outside crash long constant-time tsan pages
       sanitize fuzz tidy)
# These need only what the build needs; the others need the checking tools too.
needs_build_only=" crypto ballot tally bulletin_board crash verifier adversary web client cli "
needs_build_only+="election long "

usage() {
  cat <<USAGE
Usage: ./check.sh [-v] [PART...]

Runs the named parts, without a word all of them.
$(for part in "${parts[@]}"; do
    printf '  %-14s %s\n' "$part" "$(sed -n '2s/^# //p' "scripts/check/$part.sh")"
  done)

  -v    show what each part prints while it runs

Exit status: 0 when every part passed, 1 when one failed, 2 for a part that does not exist.
Example: ./check.sh crypto
USAGE
}

verbose=no
chosen=()
for argument in "$@"; do
  case $argument in
    -h | --help) usage; exit 0 ;;
    -v | --verbose) verbose=yes ;;
    *)
      if [[ " ${parts[*]} " != *" $argument "* ]]; then
        printf 'check.sh: there is no part "%s"\n\n' "$argument" >&2
        usage >&2
        exit 2
      fi
      chosen+=("$argument") ;;
  esac
done
[[ ${#chosen[@]} -gt 0 ]] || chosen=("${parts[@]}")

group=build
for part in "${chosen[@]}"; do
  [[ $needs_build_only == *" $part "* ]] || group=check
done
scripts/setup.sh "$group"

logs=$root/build/check
mkdir -p "$logs"

# Runs one part. What it prints goes to its log, its exit status and seconds to a file next to that.
# A child shell, so that `set -e` holds in it.
run_part() {
  local status=0 started=$SECONDS
  if [[ $verbose == yes ]]; then
    bash "scripts/check/$1.sh" 2>&1 </dev/null | tee "$logs/$1.log" || status=$?
  else
    bash "scripts/check/$1.sh" >"$logs/$1.log" 2>&1 </dev/null || status=$?
  fi
  echo "$status $((SECONDS - started))" >"$logs/$1.status"
}

# A part that keeps one core busy, or mostly waits, says so in its third line. Two such parts that
# follow one another run side by side; any other part has the machine to itself.
is_narrow() { [[ $verbose == no && $(sed -n 3p "scripts/check/$1.sh") == "# one core" ]]; }

closing='^[0-9]+% tests passed, [0-9]+ tests failed out of [0-9]+'
failed=()
passed=0
report() {
  local part=$1 status=1 seconds=0 words
  # A part that was ended from outside left none.
  [[ ! -f $logs/$part.status ]] || read -r status seconds <"$logs/$part.status"
  # A test runner's closing line says more than what it prints after it.
  words=$({ grep -hE "$closing" "$logs/$part.log" || cat "$logs/$part.log"; } | tail -n 1)
  if [[ $status -eq 0 ]]; then
    printf '%-14s ok     %4d s  %s\n' "$part" "$seconds" "$words"
    passed=$((passed + 1))
  else
    printf '%-14s FAILED %4d s  see build/check/%s.log\n' "$part" "$seconds" "$part"
    [[ $verbose == yes ]] || tail -n 60 "$logs/$part.log" | sed 's/^/    /'
    failed+=("$part")
  fi
}

declare -A running=()  # process -> part
wait_for_one() {
  local ended
  wait -n -p ended || true
  report "${running[$ended]}"
  unset "running[$ended]"
}
start() {
  rm -f "$logs/$1.status"
  run_part "$1" &
  running[$!]=$1
}

wait_for_all() { while [[ ${#running[@]} -gt 0 ]]; do wait_for_one; done; }

begin=$SECONDS
for part in "${chosen[@]}"; do
  if is_narrow "$part"; then
    [[ ${#running[@]} -lt 2 ]] || wait_for_one
    start "$part"
  else
    wait_for_all
    start "$part"
    wait_for_one
  fi
done
wait_for_all

printf '\n%d of %d parts passed in %d s\n' "$passed" "${#chosen[@]}" $((SECONDS - begin))
# Once more alone on a line, as the runner wrote it: programs that watch a run look for that.
for part in "${chosen[@]}"; do grep -hE "$closing" "$logs/$part.log" || true; done
if [[ ${#failed[@]} -gt 0 ]]; then
  printf 'Failed: %s\n' "${failed[*]}"
  exit 1
fi
