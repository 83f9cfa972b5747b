#!/usr/bin/env bash
# The good record has the bytes that it always had: a change of anything hashed, proved or published
# fails here, even where every reader has changed with it. record_digest.sh MAKE_RECORD
set -euo pipefail

expected=8c7717a56eb4715cd99865c0e60081ad051066a0ad73fe59fc443c055c7551ae

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder/record" tabella >/dev/null
# Of every file, in the order of their names: digest and name.
found=$(cd "$folder/record" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum |
  sha256sum | cut -d ' ' -f 1)
if [[ $found != "$expected" ]]; then
  cat <<MESSAGE
make_record tabella writes other bytes than it did.
  expected $expected
  found    $found
If nothing that is hashed, proved or published was to change, this commit has a mistake: the commit
before makes the record to compare with. If the protocol changes on purpose, CONTRIBUTING.md, "What
changes the protocol", says what changes with it; then put what was found into
tests/adversary/record_digest.sh.
MESSAGE
  exit 1
fi
echo "the record of the seed tabella is what it was, byte for byte"
