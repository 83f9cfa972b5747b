#!/usr/bin/env bash
# the tests of cli/, with the program itself
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/../build.sh" release tabella
exec bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" cli
