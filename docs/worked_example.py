"""`python docs/worked_example.py`: run the worked example anew and keep what it shows; with `--to FILE`, write it there instead.

Nothing but the file is written: the notebook runs in a temporary folder, in a kernel of this interpreter. What differs between two runs of the
same code (times, the kernel's version) is left out, so that the file changes only when what it shows does.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).resolve().with_suffix(".ipynb")
SPEC = '{"argv": ["%s", "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "Python 3", "language": "python"}'
METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook with the outputs of a run in an empty folder; the first cell that fails raises CellExecutionError."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        kernel = _kernel(Path(folder))
        client = NotebookClient(notebook, km=kernel, timeout=600, resources={"metadata": {"path": folder}}, record_timing=False)
        try:
            client.execute(env=_environment(folder))
        finally:
            kernel.shutdown_kernel(now=True)
    return cleaned(notebook)


def _kernel(folder: Path) -> KernelManager:
    """A kernel of the running interpreter, whatever kernels this person has installed."""
    spec = folder / "kernels" / "this" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(SPEC % sys.executable, encoding="utf-8")
    specs = KernelSpecManager(kernel_dirs=[str(folder / "kernels")])
    wire = "ipc" if os.name == "posix" else "tcp"
    return KernelManager(kernel_name="this", kernel_spec_manager=specs, connection_file=str(folder / "connection.json"), transport=wire)


def _environment(folder: str) -> dict[str, str]:
    """No settings and no history of this person, and no evidence but the notebook's own."""
    search = os.pathsep.join(filter(None, [str(NOTEBOOK.parent.parent), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "IPYTHONDIR": folder, "JUPYTER_CONFIG_DIR": folder, "LEMMATA_HOME": str(Path(folder, "evidence")), "PYTHONPATH": search}


def cleaned(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what differs between runs."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
    return notebook


def main() -> None:
    """Run it and write it, whole or not at all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--to", type=Path, default=NOTEBOOK, metavar="FILE", help="where to write it; in place unless given")
    target = parser.parse_args().to
    unfinished = target.with_name(f".{target.name}.part")
    try:
        nbformat.write(executed(NOTEBOOK), unfinished)
        os.replace(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
