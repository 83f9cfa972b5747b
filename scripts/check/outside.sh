#!/usr/bin/env bash
# other people's programs (where Go is) accept a record of ours, and refuse it altered
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! command -v go >/dev/null; then
  echo "left out: there is no Go on this machine"
  exit 0
fi
scripts/build.sh release tabella
work=$PWD/build/check/outside
rm -rf "$work"
mkdir -p "$work/bin"
export GOBIN=$work/bin
(cd tests/outside && go vet ./... && go build -o "$GOBIN/check_record" .)
(cd tests/outside/torchwood && go vet . && go build -o "$GOBIN/check_receipt" .)
go install filippo.io/torchwood/cmd/litewitness@v0.9.0
go install github.com/transparency-dev/tessera/cmd/fsck@v1.0.4

# A whole election whose witness is litewitness: the policy asks for its cosignature.
tests/outside/litewitness.sh "$GOBIN/litewitness" "$work/election" >"$work/election.log"
grep -qx valid "$work/election.log"
grep -q '^— witness.example/lite ' "$work/election/record/checkpoint"
echo "litewitness cosigns a whole election, and tabella verify asks for it"

record=$work/election/record
vkey=$(sed -n 's/^log //p' "$record/policy.txt")
echo "$vkey" >"$work/log.vkey"
# Its exit status is always 0.
fsck() {
  "$GOBIN/fsck" --storage_url="file://$1" --public_key="$work/log.vkey" --ui=false 2>&1 |
    tee "$work/fsck.log" | grep -q "Successfully fsck'd"
}
"$GOBIN/check_record" "$record" "$vkey"
fsck "$record"

# A reader must notice an altered file.
noticed() {
  local file=$1 altered
  shift
  altered=$(mktemp -d)
  cp -r "$record/." "$altered"
  for path in "$altered"/$file; do
    printf '\001' | dd of="$path" bs=1 seek=90 conv=notrunc status=none
  done
  if "$@" "$altered" "$vkey" >/dev/null 2>&1; then
    echo "$file: $1 accepted an altered record"
    exit 1
  fi
  rm -rf "$altered"
}
for file in checkpoint 'tile/0/000.p/*' 'tile/entries/000.p/*' receipts/voter-1.tlog-proof; do
  noticed "$file" "$GOBIN/check_record"
done
echo "golang.org/x/mod/sumdb accepts the log and its receipts, and notices 4 altered files"
for file in checkpoint 'tile/0/000.p/*' 'tile/entries/000.p/*'; do noticed "$file" fsck; done
echo "Tessera's fsck accepts the log, and notices 3 altered files"

# torchwood: under the policy; not without the cosignature, and not for another ballot.
check_receipt() { "$GOBIN/check_receipt" "$@" 2>/dev/null; }
one=$record/receipts/voter-1.tlog-proof
two=$record/receipts/voter-2.tlog-proof
check_receipt "$record/policy.txt" "$one" "$one.post"
check_receipt "$record/policy.txt" "$two" "$two.post"
grep -v '^— witness' "$one" >"$work/alone.tlog-proof"
if check_receipt "$record/policy.txt" "$work/alone.tlog-proof" "$one.post"; then
  echo "torchwood accepted a receipt without its cosignature"
  exit 1
fi
if check_receipt "$record/policy.txt" "$one" "$two.post"; then
  echo "torchwood accepted a receipt for another ballot"
  exit 1
fi
echo "torchwood accepts receipts under the policy, none without cosignature or for another ballot"

(cd tests/outside && go run ./merkle_probes) | cmp - tests/vectors/merkle/probes.json
echo "transparency-dev/merkle gives the verdicts of tests/vectors/merkle"
