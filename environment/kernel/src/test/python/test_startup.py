"""The archive of classes that makes the start fast."""

import os
import subprocess
import unittest

from kernel_case import JAVA, Kernel, KernelCase, KernelSpecs, class_path, on_each_jdk


@on_each_jdk
class Archive(KernelCase):
    @classmethod
    def prepare(cls, java):
        """Makes the archive with the command of the README."""
        cls.archive = os.path.join(KernelSpecs.folder, cls.__name__ + ".jsa")
        made = subprocess.run(
            [java, "-Djava.awt.headless=true", "-XX:ArchiveClassesAtExit=" + cls.archive,
             "-Xlog:disable", "-Xlog:all=error:stderr",
             "-cp", class_path(), "io.transferlab.kernel.Main", "--warm-up"],
            capture_output=True, text=True, timeout=180,
            env={**os.environ, "LAB_KERNEL_LOG": KernelSpecs.log},
        )
        assert made.returncode == 0, made.stderr
        cls.loaded = os.path.join(KernelSpecs.folder, cls.__name__ + ".loaded")
        cls.flags = (
            "-XX:SharedArchiveFile=" + cls.archive,
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Xlog:class+load:file=" + cls.loaded,
        )

    def test_classes_come_from_the_archive(self):
        self.assertEqual("2", self.ok("1 + 1").text)
        with open(self.loaded) as file:
            lines = file.read().splitlines()
        for name in ("io.transferlab.kernel.Kernel ", "jdk.jshell.JShell ", "com.sun.tools.javac.comp.Attr "):
            line = next(entry for entry in lines if name in entry)
            self.assertIn("shared objects file", line)

    def test_an_archive_that_does_not_fit_does_no_harm(self):
        bad = os.path.join(KernelSpecs.folder, "bad.jsa")
        with open(bad, "w") as out:
            out.write("no archive")
        flags = ("-XX:SharedArchiveFile=" + bad, "-Xlog:disable", "-Xlog:all=error:stderr")
        kernel = Kernel(KernelSpecs.make("bad%d" % self.version, JAVA[self.version], flags))
        self.addCleanup(kernel.stop)
        self.assertEqual("2", kernel.run("1 + 1").text)


if __name__ == "__main__":
    unittest.main()
