#!/usr/bin/env bash
# the tests of text/ and ballot/
set -euo pipefail
bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" text
exec bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" ballot
