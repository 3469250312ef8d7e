"""One course folder for many: built once by its owner, read by everybody else."""

import json
import os
import subprocess
import unittest

from fakes import LauncherTest, class_path

# Debian's "nobody": exists everywhere, owns nothing.
OTHER = 65534


class SharedTest(LauncherTest):
    """The owner has set the course up; what is typed then is typed by another who can write to none of it."""

    def setUp(self):
        super().setUp()
        self.assert_works(self.lab("setup"))
        self.other = self.top / "other's home"
        self.other.mkdir()
        self.labs = self.other / "transferlab-labs"
        if os.geteuid() == 0:
            os.chown(self.other, OTHER, OTHER)
        self.top.chmod(0o755)
        self.log.chmod(0o666)
        for program in self.bin.iterdir():
            program.is_symlink() or program.chmod(0o755)
        for folder, _, _ in os.walk(self.root):
            os.chmod(folder, 0o555)
        self.addCleanup(self.writable)

    def writable(self):
        for folder, _, _ in os.walk(self.root):
            os.chmod(folder, 0o755)

    def by_other(self, *arguments, **variables):
        identity = {"user": OTHER, "group": OTHER, "extra_groups": []} if os.geteuid() == 0 else {}
        return subprocess.run(
            ["bash", str(self.root / "environment" / "lab"), *arguments],
            env={**self.environment, "HOME": str(self.other), **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=self.other,
            timeout=60,
            **identity,
        )

    def files(self):
        return {str(path): path.stat().st_mtime_ns for path in self.root.rglob("*")}

    def test_the_labs_come_into_the_home_and_changed_ones_stay(self):
        before = self.files()
        answer = self.by_other("labs")
        self.assert_works(answer)
        self.assertEqual(answer.stdout, f"{self.labs}\n")
        mine = self.labs / "03-fine-tuning.ipynb"
        self.assertEqual(mine.read_text(), "student's 03-fine-tuning.ipynb\n")
        self.assertFalse((self.labs / "solutions").exists())
        mine.write_text("my answers\n")
        self.assert_works(self.by_other("labs"))
        self.assertEqual(mine.read_text(), "my answers\n")
        self.assert_works(self.by_other("reset", "3"))
        self.assertEqual((self.labs / "03-fine-tuning-kept.ipynb").read_text(), "my answers\n")
        self.assertEqual(self.files(), before)

    def test_commands_and_kernels_run_from_it_and_what_is_made_is_ones_own(self):
        before, built = self.files(), len(self.calls("mvn"))
        self.assert_works(self.by_other("setup"))
        self.assert_works(self.by_other("words", "nearest", "car"))
        self.assertIn("words nearest car", self.calls("java")[-1])
        self.assertEqual(len(self.calls("mvn")), built)
        own = self.other / ".transferlab" / "build" / "jupyter" / "kernels" / "java" / "kernel.json"
        self.assertIn(str(self.root / "build" / "lib" / "other.jar"), class_path(json.loads(own.read_text())))
        self.assertEqual(self.files(), before)

    def test_sources_that_are_newer_than_the_jars_are_their_owners_business(self):
        self.source.write_text("class A { int newer; }\n")
        self.assert_fails(self.by_other("setup"), "only their owner can renew them", "LAB_BUILD")
        # The labs need no jars.
        self.assert_works(self.by_other("labs"))

    def test_what_labs_takes(self):
        for arguments in (["3"], ["--all"], ["--solutions", "3"], [""]):
            self.assert_fails(self.by_other("labs", *arguments), "labs: expected", status=2)
        self.assert_works(self.by_other("labs", "--solutions"))
        self.assertTrue((self.labs / "solutions" / "03-fine-tuning.ipynb").exists())

    def test_a_home_that_takes_nothing(self):
        self.assert_fails(self.by_other("labs", LAB_DATA="/proc/data"), "cannot write to /proc/data/build")


if __name__ == "__main__":
    unittest.main()
