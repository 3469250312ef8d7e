"""What a student's copy gets from the solution before it, in one kernel: the work, and nothing else."""

import tempfile
import unittest
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

import test_notebooks
from both_copies import common, execute_both

GUESS = 'io.transferlab.check.Prediction.of("99.1 share of all", %s);'
BEGINNING = [
    "import java.util.concurrent.atomic.AtomicInteger;\n"
    "int assigned = 1; String text() { return \"first\"; } AtomicInteger dear = new AtomicInteger(7);",
    'io.transferlab.check.Prediction.observed("99.1 share of all", 0.25);',
]
SOLVED = (
    "import java.util.concurrent.atomic.AtomicInteger;\n"
    'int helper() { return 5; } assigned = 2; String text() { return "second"; } class OfSolution {}'
)
STUB = "int other() { return 0; }"
SEEN = "System.out.println(assigned + text() + dear + new AtomicInteger(3));"
END = "System.out.println(io.transferlab.check.Predictions.of(99).all());"


def lab(guess, exercise, *end):
    cells = []
    for number, source in enumerate([GUESS % guess, *BEGINNING, exercise, SEEN, END, *end]):
        cells.append(new_code_cell(source, id=f"cell{number}"))
    cells[0].metadata["tags"] = ["prediction"]
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "java", "display_name": "java", "language": "java"}})


class BothCopiesTest(unittest.TestCase):
    def execute(self, solution, student):
        with tempfile.TemporaryDirectory(prefix="lab-both-") as folder:
            paths = [Path(folder) / "solution.ipynb", Path(folder) / "student.ipynb"]
            for path, notebook in zip(paths, (solution, student)):
                nbformat.write(notebook, path)
            return execute_both(*paths)

    def said(self, run):
        return [
            "".join(output.text for output in cell.outputs if output.output_type == "stream").strip()
            for cell in run.notebook.cells
        ]

    def test_a_name_of_the_solution_is_missed_and_its_values_are_gone(self):
        uses = ["helper();", "1 + 1"]
        solution, student = self.execute(lab(0.5, SOLVED, *uses), lab("Double.NaN", STUB, *uses))
        self.assertIsNone(solution.failure)
        self.assertEqual(self.said(solution)[4], "2second73")
        self.assertIn("value=0.5", self.said(solution)[5])
        self.assertEqual([cell.execution_count for cell in solution.notebook.cells], list(range(1, 9)))
        self.assertEqual(solution.notebook.cells[7].outputs[0].data["text/plain"], "2")
        self.assertRegex(student.failure, r"student\.ipynb: code cell 7 of 8 failed: .*helper")
        said = self.said(student)
        self.assertIn("no guess yet", said[0])
        self.assertIn("predicted 50.0 %, observed 25.0 %", self.said(solution)[2])
        self.assertEqual(said[2], "")
        self.assertEqual(said[4], "1first73")
        self.assertIn("guesses=[], result=0.25", said[5])

    def test_where_the_solution_fails_nothing_is_said_of_the_student_s_copy(self):
        solution, student = self.execute(lab(0.5, "int none = 1 / 0;"), lab("Double.NaN", STUB))
        self.assertRegex(solution.failure, r"solution\.ipynb: code cell 4 of 6 failed: .*zero")
        self.assertIn("the solution failed", student.failure)

    def test_they_part_at_the_first_cell_that_is_other_or_missing(self):
        solution, student = lab(0.5, SOLVED, "1"), lab("Double.NaN", STUB, "1")
        self.assertEqual(common(solution, student), 3)
        del student.cells[1]
        self.assertEqual(common(solution, student), 1)
        self.assertEqual(common(solution, solution), 7)

    def test_of_the_labs_long_work_is_done_once(self):
        folder = test_notebooks.NOTEBOOKS
        for name in ("02-small-data.ipynb", "03-fine-tuning.ipynb", "04-how-transferable.ipynb"):
            both = [nbformat.read(path / name, as_version=4) for path in (folder / "solutions", folder)]
            self.assertGreater(common(*both), 10, name)


if __name__ == "__main__":
    unittest.main()
