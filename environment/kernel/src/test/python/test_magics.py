"""Magics, and the percent signs that are none."""

import json
import os
import subprocess
import unittest
import zipfile

from kernel_case import KernelCase, KernelSpecs, on_each_jdk


@on_each_jdk
class Magics(KernelCase):
    @classmethod
    def prepare(cls, java):
        cls.root = os.path.join(KernelSpecs.folder, cls.__name__)
        os.makedirs(os.path.join(cls.root, "jars"), exist_ok=True)
        cls.javac = os.path.join(os.path.dirname(java), "javac")
        cls.jar("one", "jars/one.jar")
        cls.jar("two", "jars/two.jar")
        cls.jar("three", "three.jar")

    @classmethod
    def jar(cls, name, path):
        """A jar with one class, name.Thing, whose NAME is the name."""
        folder = os.path.join(cls.root, "classes")
        source = os.path.join(folder, name, "Thing.java")
        os.makedirs(os.path.dirname(source), exist_ok=True)
        with open(source, "w") as out:
            out.write('package %s; public class Thing { public static String NAME = "%s"; }' % (name, name))
        subprocess.run([cls.javac, "-d", folder, source], check=True)
        with zipfile.ZipFile(os.path.join(cls.root, path), "w") as out:
            out.write(os.path.join(folder, name, "Thing.class"), name + "/Thing.class")
        return os.path.join(cls.root, path)

    def test_percent_in_java_is_no_magic(self):
        self.assertEqual("1", self.ok("int a = 7, b = 3;\nint c = a\n%b;\nc").text)
        self.assertEqual("1", self.ok("int d = (a\n  %b);\nd").text)
        self.assertEqual("%time x\n", self.ok('String t = """\n%time x\n""";\nt').text)
        self.ok("/*\n%time\n*/ int e = 1;\n// %jars nothing\n")
        self.assertEqual("50%", self.ok('String.format("%d%%", 50)').text)
        self.assertEqual("1", self.ok("a %= b;\na").text)

    def test_jars(self):
        self.ok("%%jars %s/jars/*.jar\n" % self.root)
        self.assertEqual("one two", self.ok('one.Thing.NAME + " " + two.Thing.NAME').text)

    def test_magic_with_a_result(self):
        reply = self.ok("List<String> added = %%jars %s/jars/one.jar\nadded.size()" % self.root)
        self.assertEqual("1", reply.text)

    def test_classpath_and_code_in_one_cell(self):
        reply = self.ok('%%classpath "%s/three.jar"\nthree.Thing.NAME' % self.root)
        self.assertEqual("three", reply.text)

    def test_missing_jar(self):
        self.assertIn("nothing.jar", self.error("%jars /nowhere/nothing.jar").content["evalue"])
        self.assertIn("/nowhere", self.error("%jars /nowhere/*.jar").content["evalue"])

    def test_load_of_source(self):
        path = os.path.join(self.root, "library.jshell")
        with open(path, "w") as out:
            out.write("int fromLibrary = 12;\nint twiceLibrary() { return 2 * fromLibrary; }\n")
        self.assertEqual("24", self.ok("%%load %s\ntwiceLibrary()" % path).text)

    def test_load_of_a_notebook(self):
        path = os.path.join(self.root, "other.ipynb")
        cells = [
            {"cell_type": "markdown", "source": "no code", "metadata": {}},
            {"cell_type": "code", "source": ["int fromOther =", " 5;"], "metadata": {}, "outputs": []},
        ]
        with open(path, "w") as out:
            json.dump({"cells": cells, "nbformat": 4, "nbformat_minor": 4, "metadata": {}}, out)
        self.assertEqual("5", self.ok("%%load %s\nfromOther" % path).text)

    def test_time(self):
        reply = self.ok("%time 20 + 1")
        self.assertEqual("21", reply.text)
        self.assertRegex(reply.stdout, r"Wall time: [\d.]+ m?s")
        reply = self.ok("%%time\nint timed = 2;\ntimed + 1")
        self.assertEqual("3", reply.text)
        self.assertIn("Wall time", reply.stdout)
        self.assertIn("line 3", self.error("%%time\nint t0 = 0;\n1 / t0").traceback)

    def test_unknown(self):
        self.assertIn("%nonsense", self.error("%nonsense a b").content["evalue"])
        self.assertIn("%%nonsense", self.error("%%nonsense\nbody").content["evalue"])

    def test_calls_by_name(self):
        self.ok('List<String> l = lineMagic("jars", List.of("%s/jars/one.jar"));' % self.root)
        self.assertEqual("3", self.ok('(int) cellMagic("time", List.of(), "1 + 2")').text)

    def test_own_magics(self):
        self.ok(
            'getKernelInstance().getMagics().registerLineMagic("shout", args -> args.get(0).toUpperCase());\n'
            'getKernelInstance().getMagics().registerCellMagic("count", (args, body) -> body.length());'
        )
        self.assertEqual("HELLO THERE", self.ok('%shout "hello there"').text)
        self.assertEqual("ABC", self.ok("String s = %shout abc\ns").text)
        self.assertEqual("4", self.ok("%%count\nbody").text)

    def test_add_to_classpath_by_the_kernel(self):
        jar = self.jar("four", "four.jar")
        self.ok('getKernelInstance().addToClasspath("%s");' % jar)
        self.assertEqual("four", self.ok("four.Thing.NAME").text)


if __name__ == "__main__":
    unittest.main()
