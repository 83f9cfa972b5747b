#!/usr/bin/env bash
# the tests of bulletin_board/
exec bash "$(dirname "${BASH_SOURCE[0]}")/unit.sh" bulletin_board
