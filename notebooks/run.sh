#!/bin/sh
# Executes the notebook on the committed results, in an environment of its own under target/; needs the network the first time only.
#
#   notebooks/run.sh            execute, and keep tables and plots in the notebook
#   notebooks/run.sh --check    execute, and leave the notebook as it is
#   notebooks/run.sh --out FILE.ipynb FOLDER
#                               execute on other records: FOLDER has a folder of results for each experiment
set -eu
if [ "${1:-}" = --out ]; then
    [ $# -eq 3 ] && [ -d "$3" ] || { echo "error: --out needs a file to write and a folder of results" >&2; exit 2; }
    JOLTLAB_RECORDS=$(cd "$3" && pwd)
    file=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
    export JOLTLAB_RECORDS
    set -- --out "$file"
fi
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
