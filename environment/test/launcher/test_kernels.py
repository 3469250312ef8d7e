"""`kernel install` beside kernels of other makes: Jupyter removes what it installs over."""

import json
import unittest

from fakes import LauncherTest

FOREIGN = '{"argv": ["java", "-jar", "ijava.jar"]}'
OURS = '{"argv": ["java", "io.transferlab.kernel.Main"]}'

JUPYTER = """#!/bin/sh
echo "jupyter $*" >>"$FAKES_LOG"
echo "umask $(umask)" >>"$FAKES_LOG"
case "$*" in
  *" --user "*) echo "[InstallKernelSpec] Installed kernelspec java in {user}/kernels/java" >&2 ;;
  *--paths*) printf 'config:\\n    /etc/jupyter\\ndata:\\n    %s\\n    %s\\nruntime:\\n    /run\\n' "{user}" "{system}" ;;
esac
"""


class OtherKernelsTest(LauncherTest):
    def setUp(self):
        super().setUp()
        self.user = self.home / "data of mine"
        self.system = self.top / "share" / "jupyter"
        self.fake("jupyter", JUPYTER.format(user=self.user, system=self.system))

    def kernel(self, data, name, text=FOREIGN):
        folder = data / "kernels" / name
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(text)
        return folder

    def installed(self):
        return [call for call in self.calls("jupyter") if "kernelspec install" in call]

    def test_the_name_of_another_is_refused_in_any_case_of_letters(self):
        self.kernel(self.user, "java")
        for name in ("java", "Java", "JAVA"):
            answer = self.lab("kernel", "install", "--user", "--name", name)
            self.assert_fails(answer, "another kernel named java", "--name NAME", "--replace")
        self.assertEqual(self.installed(), [])

    def test_another_whose_folder_has_capitals_is_refused_and_even_replacing_would_leave_two(self):
        self.kernel(self.user, "Java")
        self.assert_fails(self.lab("kernel", "install", "--user"), "another kernel named Java")
        self.assert_fails(self.lab("kernel", "install", "--user", "--replace"), "same name", "remove that folder")
        self.assertEqual(self.installed(), [])

    def test_replacing_is_possible_when_asked_for(self):
        self.kernel(self.user, "java")
        self.assert_works(self.lab("kernel", "install", "--user", "--replace"))
        self.assertIn("kernelspec install --user --name java", self.installed()[-1])

    def test_ours_is_installed_over_and_names_are_small_letters(self):
        self.kernel(self.user, "lab-java", OURS)
        self.assert_works(self.lab("kernel", "install", "--user", "--name=Lab-Java"))
        self.assertIn("--name lab-java ", self.installed()[-1])

    def test_another_behind_ours_is_found(self):
        self.kernel(self.user, "java", OURS)
        foreign = self.kernel(self.system, "java")
        self.assert_fails(self.lab("kernel", "install", "--sys-prefix"), "another kernel named java", str(foreign))

    def test_another_below_a_prefix_that_jupyter_does_not_search(self):
        foreign = self.kernel(self.top / "my env" / "share" / "jupyter", "java")
        for option in (["--prefix", "my env"], ["--prefix=my env"], ["--prefix", str(self.top / "my env")]):
            self.assert_fails(self.lab("kernel", "install", *option), "another kernel named java", str(foreign))
        self.assert_works(self.lab("kernel", "install", "--prefix", "my env", "--name", "other"))
        self.assertIn(f"--prefix={self.top}/my env --name other", self.installed()[-1])

    def test_jupyterlab_gets_the_figures_words_beside_the_kernel(self):
        script = self.user / "labextensions" / "transferlab-alt" / "static" / "alt.js"
        for _ in range(2):  # the second time over the first
            self.assert_works(self.lab("kernel", "install", "--user"))
            self.assertIn("_JUPYTERLAB", script.read_text())
            self.assertEqual(json.loads((script.parents[1] / "package.json").read_text())["name"], "transferlab-alt")
            script.write_text("_JUPYTERLAB of an older edition")
        self.assertEqual([each.name for each in script.parents[2].iterdir()], ["transferlab-alt"])

    def test_a_data_folder_that_takes_no_more_is_no_failure(self):
        (self.user).mkdir(parents=True)
        (self.user / "labextensions").write_text("a file in the place of the folder")
        answer = self.lab("kernel", "install", "--user")
        self.assert_works(answer)
        self.assertIn("alternative texts could not be added", answer.stdout + answer.stderr)

    def test_a_folder_that_is_a_link(self):
        for text in (FOREIGN, OURS):
            target = self.kernel(self.top / f"elsewhere-{len(text)}", "java", text)
            link = self.user / "kernels" / "java"
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(target)
            self.assert_fails(self.lab("kernel", "install", "--user", "--replace"), "is a link", "remove it")
            link.unlink()
            self.assertTrue((target / "kernel.json").exists())

    def test_a_folder_without_a_kernelspec_is_somebody_elses_too(self):
        (self.user / "kernels" / "java").mkdir(parents=True)
        self.assert_fails(self.lab("kernel", "install", "--user"), "another kernel named java")

    def test_names_that_jupyter_refuses_are_named_before_anything_is_built(self):
        for name in ("", " ", "my kernel", "a/b", "../java", ".", "..", "-java", "Größe", "java\n", "java;", "ıjava"):
            answer = self.lab("kernel", "install", "--user", "--name", name)
            self.assert_fails(answer, "expected a name of letters", status=2)
        self.assert_fails(self.lab("kernel", "install", "--name"), "expected a name of letters", status=2)
        self.assertEqual(self.calls("mvn") + self.installed(), [])

    def test_no_folder_after_prefix(self):
        for option in (["--prefix"], ["--prefix="], ["--prefix", ""]):
            self.assert_fails(self.lab("kernel", "install", *option), "expected a folder after --prefix", status=2)

    def test_everybody_can_read_it_whatever_the_umask(self):
        self.assert_works(self.lab("kernel", "install", before="umask 077"))
        spec = self.root / "build/jupyter-path/kernels/java"
        self.assertEqual(spec.stat().st_mode & 0o777, 0o755)
        self.assertEqual((spec / "kernel.json").stat().st_mode & 0o777, 0o644)
        self.assertEqual(self.calls("umask")[-1], "umask 0022")
        for jar in ("lib/other.jar", "kernel/lab-kernel.jar"):
            self.assertEqual((self.root / "build" / jar).stat().st_mode & 0o044, 0o044, jar)
        self.assertEqual((self.root / "build" / "lib").stat().st_mode & 0o055, 0o055)

    def test_it_names_the_locale_and_the_data_for_jupyters_that_run_without(self):
        self.assert_works(self.lab("kernel", "path", LAB_DATA="~/lab", LC_ALL="C"))
        spec = json.loads((self.root / "build/jupyter-path/kernels/java/kernel.json").read_text())
        self.assertEqual(spec["env"]["LAB_DATA"], f"{self.home}/lab")


if __name__ == "__main__":
    unittest.main()
