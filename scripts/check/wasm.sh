#!/usr/bin/env bash
# the verifier for browsers: two builds, the same bytes; its reports are those of tabella verify
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/wasm.sh
# By the compiler itself: a cache would give the first build's objects again.
CCACHE_DISABLE=1 scripts/wasm.sh build/wasm-again
cmp build/wasm/verifier.wasm build/wasm-again/verifier.wasm
scripts/build.sh release tabella make_record
scripts/build_client.sh packages

work=$PWD/build/check/wasm
rm -rf "$work"
mkdir -p "$work"
scripts/whole_election.sh "$work/election" 40 >"$work/election.log"

bundle() {
  web/client/node_modules/.bin/esbuild "tests/web/wasm/$1.ts" --bundle --platform=node \
    --format=esm --target=node18 --log-level=warning --outfile="$work/$1.mjs" \
    --banner:js='import { webcrypto } from "node:crypto"; globalThis.crypto ??= webcrypto;'
}
bundle sameReport
bundle sealAgain
# An election with every kind of question, and the keys of everybody in it.
build/release/tests/make_record "$work/made/record" >"$work/made.log"
cp "$work/made/record/policy.txt" "$work/made/policy.txt"

# A folder with a record, and what tabella verify says of it: begin NAME, alter its files, end NAME.
folders=()
begin() {
  local from=$work/${2:-election}
  mkdir "$work/$1"
  cp -r "$from/record" "$work/$1/record"
  # A page reads the record from a server, which lists no receipts and has no keys.
  rm -rf "$work/$1/record/receipts" "$work/$1/record/keys.json"
  cp "$from/policy.txt" "$work/$1/policy.txt"
  ln -s "$from/record" "$work/$1/unaltered"
}
end() {
  local status=0
  build/release/tabella verify "$work/$1/record" --policy "$work/$1/policy.txt" --json \
    >"$work/$1/report.json" 2>"$work/$1/log.txt" || status=$?
  [[ $status -eq $2 ]] || {
    cat "$work/$1/log.txt"
    echo "$1: tabella verify ended with $status"
    exit 1
  }
  folders+=("$work/$1")
}
flip() { printf '\001' | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

begin good
end good 0
begin checkpoint
flip "$work/checkpoint/record/checkpoint" 90
end checkpoint 1
begin entry
flip "$work"/entry/record/tile/entries/000.p/* 5000
end entry 1
begin tile
flip "$work"/tile/record/tile/0/000.p/* 90
end tile 1
begin missing
rm "$work"/missing/record/tile/0/000.p/*
end missing 1
begin quorum
sed -i '/^witness/d; s/^quorum .*/quorum none/' "$work/quorum/policy.txt"
if cmp -s "$work/quorum/policy.txt" "$work/election/policy.txt"; then
  echo "the policy asks for no witness: this script is wrong"
  exit 1
fi
end quorum 0
begin unwitnessed
sed -i '/witness/d' "$work/unwitnessed/record/checkpoint"
end unwitnessed 1

begin every-kind made
end every-kind 0
# The board signs one bad ballot, and its witnesses cosign it: the check and the ballot are named.
begin bad-ballot made
cp "$work/made/record/keys.json" "$work/bad-ballot/record"
entry=$(node "$work/sealAgain.mjs" "$work/bad-ballot/record" "ballot 4")
rm "$work/bad-ballot/record/keys.json"
end bad-ballot 1
node -e '
  const { checks } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  const failed = checks.filter(({ failures }) => failures.length > 0);
  const named = failed.length === 1 && failed[0].check === "C8" &&
    failed[0].failures[0].startsWith(process.argv[2] + ": ballot.credential");
  if (!named) throw new Error(JSON.stringify(failed));
' "$work/bad-ballot/report.json" "$entry"

node "$work/sameReport.mjs" build/wasm/verifier.wasm "${folders[@]}"

if ! command -v chromium >/dev/null; then
  echo "the observer page was left out: there is no Chromium on this machine"
  exit 0
fi
scripts/build_client.sh
node tests/web/pages/observer.mjs web/client/dist/observer.html "${folders[@]}"
