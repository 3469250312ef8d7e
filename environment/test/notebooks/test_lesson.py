"""What the scripted student (environment/test/student) reads from the labs: every exercise with its answers."""

import sys
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(REPOSITORY / "environment" / "test" / "student"))

from lesson import Exercise, exercises  # noqa: E402

NOTEBOOKS = REPOSITORY / "notebooks"
WRONG = REPOSITORY / "environment" / "commands" / "src" / "test" / "resources" / "wrong-answers"

SOURCE = """int twice(int n) {
    // BEGIN SOLUTION
    // STUB: // Your code
    // STUB: return Check.todo();
    int sum = n;
    return sum + n;
    // END SOLUTION
}"""


class LessonTest(unittest.TestCase):
    def test_every_exercise_of_every_lab_has_answers(self):
        for student in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
            found = exercises(student, NOTEBOOKS / "solutions" / student.name, WRONG / f"{student.stem}.jsh")
            self.assertNotEqual(found, [], student.name)
            for exercise in found:
                self.assertNotIn("STUB", exercise.right(), f"{student.name} {exercise.id}")
                self.assertNotIn("Check.todo()", exercise.right(), f"{student.name} {exercise.id}")
                self.assertGreaterEqual(exercise.check_cell, exercise.answer_cell)

    def test_answers_stand_in_the_place_of_the_solution(self):
        exercise = Exercise("0.1", 1, 1, SOURCE)
        self.assertEqual(exercise.right(), "int twice(int n) {\n    int sum = n;\n    return sum + n;\n}")
        self.assertEqual(exercise.answered("return n;\n"), "int twice(int n) {\nreturn n;\n}")
        self.assertEqual(exercise.misspelt(), "int twice(int n) {\n    int sum = n;\n    return sum + n\n}")


if __name__ == "__main__":
    unittest.main()
