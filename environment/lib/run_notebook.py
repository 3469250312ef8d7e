"""Executes notebooks in fresh kernels: `environment/lab run`, and what the notebook tests build on."""

import argparse
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from jupyter_client.kernelspec import NoSuchKernel

# A kernel starts in two seconds; a machine under load may take ten times as long.
STARTUP_SECONDS = 120

TEMPLATES = Path(__file__).resolve().parents[1] / "jupyter" / "nbconvert" / "templates"


# What a person sees come: a sign of life.
SIGNS = {"stream", "display_data", "update_display_data", "execute_result", "error", "clear_output"}


@dataclass(frozen=True)
class Run:
    """One executed notebook: `failure` is None, or one line that names the failing cell and its reason.

    `silence` is the longest time, in seconds, in which a running cell showed nothing, and `silent_cell` the number of
    that code cell; `peak` and `resident` are MiB of the kernel, at most and at the end (None where the system does
    not tell). `cells` tells of each code cell (number, seconds, longest silence, MiB of the kernel after it).
    """

    notebook: nbformat.NotebookNode
    failure: Optional[str]
    seconds: float
    silence: float = 0.0
    silent_cell: int = 0
    peak: Optional[int] = None
    resident: Optional[int] = None
    cells: tuple = ()


class Watch:
    """How long running cells say nothing; the longest time, and in which cell it was; of `number` also alone."""

    def __init__(self, clock=time.monotonic):
        self.clock = clock
        self.silence = 0.0
        self.cell = 0
        self.number = 0
        self.last_sign = 0.0
        self.began = 0.0
        self.of_cell = 0.0

    def begin(self, number):
        self.number = number
        self.last_sign = self.began = self.clock()
        self.of_cell = 0.0

    def sign(self):
        now = self.clock()
        self.of_cell = max(self.of_cell, now - self.last_sign)
        if now - self.last_sign > self.silence:
            self.silence, self.cell = now - self.last_sign, self.number
        self.last_sign = now


class WatchedClient(NotebookClient):
    """Tells a watch of everything that a person would see."""

    watch = None

    def process_message(self, msg, cell, cell_index):
        if self.watch and msg["msg_type"] in SIGNS:
            self.watch.sign()
        return super().process_message(msg, cell, cell_index)


def memory(client: NotebookClient) -> "tuple[Optional[int], Optional[int]]":
    """MiB of the kernel's process, at most so far and now; Nones where there is no /proc."""
    process = getattr(client.km.provisioner, "process", None)
    found = {}
    try:
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in ("VmHWM", "VmRSS"):
                found[name] = int(value.split()[0]) // 1024
    except (OSError, AttributeError, ValueError):
        return None, None
    return found.get("VmHWM"), found.get("VmRSS")


def execute(source: Path, cell_timeout: Optional[int] = None, progress=None, kernel: Optional[str] = None) -> Run:
    """Executes `source` from its own folder, in a kernel of its own; the file itself stays as it is.

    `cell_timeout` is in seconds, None for no limit; `progress(number, total)` is called before each code cell;
    `kernel` is another than the notebook names.
    """
    return execute_cells(nbformat.read(source, as_version=4), source, cell_timeout, progress, kernel)


def execute_cells(
    notebook: nbformat.NotebookNode,
    source: Path,
    cell_timeout: Optional[int] = None,
    progress=None,
    kernel: Optional[str] = None,
    place_of=None,
) -> Run:
    """Executes a notebook that is read already, as if it lay at `source`. `place_of(number)` gives, for a failure's line,
    the notebook from which the code cell of that number is, and words for the cell.
    """
    code_cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    place_of = place_of or (lambda number: (source, f"code cell {number} of {len(code_cells)}"))
    for i in code_cells:
        notebook.cells[i].outputs = []
        notebook.cells[i].execution_count = None
    client = WatchedClient(
        notebook,
        timeout=cell_timeout,
        startup_timeout=STARTUP_SECONDS,
        resources={"metadata": {"path": str(source.resolve().parent)}},
        **({"kernel_name": kernel} if kernel else {}),
    )
    client.watch = watch = Watch()
    failure = None
    ended = ""
    current = 0
    peak = resident = None
    cells = []
    start = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="lab-predictions-", ignore_cleanup_errors=True) as predictions, client.setup_kernel(
            # What is only executed leaves no predictions beside the notebook, and finds none of another day.
            env={"LAB_PREDICTIONS": predictions, **os.environ}
        ):
            for current, i in enumerate(code_cells, 1):
                if progress:
                    progress(current, len(code_cells))
                watch.begin(current)
                try:
                    client.execute_cell(notebook.cells[i], i)
                    watch.sign()
                    cells.append((current, watch.last_sign - watch.began, watch.of_cell, memory(client)[1]))
                    without_signs(notebook.cells[i])
                except DeadKernelError:
                    # Only here: with its resources, how it ended is forgotten.
                    ended = how_it_ended(client)
                    raise
            peak, resident = memory(client)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        file, cell = place_of(current)
        if isinstance(error, CellExecutionError):
            failure = f"{file}: {cell} failed: {error.ename}: {one_line(error.evalue)}"
        elif isinstance(error, CellTimeoutError):
            failure = f"{file}: {cell} took longer than {cell_timeout} s; allow more with --timeout=SECONDS"
        else:
            failure = f"{file}: the kernel ended in {cell}{ended}"
    except NoSuchKernel as error:
        failure = f"{source}: expected the kernel that its metadata names, but there is none: {error}"
    except RuntimeError as error:  # raised by nbclient for a kernel that does not answer
        failure = f"{source}: the kernel did not start: {one_line(str(error))}"
    seconds = time.monotonic() - start
    return Run(notebook, failure, seconds, watch.silence, watch.cell, peak, resident, tuple(cells))


def without_signs(cell) -> None:
    """Takes out the display in which a library said how far it was: at the end nothing is in it."""
    cell.outputs = [
        output
        for output in cell.outputs
        if output.output_type != "display_data" or output.data != {"text/plain": ""}
    ]


def how_it_ended(client: NotebookClient) -> str:
    """What the system knows of a kernel that is gone, and what to do about it; a larger heap is never the cure."""
    process = getattr(client.km.provisioner, "process", None)
    status = process.poll() if process else None
    if status in (-signal.SIGKILL, 128 + signal.SIGKILL):
        return (
            ": the system killed it, for want of memory most likely; close other programs and kernels, or raise the"
            " limit that environment/lab doctor names (a larger LAB_HEAP leaves less beside it)"
        )
    if status is not None and status < 0:
        return f": it crashed (signal {-status}); environment/lab doctor tells whether ND4J runs here"
    return "" if status is None else f" with exit status {status}; environment/lab doctor tells what is wrong"


def one_line(text: str) -> str:
    return " ".join(text.split())[:300]


def save(run: Run, target: Path, html: bool) -> None:
    """Writes the executed copy to `target`, and its HTML beside it; each under a temporary name first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, nbformat.writes(run.notebook))
    if html:
        from nbconvert import HTMLExporter  # slow to import, and not wanted by the tests

        exporter = HTMLExporter(template_name="lab-alt", extra_template_basedirs=[str(TEMPLATES)])
        body, _ = exporter.from_notebook_node(run.notebook)
        write(target.with_suffix(".html"), body)


def write(target: Path, text: str) -> None:
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)


def place(source: Path, into: Path) -> Path:
    """Where the executed copy of `source` goes: copies of notebooks/ and notebooks/solutions/ stay apart."""
    parts = source.resolve().parts
    if "notebooks" in parts[:-1]:
        below = len(parts) - 1 - parts[::-1].index("notebooks")
        return into.joinpath(*parts[below + 1 :])
    return into / source.name


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--timeout", type=int)
    parser.add_argument("--kernel")
    parser.add_argument("notebooks", type=Path, nargs="+")
    options = parser.parse_args()

    def progress(number, total):
        if sys.stderr.isatty():
            print(f"\r  cell {number} of {total} ", end="", file=sys.stderr, flush=True)

    failed = 0
    for source in options.notebooks:
        try:
            run = execute(source, options.timeout, progress, options.kernel)
        except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError) as error:
            print(f"lab: {source} is not a notebook: {one_line(str(error))}", file=sys.stderr)
            failed += 1
            continue
        target = place(source, options.into)
        save(run, target, html=True)
        if sys.stderr.isatty():
            print("\r", end="", file=sys.stderr)
        if run.failure:
            failed += 1
            print(f"lab: {run.failure} (copy with its outputs: {target})", file=sys.stderr)
        else:
            print(f"{source}: done in {run.seconds:.0f} s; {target} and {target.with_suffix('.html').name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
