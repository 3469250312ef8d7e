"""A class of ten: what students hand in, marked by the command; everybody gets the points expected.

LAB_CLASS names another lab than the one that is quick to mark.
"""

import json
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import handed_in

LAB = os.environ.get("LAB_CLASS", "12-pictures-and-words")
COMMAND = handed_in.NOTEBOOKS.parent / "environment" / "lab"


class AClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        folder = Path(cls.scratch.name)
        cls.expected = handed_in.the_class(folder / "class", LAB)
        began = time.monotonic()
        cls.ran = subprocess.run(
            [COMMAND, "mark", folder / "class", "--lab", LAB[:2], "--out", folder / "marks"],
            capture_output=True,
            text=True,
            check=False,
        )
        cls.seconds = time.monotonic() - began
        cls.marks = folder / "marks"
        print(f"\n{LAB}: {cls.seconds:.0f} s in all\n{cls.ran.stdout}")

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def rows(self):
        return {
            row["student"]: row
            for row in json.loads((self.marks / "marks.json").read_text(encoding="utf-8"))["submissions"]
        }

    def test_everybody_gets_the_points_expected(self):
        self.assertEqual(0, self.ran.returncode, self.ran.stdout + self.ran.stderr)
        got = {name: None if row["problem"] else row["got"] for name, row in self.rows().items()}
        self.assertEqual(self.expected, got, self.ran.stdout)

    def test_what_stops_an_exercise_is_said(self):
        first, second = list(handed_in.exercises(LAB))[:2]
        rows = self.rows()
        for student, exercise, words in [
            ("carl", first, "does it come to an end?"),
            ("Dora Exit", first, "System.exit"),
            ("fred", second, "it printed more than"),
            ("eva", second, "wrong"),
        ]:
            mark = next(mark for mark in rows[student]["marks"] if mark["exercise"] == exercise)
            self.assertIn(words, mark["message"])
            self.assertEqual("FAILED" if student == "eva" else "STOPPED", mark["state"])

    def test_what_cannot_be_marked_is_named(self):
        rows = self.rows()
        self.assertIn("another lab", rows["hugo"]["problem"])
        self.assertIn("damaged", rows["ida"]["problem"])
        self.assertIn("leads out of its folder", rows["jon"]["problem"])

    def test_pages_and_table_are_there(self):
        self.assertEqual(11, len((self.marks / "marks.csv").read_text(encoding="utf-8").splitlines()))
        self.assertIn("What failed most", (self.marks / "index.html").read_text(encoding="utf-8"))
        self.assertEqual(10, len(list((self.marks / "students").glob("*.html"))))

    def test_marking_leaves_nothing_behind(self):
        left = [each for each in Path(tempfile.gettempdir()).glob("lab-mark-*")]
        self.assertEqual([], left)


if __name__ == "__main__":
    unittest.main()
