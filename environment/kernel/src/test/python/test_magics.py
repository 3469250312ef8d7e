"""Magics, and the percent signs that are none."""

import json
import os
import subprocess
import unittest
import zipfile

from kernel_case import QUICK, KernelCase, KernelSpecs, on_each_jdk


class JarCase(KernelCase):
    """With some small jars to add."""

    @classmethod
    def prepare(cls, java):
        cls.root = os.path.join(KernelSpecs.folder, cls.__name__)
        os.makedirs(os.path.join(cls.root, "jars"), exist_ok=True)
        cls.javac = os.path.join(os.path.dirname(java), "javac")
        cls.compile("one", "two", "three", "four")
        cls.jar("one", "jars/one.jar")
        cls.jar("two", "jars/two.jar")
        cls.jar("three", "three.jar")

    @classmethod
    def compile(cls, *names):
        """For each name a class name.Thing, whose NAME is the name."""
        sources = [os.path.join(cls.root, "classes", name, "Thing.java") for name in names]
        for name, source in zip(names, sources):
            os.makedirs(os.path.dirname(source), exist_ok=True)
            with open(source, "w") as out:
                out.write('package %s; public class Thing { public static String NAME = "%s"; }' % (name, name))
        subprocess.run([cls.javac, "-J" + QUICK, "-d", os.path.join(cls.root, "classes"), *sources], check=True)

    @classmethod
    def jar(cls, name, path):
        """A jar with one of these classes."""
        with zipfile.ZipFile(os.path.join(cls.root, path), "w") as out:
            out.write(os.path.join(cls.root, "classes", name, "Thing.class"), name + "/Thing.class")
        return os.path.join(cls.root, path)


@on_each_jdk
class Magics(JarCase):
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


@on_each_jdk
class Maven(JarCase):
    """Resolution from a repository on disk, with a local repository and settings of its own."""

    @classmethod
    def prepare(cls, java):
        super().prepare(java)
        cls.repository = os.path.join(cls.root, "repository")
        cls.deploy("lib", "1.0", "two")
        cls.deploy("base", "1.0", "one")
        cls.deploy("app", "1.0", "three", "lib", "base")
        home = os.path.join(cls.root, "home")
        os.makedirs(home, exist_ok=True)
        cls.flags = ("-Duser.home=" + home, QUICK)

    @classmethod
    def deploy(cls, artifact, version, name, *needs):
        folder = os.path.join(cls.repository, "org", "example", artifact, version)
        os.makedirs(folder, exist_ok=True)
        cls.jar(name, os.path.relpath(os.path.join(folder, "%s-%s.jar" % (artifact, version)), cls.root))
        needed = "".join(
            "<dependency><groupId>org.example</groupId><artifactId>%s</artifactId>"
            "<version>1.0</version></dependency>" % need
            for need in needs
        )
        with open(os.path.join(folder, "%s-%s.pom" % (artifact, version)), "w") as out:
            out.write(
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>"
                "<artifactId>%s</artifactId><version>%s</version><dependencies>%s</dependencies></project>"
                % (artifact, version, needed)
            )

    def repo(self):
        return "file://" + self.repository

    def test_maven(self):
        self.ok("%%mavenRepo here %s\n%%maven org.example:app:1.0" % self.repo())
        names = "three.Thing.NAME + two.Thing.NAME + one.Thing.NAME"
        reply = self.ok(names)
        self.assertEqual("threetwoone", reply.text)
        self.assertEqual("", reply.stderr + reply.stdout)

    def test_aliases(self):
        self.ok("%%addMavenRepo here %s" % self.repo())
        self.ok("List<String> jars = %addMavenDependencies org.example:base:1.0")
        self.assertIn("base-1.0.jar", self.ok("jars.get(0)").text)

    def test_missing_artifact(self):
        self.ok("%%mavenRepo central file:///nowhere\n%%mavenRepo here %s" % self.repo())
        reply = self.error("%maven org.example:absent:1.0")
        self.assertEqual("MavenError", reply.content["ename"])
        self.assertIn("org.example:absent", reply.content["evalue"])
        self.assertIn("nonsense", self.error("%maven nonsense").content["evalue"])

    def test_pom_fragment(self):
        self.ok(
            "%%%%loadFromPOM\n<repository><id>here</id><url>%s</url></repository>\n"
            "<dependency>\n  <groupId>org.example</groupId>\n  <artifactId>app</artifactId>\n"
            "  <version>1.0</version>\n</dependency>" % self.repo()
        )
        self.assertEqual("three", self.ok("three.Thing.NAME").text)

    def test_pom_file(self):
        path = os.path.join(self.root, "project.xml")
        with open(path, "w") as out:
            out.write(
                "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>b</artifactId>"
                "<version>1</version><properties><v>1.0</v></properties><repositories><repository>"
                "<id>here</id><url>%s</url></repository></repositories><dependencies><dependency>"
                "<groupId>org.example</groupId><artifactId>lib</artifactId><version>${v}</version>"
                "</dependency></dependencies></project>" % self.repo()
            )
        self.ok("%%loadFromPOM %s" % path)
        self.assertEqual("two", self.ok("two.Thing.NAME").text)


if __name__ == "__main__":
    unittest.main()
