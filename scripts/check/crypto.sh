#!/usr/bin/env bash
# the tests of crypto/, and that no vector code can leak into the portable path
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

bash scripts/check/unit.sh crypto

# A shared (weak) symbol of a file compiled for a processor could be the copy that the linker keeps
# for everybody; only templates over that processor's own lanes may be shared.
objects=(build/release/crypto/CMakeFiles/tabella_crypto.dir/vartime/backend_avx*.cpp.o)
if [[ $(uname -m) == x86_64 ]]; then
  shared=$(nm -C "${objects[@]}" | grep -E ' [WVu] ' || true)
  grep -q LanesAvx <<<"$shared" || { echo "no shared symbol at all: this check is wrong"; exit 1; }
  if grep -vE 'LanesAvx|WordsAvx|DW\.ref\.__gxx_personality_v0' <<<"$shared"; then
    echo "^ compiled for vector units, but not only theirs"
    exit 1
  fi
fi
