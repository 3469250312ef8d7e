"""Executes the students' copies of the labs in other languages, as test/notebooks does with the English ones: their
code is the same (LanguagesTest compares it), so this shows that it runs from the folder that they lie in."""

import os
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "notebooks"))

from test_notebooks import CHECK_LINE, EXECUTED, NOTEBOOKS, execute_beside, outputs, silent_figures, text  # noqa: E402
from run_notebook import place, save  # noqa: E402

COPIES = sorted(NOTEBOOKS.glob("[a-z][a-z]*/[0-9]*.ipynb"))
COPIES = [copy for copy in COPIES if (NOTEBOOKS / "translations" / copy.parent.name).is_dir()]


class LanguagesTest(unittest.TestCase):
    runs = {}

    def run_of(self, path):
        if not self.runs:
            # The longest first.
            self.runs.update(execute_beside(sorted(COPIES, key=lambda copy: -copy.stat().st_size)))
        run = self.runs[path]
        if isinstance(run, str):
            self.fail(run)
        return run

    def test_there_are_copies(self):
        self.assertNotEqual(COPIES, [])


def copy_test(path):
    def test(self):
        run = self.run_of(path)
        save(run, place(path, EXECUTED), html=False)
        self.assertIsNone(run.failure, run.failure)
        found = list(outputs(run.notebook))
        self.assertEqual([o for _, o in found if o.output_type == "error"], [])
        self.assertEqual([o.text for _, o in found if o.output_type == "stream" and o.name == "stderr"], [])
        self.assertEqual(list(silent_figures(run.notebook)), [])
        verdicts = {verdict for _, output in found for _, verdict in CHECK_LINE.findall(text(output))}
        self.assertEqual(verdicts, {"not attempted yet"})

    return test


for each in COPIES:
    setattr(LanguagesTest, "test_" + re.sub(r"\W", "_", f"{each.parent.name}_{each.stem}"), copy_test(each))

# What was imported for its functions brings no tests of its own along.
if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent)
    unittest.main()
