#!/usr/bin/env bash
# the tests of crypto/
exec bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" crypto
