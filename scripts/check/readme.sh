#!/usr/bin/env bash
# the commands of the README's code blocks run
exec python3 "$(dirname "${BASH_SOURCE[0]}")/../check_readme.py"
