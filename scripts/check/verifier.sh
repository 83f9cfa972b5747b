#!/usr/bin/env bash
# the tests of verifier/
exec bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" verifier
