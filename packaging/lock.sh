#!/usr/bin/env bash
# Renew packaging/requirements*.lock from pyproject.toml: exact versions with the hashes of every platform's wheel.
# Run by hand when a dependency changes: .venv/bin/pip install pip-tools && bash packaging/lock.sh [--upgrade]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export CUSTOM_COMPILE_COMMAND="bash packaging/lock.sh"
# Where packages come from is each machine's own affair: no index address goes into the files.
compile=(.venv/bin/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-annotate
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options "$@")
"${compile[@]}" --extra build --output-file packaging/requirements.lock pyproject.toml
"${compile[@]}" --extra build --extra dev --constraint packaging/requirements.lock \
  --output-file packaging/requirements-dev.lock pyproject.toml
