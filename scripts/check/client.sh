#!/usr/bin/env bash
# types, tests and pages of web/client; the C++ accepts what the TypeScript seals
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The page's code holds ceremonies together with the program.
scripts/build.sh release tabella
scripts/build_client.sh
cd web/client
npm run --silent check
npm test --silent | tee ../../build/client_tests.log
../../build/release/tabella vectors ../../build/client_vectors.json
echo "$(sed -nE 's/^(# |ℹ )pass ([0-9]+)$/\2/p' ../../build/client_tests.log) tests passed"
