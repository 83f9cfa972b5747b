#!/usr/bin/env bash
# the tests of tally/
exec bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" tally
