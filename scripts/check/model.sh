#!/usr/bin/env bash
# the ceremony's model, in Maude: no attack on it, and the known ones where a safeguard is taken out
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Fails where an attack is missing that expected.txt names, and where it finds another.
python3 tests/model/run.py
