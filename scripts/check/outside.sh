#!/usr/bin/env bash
# other people's programs (where Go is) accept a record of ours, and refuse it altered
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! command -v go >/dev/null; then
  echo "left out: there is no Go on this machine"
  exit 0
fi
scripts/build.sh release tabella
rm -rf build/check/outside
scripts/whole_election.sh "$PWD/build/check/outside" 3 >/dev/null
record=$PWD/build/check/outside/record
vkey=$(sed -n 's/^log //p' "$record/policy.txt")

cd tests/outside
program=../../build/check/outside/check_record
go vet ./...
go run ./merkle_probes | cmp - ../vectors/merkle/probes.json
go build -o "$program" .
"$program" "$record" "$vkey"
# Each altered file must be noticed.
for file in checkpoint tile/0/000.p/* tile/entries/000.p/* receipts/voter-1.tlog-proof; do
  altered=$(mktemp -d)
  cp -r "$record/." "$altered"
  for path in "$altered"/$file; do
    printf '\001' | dd of="$path" bs=1 seek=90 conv=notrunc status=none
  done
  if "$program" "$altered" "$vkey" >/dev/null 2>&1; then
    echo "$file: an altered record was accepted"
    exit 1
  fi
  rm -rf "$altered"
done
echo "golang.org/x/mod/sumdb accepts the log and its receipts, and notices 4 altered files"
echo "transparency-dev/merkle gives the verdicts of tests/vectors/merkle"
