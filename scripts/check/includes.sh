#!/usr/bin/env bash
# includes follow the arrows between the folders and stop at the libraries' doors
exec python3 "$(dirname "${BASH_SOURCE[0]}")/../check_includes.py"
