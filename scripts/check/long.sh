#!/usr/bin/env bash
# the tests tagged [.long], which a plain test run leaves out
# one core
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/tagged.sh" release long
