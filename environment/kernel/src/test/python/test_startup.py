"""The archive of classes that makes the start fast."""

import os
import unittest

from kernel_case import JAVA, SILENT, Kernel, KernelCase, KernelSpecs, on_each_jdk


@on_each_jdk
class Archive(KernelCase):
    @classmethod
    def prepare(cls, java):
        """With the archive that every kernel of these tests has, and the flags of the README."""
        cls.loaded = os.path.join(KernelSpecs.folder, cls.__name__ + ".loaded")
        # Both compilers, as in a lab.
        cls.flags = ("-Xlog:class+load:file=" + cls.loaded,)

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
        flags = ("-XX:SharedArchiveFile=" + bad, *SILENT)
        kernel = Kernel(KernelSpecs.make("bad%d" % self.version, JAVA[self.version], flags))
        self.addCleanup(kernel.stop)
        self.assertEqual("2", kernel.run("1 + 1").text)


if __name__ == "__main__":
    unittest.main()
