#!/usr/bin/env bash
# the tests of web/
exec bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" web
