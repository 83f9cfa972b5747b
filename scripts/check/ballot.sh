#!/usr/bin/env bash
# the tests of ballot/
exec bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" ballot
