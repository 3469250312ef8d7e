"""A second start looks at little; what has changed is seen all the same."""

import os
import unittest

from fakes import LauncherTest

# A java that makes an archive where it is asked for one.
ARCHIVES = 'for word; do case $word in -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}" ;; esac; done'


class Starts(LauncherTest):
    def setUp(self):
        super().setUp()
        self.environment["FAKES_ARCHIVE"] = "yes"

    def builds(self):
        return len([call for call in self.calls("mvn") if "package" in call])

    def last(self):
        return self.calls("java")[-1]

    def test_a_source_that_is_another_is_built_whatever_its_time_and_size(self):
        self.assert_works(self.lab("data", "list"))
        self.assert_works(self.lab("data", "list"))
        self.assertEqual(self.builds(), 1)
        before = self.source.stat()
        self.source.write_text("class B {}\n")
        os.utime(self.source, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.assertEqual(self.source.stat().st_size, before.st_size)
        self.assert_works(self.lab("data", "list"))
        self.assertEqual(self.builds(), 2)
        self.source.unlink()
        self.assert_works(self.lab("data", "list"))
        self.assertEqual(self.builds(), 3)

    def test_another_java_in_its_place_is_seen(self):
        self.assert_works(self.lab("data", "list"))
        java = self.jdk / "bin" / "java"
        java.write_text(java.read_text().replace("17.0.15", "11.0.20"))
        self.assert_fails(self.lab("data", "list"), "missing: jdk")

    def test_a_font_that_is_gone_is_seen(self):
        self.assert_works(self.lab("data", "list"))
        self.fake("fc-list", "#!/bin/sh\n")
        self.assert_fails(self.lab("data", "list"), "fontconfig")

    def test_broken_notes_are_not_believed(self):
        self.assert_works(self.lab("data", "list"))
        notes = self.root / "build" / "noted"
        for name in os.listdir(notes):
            for text in ("", "x\n", (notes / name).read_text().splitlines()[0] + "\n", "\0" * 9):
                (notes / name).write_text(text)
                self.assert_works(self.lab("data", "list"))
        self.assertEqual(self.builds(), 1)

    def test_a_broken_or_foreign_archive_is_left_to_java(self):
        home = self.java_saying(ARCHIVES)
        self.assert_works(self.lab("data", "list", JAVA_HOME=home))
        archive = self.root / "build" / "kernel" / "commands.jsa"
        self.assertIn(f"-XX:SharedArchiveFile={archive} ", self.last())
        archive.unlink()
        self.assert_works(self.lab("data", "list", JAVA_HOME=home))
        self.assertNotIn("SharedArchiveFile", self.last())

    def test_where_no_archive_can_be_made_it_is_tried_once(self):
        for _ in range(2):
            self.assert_works(self.lab("data", "list"))
        tried = [call for call in self.calls("java") if "ArchiveClassesAtExit" in call]
        self.assertEqual(len(tried), 1)
        self.assertNotIn("SharedArchiveFile", self.last())

    def test_only_short_commands_do_without_the_better_compiler(self):
        for line, short in (("data list", True), ("words nearest car", True), ("words nearest car --vectors x", False),
                            ("fne --help", True), ("fne a b", False), ("data verify", False)):
            self.assert_works(self.lab(*line.split()))
            self.assertEqual("TieredStopAtLevel" in self.last(), short, line)


if __name__ == "__main__":
    unittest.main()
