"""Executes every notebook, student's copy and solution, each in a fresh kernel with nothing fetched.

Asserted: no cell fails, nothing goes to standard error, every check speaks as it should, every figure has a text
alternative. The executed copies are kept in the folder that LAB_EXECUTED names, and with them labs.txt: how long each
took, the longest time in which nothing was shown, and the kernel's memory. Those are told, not asserted: they are the
machine's as well.
"""

import os
import re
import sys
import unittest
from html.parser import HTMLParser
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
NOTEBOOKS = REPOSITORY / "notebooks"
sys.path.insert(0, str(REPOSITORY / "environment" / "lib"))

from run_notebook import execute, place, save  # noqa: E402

EXECUTED = Path(os.environ.get("LAB_EXECUTED", REPOSITORY / "build" / "notebooks"))
# Not how long a cell should take, but when to stop waiting for one that hangs.
CELL_SECONDS = 600

CHECK_LINE = re.compile(r"^[✓✗○] Exercise (\S+): (.*)$", re.MULTILINE)
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


def table(runs):
    """What running each notebook was like, for the person who has to wait for it."""
    lines = [f"{'notebook':44} {'seconds':>7}  {'silence':>7} {'cell':>4}  {'peak MiB':>8} {'at end':>6}"]
    for path, run in runs:
        memory = [str(mib) if mib else "-" for mib in (run.peak, run.resident)]
        lines.append(
            f"{str(path.relative_to(NOTEBOOKS)):44} {run.seconds:7.1f}  {run.silence:7.1f} {run.silent_cell:4}"
            f"  {memory[0]:>8} {memory[1]:>6}"
        )
    return "\n".join(lines) + "\n"


class NotebookTest(unittest.TestCase):
    runs = []

    @classmethod
    def tearDownClass(cls):
        EXECUTED.mkdir(parents=True, exist_ok=True)
        (EXECUTED / "labs.txt").write_text(table(cls.runs), encoding="utf-8")

    def run_and_read(self, path):
        """Executes, keeps the copy, asserts what holds for both kinds; returns the checks' lines by exercise."""
        run = execute(path, CELL_SECONDS)
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
        return lines

    def assert_verdicts(self, lines, expected):
        others = {exercise: said for exercise, said in lines.items() if set(said) != {expected}}
        self.assertEqual(others, {}, f"every check should say: {expected}")


def student(path):
    def test(self):
        self.assert_verdicts(self.run_and_read(path), "not attempted yet")

    return test


def solution(path):
    def test(self):
        self.assert_verdicts(self.run_and_read(path), "passed")

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
    unittest.main()
