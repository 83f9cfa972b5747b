#!/usr/bin/env bash
# The tests of the pages again and again, on a busy machine: scripts/long/repeat_pages.sh [COUNT]
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/repeat.sh" pages "${1:-20}"
