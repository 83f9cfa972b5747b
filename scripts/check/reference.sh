#!/usr/bin/env bash
# the independent model in Python accepts our proofs and we accept the model's
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

scripts/build.sh release tabella
python3 tests/reference/cross_check.py build/release/tabella
