#!/usr/bin/env bash
# the tests tagged [threads] under ThreadSanitizer
# one core
set -euo pipefail
exec bash "$(dirname "${BASH_SOURCE[0]}")/tagged.sh" tsan threads
