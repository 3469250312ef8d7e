"""The folder that a student works in: filled, brought up to date, never written over."""

import os
import unittest
from pathlib import Path

from fakes import LauncherTest


class LabsTest(LauncherTest):
    def setUp(self):
        super().setUp()
        self.labs = self.home / "transferlab-labs"

    def start(self, *options, **variables):
        answer = self.lab("start", "--no-browser", *options, **variables)
        self.assert_works(answer)
        return answer

    def content(self):
        return {
            str(path.relative_to(self.labs)): path.read_text(errors="replace")
            for path in self.labs.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }

    def test_the_first_start_fills_it_without_solutions(self):
        answer = self.start()
        self.assertEqual(
            sorted(self.content()), ["00-start.ipynb", "03-fine-tuning.ipynb", "10-documents.ipynb", "images/figure.png"]
        )
        self.assertIn(f"your labs are in {self.labs}", answer.stderr)
        self.assertIn(f"--notebook-dir={self.labs}", self.calls("jupyter")[-1])

    def test_the_courses_own_files_stay_as_they_are(self):
        before = {path: path.read_bytes() for path in self.course.rglob("*") if path.is_file()}
        self.start()
        (self.labs / "03-fine-tuning.ipynb").write_text("my answers\n")
        self.start()
        self.assertEqual({path: path.read_bytes() for path in self.course.rglob("*") if path.is_file()}, before)

    def test_solutions_come_when_asked_for(self):
        self.start("--solutions")
        self.assertEqual(self.content()["solutions/03-fine-tuning.ipynb"], "solution of 03-fine-tuning.ipynb\n")

    def test_a_language_comes_when_asked_for(self):
        (self.course / "translations" / "es").mkdir(parents=True)
        (self.course / "es").mkdir()
        (self.course / "es" / "03-fine-tuning.ipynb").write_text("ajuste fino\n")
        self.start()
        self.assertNotIn("es/03-fine-tuning.ipynb", self.content())
        self.start(LAB_LANGUAGE="en")
        self.assertNotIn("default_url", self.calls("jupyter")[-1])
        for language in (self.start("--language", "es"), self.start(LAB_LANGUAGE="es")):
            self.assertEqual(self.content()["es/03-fine-tuning.ipynb"], "ajuste fino\n")
            self.assertIn("default_url=/tree/es", self.calls("jupyter")[-1])
        for wrong in ("xx", "../es", ""):
            answer = self.lab("start", "--language=" + wrong)
            if wrong:
                self.assert_fails(answer, f"no labs in the language '{wrong}'", "there are: en, es", status=2)
            else:
                self.assert_works(answer)

    def test_work_is_not_written_over_and_a_changed_lab_comes_beside_it(self):
        self.start()
        (self.labs / "03-fine-tuning.ipynb").write_text("my answers\n")
        quiet = self.start()
        self.assertNotIn("changed", quiet.stderr)
        (self.course / "03-fine-tuning.ipynb").write_text("second edition\n")
        (self.course / "00-start.ipynb").write_text("second edition\n")
        answer = self.start()
        self.assertIn("the new one is 03-fine-tuning-updated.ipynb, yours stays", answer.stderr)
        content = self.content()
        self.assertEqual(content["03-fine-tuning.ipynb"], "my answers\n")
        self.assertEqual(content["03-fine-tuning-updated.ipynb"], "second edition\n")
        # One that was not touched is not work: it is brought up to date where it is.
        self.assertEqual(content["00-start.ipynb"], "second edition\n")
        self.assertNotIn("00-start-updated.ipynb", content)
        # Said and done once.
        self.assertNotIn("changed", self.start().stderr)
        self.assertEqual(self.content(), content)

    def test_a_third_edition_takes_the_place_of_a_second_that_was_not_touched(self):
        self.start()
        mine = self.labs / "03-fine-tuning.ipynb"
        mine.write_text("my answers\n")
        (self.course / mine.name).write_text("second edition\n")
        self.start()
        (self.course / mine.name).write_text("third edition\n")
        self.start()
        self.assertEqual(self.content()["03-fine-tuning-updated.ipynb"], "third edition\n")
        (self.labs / "03-fine-tuning-updated.ipynb").write_text("answers again\n")
        (self.course / mine.name).write_text("fourth edition\n")
        self.start()
        content = self.content()
        self.assertEqual(content["03-fine-tuning.ipynb"], "my answers\n")
        self.assertEqual(content["03-fine-tuning-updated.ipynb"], "answers again\n")
        self.assertEqual(content["03-fine-tuning-updated-2.ipynb"], "fourth edition\n")

    def test_what_was_removed_comes_back_but_not_a_second_edition(self):
        self.start()
        (self.labs / "00-start.ipynb").unlink()
        (self.labs / "03-fine-tuning.ipynb").write_text("my answers\n")
        (self.course / "03-fine-tuning.ipynb").write_text("second edition\n")
        self.start()
        self.assertIn("00-start.ipynb", self.content())
        (self.labs / "03-fine-tuning-updated.ipynb").unlink()
        self.start()
        self.assertNotIn("03-fine-tuning-updated.ipynb", self.content())

    def test_files_that_were_there_before_are_work(self):
        self.labs.mkdir()
        (self.labs / "03-fine-tuning.ipynb").write_text("copied by hand last year\n")
        (self.labs / "00-start.ipynb").symlink_to(self.top / "nowhere")
        (self.labs / "10-documents.ipynb").mkdir()
        self.start()
        self.assertEqual((self.labs / "03-fine-tuning.ipynb").read_text(), "copied by hand last year\n")
        self.assertTrue((self.labs / "00-start.ipynb").is_symlink())
        for name in ("00-start", "03-fine-tuning", "10-documents"):
            self.assertEqual((self.labs / f"{name}-updated.ipynb").read_text(), f"student's {name}.ipynb\n")

    def test_the_folder_is_the_students_choice(self):
        self.labs = self.top / "meine Übungen"
        self.start(LAB_NOTEBOOKS="meine Übungen")
        self.assertIn("03-fine-tuning.ipynb", self.content())

    def test_the_courses_own_folder_is_served_as_it_is(self):
        before = sorted(os.listdir(self.course))
        self.start(LAB_NOTEBOOKS=str(self.course))
        self.assertEqual(sorted(os.listdir(self.course)), before)
        self.assertIn(f"--notebook-dir={self.course}", self.calls("jupyter")[-1])
        self.assert_fails(self.lab("reset", "3", LAB_NOTEBOOKS=str(self.course)), "the course's own folder", "git restore")

    def test_a_folder_that_cannot_be_made(self):
        answer = self.lab("start", "--no-browser", LAB_NOTEBOOKS="/proc/labs")
        self.assert_fails(answer, "/proc/labs", "set LAB_NOTEBOOKS")

    def test_reset_keeps_the_old_one(self):
        self.start()
        mine = self.labs / "03-fine-tuning.ipynb"
        for number, (named, kept) in enumerate(
            [("3", "03-fine-tuning-kept.ipynb"), ("03-fine-tuning", "03-fine-tuning-kept-2.ipynb"), ("fine", "03-fine-tuning-kept-3.ipynb")]
        ):
            mine.write_text(f"try {number}\n")
            answer = self.lab("reset", named)
            self.assert_works(answer)
            self.assertIn(f"your 03-fine-tuning.ipynb is now {kept}", answer.stderr)
            self.assertEqual((self.labs / kept).read_text(), f"try {number}\n")
            self.assertEqual(mine.read_text(), "student's 03-fine-tuning.ipynb\n")
        self.assertEqual(self.calls("mvn")[2:], [])

    def test_reset_of_an_untouched_lab_keeps_nothing(self):
        self.start()
        self.assertIn("is as the course has it", self.lab("reset", "3").stderr)
        self.assertEqual([name for name in self.content() if "kept" in name], [])

    def test_reset_of_what_is_none(self):
        for arguments in (["33"], ["nothing"], [], [""], ["1", "2"], ["--all"], ["0"], ["../3"]):
            answer = self.lab("reset", *arguments)
            if arguments in (["0"], ["../3"]):
                self.assert_works(answer)
            else:
                self.assert_fails(answer, "reset: ", status=2)

    def test_reset_before_the_first_start(self):
        self.assert_works(self.lab("reset", "10-documents.ipynb"))
        self.assertEqual(list(self.content()), ["10-documents.ipynb"])


if __name__ == "__main__":
    unittest.main()
