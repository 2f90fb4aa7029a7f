"""Executes results.ipynb and keeps its outputs: nothing of the machine stays in it, and equal records give an equal file."""

import hashlib
import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).resolve().parent
NOTEBOOK = FOLDER / "results.ipynb"
# An absolute path of a machine, in the text of an output.
MACHINE_PATH = re.compile(r"(?<![\w.~}-])/(root|work|tmp|home|Users)(?![\w-])")


def texts(value):
    """All texts in a value but images."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if not str(key).startswith("image/"):
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def clean(notebook):
    """Removes what differs between runs and machines."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells):
        cell.metadata = {}
        cell.id = hashlib.sha256(f"{number}:{cell.source}".encode()).hexdigest()[:8]
        for output in cell.get("outputs", []):
            output.pop("metadata", None)
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = {}
    return notebook


def main():
    check = sys.argv[1:] == ["--check"]
    other = Path(sys.argv[2]) if len(sys.argv) == 3 and sys.argv[1] == "--out" else None
    if sys.argv[1:] and not check and other is None:
        sys.exit("error: the flags are --check and --out FILE")
    os.environ["PYTHONHASHSEED"] = "0"
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}})
    try:
        client.execute()
    except CellExecutionError as error:
        sys.exit("error: the notebook does not run:\n" + re.sub(r"\x1b\[[0-9;]*m", "", str(error)))
    clean(notebook)
    found = next((text for text in texts(notebook) if MACHINE_PATH.search(text)), None)
    if found is not None:
        sys.exit(f"error: an output names a folder of this machine: {MACHINE_PATH.search(found).group()}")
    if check:
        print("the notebook runs")
        return
    path = other or NOTEBOOK
    temporary = path.with_suffix(".ipynb.tmp")
    nbformat.write(notebook, temporary)
    temporary.replace(path)
    print(f"executed: {path.name}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
