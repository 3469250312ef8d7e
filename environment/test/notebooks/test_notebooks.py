"""Executes every lab, solution and student's copy, in a fresh kernel with nothing fetched.

Asserted: no cell fails, nothing goes to standard error, every check speaks as it should, every figure has a text
alternative, no cell is silent for longer than LONGEST_SILENCE, and no kernel holds MEMORY_MARGIN times the memory that
was measured for its lab. The executed copies are kept in the folder that LAB_EXECUTED names, and with them labs.txt: how long each took,
the longest time in which nothing was shown, and the kernel's memory.

Each lab has one kernel: the solution is executed from top to bottom, then of the student's copy what is other than in
the solution, and all that comes after it (both_copies.py). As many labs run beside each other as LAB_TEST_LANES says.
"""

import json
import os
import pickle
import queue
import re
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
NOTEBOOKS = REPOSITORY / "notebooks"
sys.path.insert(0, str(REPOSITORY / "environment" / "lib"))

from both_copies import execute_both  # noqa: E402
from run_notebook import execute, place, save  # noqa: E402

EXECUTED = Path(os.environ.get("LAB_EXECUTED", REPOSITORY / "build" / "notebooks"))
LANES = int(os.environ.get("LAB_TEST_LANES") or 1)
THREADS = 2
# Not how long a cell should take, but when to stop waiting for one that hangs.
CELL_SECONDS = 600
# MiB of each lab's kernel at its peak, measured on two cores.
MOST_MEMORY = {
    "00": 600, "01": 800, "02": 1500, "03": 1650, "04": 1200, "05": 800, "06": 950, "07": 950, "08": 950, "09": 900,
    "10": 1000, "11": 1500, "12": 1850,
}
# When Java collects depends on cores and load: what holds more than so many times as much holds something.
MEMORY_MARGIN = 1.5
# Seconds that want a sign of life; the table marks what is longer. A machine may be slow or busy, so a lab only fails
# where no such reason explains it.
SILENCE_TO_MARK = 2
LONGEST_SILENCE = 60

CHECK_LINE = re.compile(r"^[✓✗○] Exercise (\S+): (.*)$", re.MULTILINE)
QUIZ_LINE = re.compile(r"^([✓✗○]) Question \d+: ", re.MULTILINE)
CHECK_CALL = re.compile(r"Check\.exercise\(\s*\"([^\"]+)\"")


class Images(HTMLParser):
    """Collects the pictures of an HTML output that lack a text alternative."""

    def __init__(self):
        super().__init__()
        self.silent = []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "img" and not (found.get("alt") or "").strip():
            self.silent.append((found.get("src") or "")[:60])


def outputs(notebook):
    """Yields (number of the code cell, output)."""
    code_cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    for number, cell in enumerate(code_cells, 1):
        for output in cell.outputs:
            yield number, output


def text(output):
    """What an output says in words."""
    if output.output_type == "stream":
        return output.text
    return output.get("data", {}).get("text/plain", "")


def silent_figures(notebook):
    """Says where a figure has no text alternative."""
    for number, output in outputs(notebook):
        data = output.get("data", {})
        metadata = output.get("metadata", {})
        for mime in data:
            if mime in ("image/png", "image/jpeg", "image/gif"):
                alt = metadata.get(mime, {}).get("alt") or metadata.get("alt")
                if not (alt or "").strip() and "text/html" not in data:
                    yield f"code cell {number}: {mime}"
            elif mime == "image/svg+xml" and not re.search(r"<title>|aria-label=", data[mime]):
                yield f"code cell {number}: {mime}"
            elif mime == "text/html":
                images = Images()
                images.feed(data[mime])
                for source in images.silent:
                    yield f"code cell {number}: <img src={source!r}>"


def weight(name):
    """How long the author's cells took, as their timings say."""
    timings = json.loads((NOTEBOOKS / "solutions" / "timings.json").read_text(encoding="utf-8"))
    return sum(timings.get(name, {}).values())


def most_memory(path):
    """MiB that a lab's kernel holds at most, as measured on two cores."""
    return MOST_MEMORY.get(path.name[:2], 1850)


def with_threads(folder, threads, *options):
    """A copy of the kernel's specification in `folder` whose kernels compute with so many threads; the path to find it."""
    for place in os.environ["JUPYTER_PATH"].split(os.pathsep):
        spec = Path(place) / "kernels" / "java" / "kernel.json"
        if spec.is_file():
            found = json.loads(spec.read_text(encoding="utf-8"))
            found["env"]["OMP_NUM_THREADS"] = str(threads)
            found["argv"][1:1] = options
            target = Path(folder) / "kernels" / "java"
            target.mkdir(parents=True)
            (target / "kernel.json").write_text(json.dumps(found), encoding="utf-8")
            return os.pathsep.join([str(folder), os.environ["JUPYTER_PATH"]])
    raise RuntimeError("no kernel java on JUPYTER_PATH")


def share(lane, lanes):
    """The cores of one lane of several; None where a system does not let us choose."""
    if lanes == 1 or not hasattr(os, "sched_setaffinity"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    return set(cores[lane % len(cores) :: lanes]) or None


def in_processes(calls, width, environment, own_cores=False):
    """Calls this file once for each item of `calls`, with its paths as arguments, `width` at a time; for each item what
    the call made of it, or what went wrong in words. With `own_cores` none takes turns with another on its cores."""
    lanes = queue.SimpleQueue()
    for lane in range(width):
        lanes.put(lane)

    def run(paths):
        lane = lanes.get()
        try:
            return call(paths, share(lane, width) if own_cores else None)
        finally:
            lanes.put(lane)

    def call(paths, cores):
        with tempfile.TemporaryDirectory(prefix="lab-runs-") as folder:
            result = Path(folder) / "result"
            # A process each: the notebook client is made for one at a time.
            done = subprocess.run(
                [sys.executable, __file__, "--execute", str(result), *map(str, paths)],
                env={**environment, **({"LAB_TEST_CORES": ",".join(map(str, cores))} if cores else {})},
                capture_output=True,
                text=True,
            )
            return pickle.loads(result.read_bytes()) if result.is_file() else done.stderr

    with ThreadPoolExecutor(width) as pool:
        return dict(zip(calls, pool.map(run, calls)))


def execute_beside(paths):
    """Executes notebooks, as many at a time as there are cores; a run or what went wrong for each."""
    cores = max(1, min(len(paths), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2))
    with tempfile.TemporaryDirectory(prefix="lab-students-") as folder:
        environment = {**os.environ, "JUPYTER_PATH": with_threads(folder, 1)}
        runs = in_processes([(path,) for path in paths], cores, environment)
        return {path: run for (path,), run in runs.items()}


def table(runs):
    """What running each notebook was like, for the person who has to wait for it."""
    lines = [f"{'notebook':44} {'seconds':>7}  {'silence':>7} {'cell':>4}  {'peak MiB':>8} {'at end':>6}"]
    for path, run in runs:
        memory = [str(mib) if mib else "-" for mib in (run.peak, run.resident)]
        lines.append(
            f"{str(path.relative_to(NOTEBOOKS)):44} {run.seconds:7.1f}  {run.silence:7.1f}"
            f"{'!' if run.silence > SILENCE_TO_MARK else ' '}{run.silent_cell:4}"
            f"  {memory[0]:>8} {memory[1]:>6}"
        )
    return (
        "\n".join(lines)
        + f"\n! more than {SILENCE_TO_MARK} s without a sign of life\n"
        + "A student's copy: the seconds of what is other than in the solution; the kernel is the solution's.\n"
    )


class NotebookTest(unittest.TestCase):
    runs = []
    executed = {}

    @classmethod
    def setUpClass(cls):
        """Both copies of all labs: the longest first, so that none is waited for alone at the end."""
        solutions = sorted((NOTEBOOKS / "solutions").glob("*.ipynb"), key=lambda path: -weight(path.name))
        labs = [(path, NOTEBOOKS / path.name) for path in solutions if (NOTEBOOKS / path.name).is_file()]
        with tempfile.TemporaryDirectory(prefix="lab-lanes-") as folder:
            # As many threads as the committed outputs were made with: sums of other parts round otherwise. On the one
            # core of a lane the better compiler takes from a lab as much as the lab itself takes without it.
            options = [f"-XX:ActiveProcessorCount={THREADS}", "-XX:TieredStopAtLevel=1"] if LANES > 1 else []
            environment = {**os.environ, "JUPYTER_PATH": with_threads(folder, THREADS, *options)}
            for both, runs in in_processes(labs, LANES, environment, own_cores=True).items():
                cls.executed.update(zip(both, [runs, runs] if isinstance(runs, str) else runs))

    @classmethod
    def tearDownClass(cls):
        EXECUTED.mkdir(parents=True, exist_ok=True)
        (EXECUTED / "labs.txt").write_text(table(cls.runs), encoding="utf-8")

    def run_of(self, path):
        run = self.executed.get(path, "not executed: it has no other copy")
        if isinstance(run, str):
            self.fail(run)
        return run

    def read(self, path, run):
        """Keeps the copy, asserts what holds for both kinds; returns the checks' lines by exercise."""
        self.runs.append((path, run))
        save(run, place(path, EXECUTED), html=False)
        self.assertIsNone(run.failure, run.failure)
        found = list(outputs(run.notebook))
        errors = [f"code cell {n}: {o.ename}: {o.evalue}" for n, o in found if o.output_type == "error"]
        self.assertEqual(errors, [], "no cell may fail")
        stderr = [f"code cell {n}: {o.text[:300]}" for n, o in found if o.output_type == "stream" and o.name == "stderr"]
        self.assertEqual(stderr, [], "nothing may go to standard error")
        self.assertEqual(list(silent_figures(run.notebook)), [], "every figure needs a text alternative")
        lines = {}
        for _, output in found:
            for exercise, verdict in CHECK_LINE.findall(text(output)):
                lines.setdefault(exercise, []).append(verdict)
        source = "\n".join(cell.source for cell in run.notebook.cells if cell.cell_type == "code")
        self.assertEqual(sorted(lines), sorted(set(CHECK_CALL.findall(source))), "every check speaks, in one line")
        said = "\n".join(text(output) for _, output in found)
        self.assertNotIn("No result yet", said, "each prediction has its result")
        self.assertNotRegex(said, r"(?m)^✗ ", "no prediction is refused")
        self.quiz = set(QUIZ_LINE.findall(said))
        self.assertLess(run.silence, LONGEST_SILENCE, f"code cell {run.silent_cell} shows nothing for too long")
        if run.peak:
            self.assertLess(run.peak, MEMORY_MARGIN * most_memory(path), "MiB of the kernel: what holds them?")
        return lines

    def assert_verdicts(self, lines, expected):
        others = {exercise: said for exercise, said in lines.items() if set(said) != {expected}}
        self.assertEqual(others, {}, f"every check should say: {expected}")


def student(path):
    def test(self):
        self.assert_verdicts(self.read(path, self.run_of(path)), "not attempted yet")
        self.assertEqual(self.quiz, {"○"}, "the quiz is not answered yet")

    return test


def solution(path):
    def test(self):
        self.assert_verdicts(self.read(path, self.run_of(path)), "passed")
        self.assertEqual(self.quiz, {"✓"}, "the author answers the quiz rightly")

    return test


def name(kind, path):
    return f"test_{kind}_" + re.sub(r"\W", "_", path.stem)


for each in sorted(NOTEBOOKS.glob("*.ipynb")):
    setattr(NotebookTest, name("student", each), student(each))
for each in sorted((NOTEBOOKS / "solutions").glob("*.ipynb")):
    setattr(NotebookTest, name("solution", each), solution(each))


class CollectionTest(unittest.TestCase):
    def test_every_lab_has_both_copies(self):
        students = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
        solutions = sorted(path.name for path in (NOTEBOOKS / "solutions").glob("*.ipynb"))
        self.assertEqual(students, solutions)
        self.assertNotEqual(students, [])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--execute"]:
        if "LAB_TEST_CORES" in os.environ:
            os.sched_setaffinity(0, set(map(int, os.environ["LAB_TEST_CORES"].split(","))))
        result, *paths = map(Path, sys.argv[2:])
        runs = execute_both(*paths, CELL_SECONDS) if len(paths) == 2 else execute(*paths, CELL_SECONDS)
        result.write_bytes(pickle.dumps(runs))
    else:
        unittest.main()
