"""`kernel install` and `kernel path`: what the launcher hands to lab-kernel.jar, and what that writes. The rules for
kernels of other makes are tested in environment/kernel (InstallationTest)."""

import json
import unittest

from fakes import LauncherTest, class_path

FOREIGN = '{"argv": ["java", "-jar", "ijava.jar"]}'
OURS = '{"argv": ["java", "io.transferlab.kernel.Main"]}'

JUPYTER = """#!/bin/sh
echo "jupyter $*" >>"$FAKES_LOG"
[ "$*" != "--paths --json" ] || echo '{{"config": ["/etc/jupyter"], "data": ["{user}", "{system}"], "runtime": ["/run"]}}'
"""


class OtherKernelsTest(LauncherTest):
    def setUp(self):
        super().setUp()
        self.user = self.home / "data of mine"
        self.environment["JUPYTER_DATA_DIR"] = str(self.user)
        self.system = self.top / "share" / "jupyter"
        self.fake("jupyter", JUPYTER.format(user=self.user, system=self.system))

    def kernel(self, data, name, text=FOREIGN):
        folder = data / "kernels" / name
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(text)
        return folder

    def spec(self, data, name="java"):
        return json.loads((data / "kernels" / name / "kernel.json").read_text())

    def test_it_is_the_kernel_of_this_machine_with_the_persons_data(self):
        self.assert_works(self.lab("kernel", "install", "--user", LAB_HEAP="3g", LAB_DATA="~/data"))
        spec = self.spec(self.user)
        self.assertEqual(spec["argv"][0], str(self.jdk / "bin" / "java"))
        self.assertIn("-Xmx3g", spec["argv"])
        self.assertEqual(spec["env"]["LAB_DATA"], f"{self.home}/data")
        self.assertEqual(class_path(spec)[0], str(self.root / "build/kernel/lab-kernel.jar"))
        self.assert_works(self.lab("kernel", "install", "--heap", "1500m", LAB_HEAP="3g"))
        spec = self.spec(self.user)
        self.assertIn("-Xmx1500m", spec["argv"])
        self.assertNotIn("-Xmx3g", spec["argv"])

    def test_another_kernel_of_this_name_is_refused(self):
        self.kernel(self.user, "java")
        for name in ("java", "Java", "JAVA"):
            answer = self.lab("kernel", "install", "--user", "--name", name)
            self.assert_fails(answer, "another kernel named java", "--name NAME", "--replace")
        self.assertEqual(self.spec(self.user), json.loads(FOREIGN))
        self.assert_works(self.lab("kernel", "install", "--user", "--replace"))
        self.assertIn("io.transferlab.kernel.Main", self.spec(self.user)["argv"])

    def test_another_behind_ours_is_found_where_jupyter_looks(self):
        self.kernel(self.user, "java", OURS)
        foreign = self.kernel(self.system, "java")
        self.assert_fails(self.lab("kernel", "install", "--sys-prefix"), "another kernel named java", str(foreign))

    def test_the_environment_that_jupyter_is_of(self):
        self.assert_works(self.lab("kernel", "install", "--sys-prefix", "--name=Lab-Java"))
        self.assertIn("io.transferlab.kernel.Main", self.spec(self.system, "lab-java")["argv"])

    def test_below_a_prefix_that_jupyter_does_not_search(self):
        below = self.top / "my env" / "share" / "jupyter"
        foreign = self.kernel(below, "java")
        for option in (["--prefix", "my env"], ["--prefix=my env"], ["--prefix", str(self.top / "my env")]):
            self.assert_fails(self.lab("kernel", "install", *option), "another kernel named java", str(foreign))
        self.assert_works(self.lab("kernel", "install", "--prefix", "my env", "--name", "other"))
        self.assertIn("io.transferlab.kernel.Main", self.spec(below, "other")["argv"])

    def test_a_data_folder_that_takes_no_more_is_no_failure(self):
        self.user.mkdir(parents=True)
        (self.user / "labextensions").write_text("a file in the place of the folder")
        answer = self.lab("kernel", "install", "--user")
        self.assert_works(answer)
        self.assertIn("alternative texts could not be added", answer.stderr)

    def test_names_that_jupyter_refuses(self):
        self.assert_works(self.lab("setup"))
        for name in (" ", "my kernel", "../java", "-java", "Größe", "java\n"):
            answer = self.lab("kernel", "install", "--user", "--name", name)
            self.assert_fails(answer, "expected a name of letters", status=2)
        for option in (["--prefix"], ["--prefix="], ["--prefix", ""]):
            self.assert_fails(self.lab("kernel", "install", *option), "expected a folder after --prefix", status=2)
        self.assertFalse(self.user.exists())

    def test_everybody_can_read_it_whatever_the_umask(self):
        self.assert_works(self.lab("kernel", "install", before="umask 077"))
        spec = self.user / "kernels" / "java"
        self.assertEqual(spec.stat().st_mode & 0o777, 0o755)
        for name in ("kernel.json", "class-path.args"):
            self.assertEqual((spec / name).stat().st_mode & 0o777, 0o644)
        for jar in ("lib/other.jar", "kernel/lab-kernel.jar"):
            self.assertEqual((self.root / "build" / jar).stat().st_mode & 0o044, 0o044, jar)
        self.assertEqual((self.root / "build" / "lib").stat().st_mode & 0o055, 0o055)

    def test_it_names_the_locale_and_the_data_for_jupyters_that_run_without(self):
        self.assert_works(self.lab("kernel", "path", LAB_DATA="~/lab", LC_ALL="C"))
        self.assertEqual(self.spec(self.root / "build/jupyter-path")["env"]["LAB_DATA"], f"{self.home}/lab")

    def test_it_is_written_again_only_when_something_has_changed(self):
        self.assert_works(self.lab("setup"))
        file = self.root / "build/jupyter/kernels/java/kernel.json"
        written = file.stat().st_ino
        self.assert_works(self.lab("data", "list"))
        self.assert_works(self.lab("setup"))
        self.assertEqual(file.stat().st_ino, written)
        self.assert_works(self.lab("setup", LAB_HEAP="3g"))
        self.assertIn("-Xmx3g", json.loads(file.read_text())["argv"])


if __name__ == "__main__":
    unittest.main()
