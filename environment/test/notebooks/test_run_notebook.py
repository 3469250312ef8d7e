"""What `environment/lab run` says of notebooks that fail; on Python's kernel, which Jupyter brings along."""

import sys
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

import test_notebooks
from test_notebooks import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "environment" / "lib"))

from run_notebook import Watch, execute, place, save  # noqa: E402


class WatchTest(unittest.TestCase):
    def test_the_longest_silence_is_kept_with_its_cell(self):
        times = iter([0, 3, 4, 10, 15, 16])
        watch = Watch(lambda: next(times))
        watch.begin(1)  # 0
        watch.sign()  # 3
        watch.sign()  # 4
        watch.begin(2)  # 10: what lies between cells is nobody's silence
        watch.sign()  # 15
        watch.sign()  # 16
        self.assertEqual((watch.silence, watch.cell), (5, 2))


class RunTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lab-run-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_cells(self, *cells, kernel="python3", timeout=None):
        path = self.folder / "some.ipynb"
        metadata = {"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}}
        nbformat.write(new_notebook(cells=[new_code_cell(each) for each in cells], metadata=metadata), path)
        before = path.read_bytes()
        run = execute(path, timeout)
        self.assertEqual(path.read_bytes(), before, "the notebook itself stays as it is")
        return run

    def test_all_cells_run_in_the_notebook_s_own_folder(self):
        run = self.run_cells("import os", "print(os.path.basename(os.getcwd()))")
        self.assertIsNone(run.failure)
        self.assertEqual(run.notebook.cells[1].outputs[0].text.strip(), self.folder.name)

    def test_a_run_tells_silence_and_memory(self):
        run = self.run_cells("1", "print(2)")
        self.assertIn(run.silent_cell, (1, 2))
        self.assertGreater(run.silence, 0)
        self.assertGreaterEqual(run.peak or 1, run.resident or 1)

    def test_of_each_cell_it_is_told(self):
        run = self.run_cells("1", "print(2)")
        self.assertEqual([1, 2], [number for number, *_ in run.cells])
        self.assertEqual(run.silence, max(silence for _, _, silence, _ in run.cells))

    def test_the_line_of_long_work_leaves_nothing(self):
        run = self.run_cells(
            "from IPython.display import display, update_display\n"
            "display({'text/plain': '1 of 9'}, raw=True, display_id='a')\n"
            "update_display({'text/plain': ''}, raw=True, display_id='a')\n"
            "print('done')"
        )
        self.assertEqual(["stream"], [output.output_type for output in run.notebook.cells[0].outputs])

    def test_the_failing_cell_is_named_in_one_line(self):
        run = self.run_cells("1", "raise ValueError('a\\nb')", "2")
        self.assertIn("code cell 2 of 3 failed: ValueError: a b", run.failure)
        self.assertNotIn("\n", run.failure)
        self.assertEqual(run.notebook.cells[1].outputs[0].output_type, "error")

    def test_a_kernel_that_ends_is_named(self):
        self.assertIn("the kernel ended in code cell 1 of 1 with exit status 7", self.run_cells("import os; os._exit(7)").failure)

    def test_a_kernel_that_was_killed_is_not_told_to_take_more(self):
        failure = self.run_cells("import os, signal; os.kill(os.getpid(), signal.SIGKILL)").failure
        self.assertIn("the system killed it, for want of memory", failure)
        self.assertNotIn("LAB_HEAP=", failure)
        self.assertIn("crashed (signal 6)", self.run_cells("import os; os.abort()").failure)

    def test_a_cell_that_hangs_is_left(self):
        run = self.run_cells("import threading; threading.Event().wait()", timeout=1)
        self.assertIn("took longer than 1 s", run.failure)

    def test_a_kernel_that_is_not_there_is_named(self):
        self.assertIn("No such kernel named nowhere", self.run_cells("1", kernel="nowhere").failure)

    def test_copies_of_students_and_solutions_stay_apart(self):
        into = Path("/x")
        self.assertEqual(place(REPOSITORY / "notebooks" / "a.ipynb", into), into / "a.ipynb")
        self.assertEqual(place(REPOSITORY / "notebooks/solutions/a.ipynb", into), into / "solutions" / "a.ipynb")
        self.assertEqual(place(Path("/elsewhere/a.ipynb"), into), into / "a.ipynb")

    def test_both_copies_are_written_and_nothing_else(self):
        run = self.run_cells("1 + 1")
        save(run, self.folder / "out" / "some.ipynb", html=True)
        self.assertEqual(sorted(p.name for p in (self.folder / "out").iterdir()), ["some.html", "some.ipynb"])

    def test_pictures_keep_their_texts_in_the_html(self):
        words = ['a "rising" curve, p < 0.05 & more', "x > 'y'"]
        run = self.run_cells(
            "from IPython.display import publish_display_data",
            # One alone, two of one cell, and one that nobody described.
            f"publish_display_data({{'image/png': 'iVBO'}}, {{'image/png': {{'alt': {words[0]!r}, 'width': 20}}}})",
            f"publish_display_data({{'image/jpeg': '/9j/'}}, {{'image/jpeg': {{'alt': {words[1]!r}}}}})\n"
            f"publish_display_data({{'image/png': 'iVBO'}}, {{'image/png': {{'alt': {words[1]!r}}}}})",
            "publish_display_data({'image/png': 'iVBO'})",
        )
        save(run, self.folder / "some.ipynb", html=True)
        page = (self.folder / "some.html").read_text(encoding="utf-8")
        pictures = Pictures()
        pictures.feed(page)
        self.assertEqual([words[0], words[1], words[1]], [p["alt"] for p in pictures.found[:3]])
        self.assertRegex(page, r"pre \{ word-break: normal", "text breaks between words")
        self.assertEqual(4, len(pictures.found))
        self.assertEqual("20", pictures.found[0]["width"])
        for picture, kind in zip(pictures.found, ("png", "jpeg", "png", "png")):
            self.assertTrue(picture["src"].startswith(f"data:image/{kind};base64,"))


class Pictures(HTMLParser):
    """The attributes of every picture of an HTML text; of one that is given twice the first, as in browsers."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.found.append(dict(reversed(attrs)))


class FiguresTest(unittest.TestCase):
    def silent(self, data, metadata=None):
        cell = new_code_cell("x", outputs=[new_output("display_data", data=data, metadata=metadata or {})])
        return list(test_notebooks.silent_figures(new_notebook(cells=[cell])))

    def test_a_figure_needs_its_text(self):
        self.assertEqual(self.silent({"image/png": "x"}), ["code cell 1: image/png"])
        self.assertEqual(self.silent({"image/png": "x"}, {"image/png": {"alt": " "}}), ["code cell 1: image/png"])
        self.assertEqual(self.silent({"image/png": "x"}, {"image/png": {"alt": "a curve"}}), [])

    def test_pictures_in_html_need_it_too(self):
        self.assertEqual(len(self.silent({"text/html": '<p><img src="a"><img src="b" alt="b">'})), 1)
        self.assertEqual(self.silent({"text/html": "<table></table>"}), [])


if __name__ == "__main__":
    unittest.main()
