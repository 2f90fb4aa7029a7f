#!/bin/sh
# Executes the notebook on the committed results, in an environment of its own under target/; needs the network the first time only.
#
#   notebooks/run.sh            execute, and keep tables and plots in the notebook
#   notebooks/run.sh --check    execute, and leave the notebook as it is
set -eu
cd "$(dirname "$0")/.."

environment=${CARGO_TARGET_DIR:-target}/notebook
installed=$environment/installed.txt
if ! cmp -s notebooks/requirements.txt "$installed"; then
    command -v python3 >/dev/null || { echo "error: python3 is not installed; install Python 3.11 or newer" >&2; exit 1; }
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: $(python3 --version) is too old; install Python 3.11 or newer" >&2; exit 1; }
    rm -rf "$environment"
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps -r notebooks/requirements.txt
    cp notebooks/requirements.txt "$installed"
fi
exec "$environment/bin/python" notebooks/execute.py "$@"
