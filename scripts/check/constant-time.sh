#!/usr/bin/env bash
# secrets poisoned under Valgrind: no branch and no address depends on one
# one core
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

bash tests/constant_time/run.sh
