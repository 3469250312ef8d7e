"""lab-kernel.jar on a machine with a JDK and Jupyter and nothing else: no shell, no Maven, a PATH with java alone, the
course in a folder with spaces and letters that are not English. And what of it is for Windows, as far as its text goes."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from fakes import REPOSITORY, class_path, real_java

try:
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import KernelManager
except ImportError:
    KernelManager = None

# What `mvnw package` leaves, as far as lab-kernel.jar needs it.
BUILT = (
    "environment/kernel/target/lab-kernel.jar",
    "lab-support/target/class-path.txt",
    "lab-support/target/lab-support-*.jar",
    "environment/commands/target/lab-commands-*.jar",
    "environment/commands/target/lib/*.jar",
    "environment/jupyter/labextensions/transferlab-alt/**/*",
    "notebooks/0*.ipynb",
)
SECONDS = 120


def is_built():
    return all(next(REPOSITORY.glob(pattern), None) for pattern in BUILT)


@unittest.skipUnless(is_built(), "the course is not packaged in its own folder (mvnw package)")
class WithoutShellTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="lab-without-shell-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.top = Path(cls.folder.name).resolve()
        cls.root = cls.top / "Übungen für mich" / "mein Kurs (é)"
        for pattern in BUILT:
            for file in REPOSITORY.glob(pattern):
                if file.is_file():
                    target = cls.root / file.relative_to(REPOSITORY)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(file, target)
        cls.home = cls.top / "home of Zoë"
        cls.home.mkdir()
        programs = cls.top / "bin"
        programs.mkdir()
        (programs / "java").symlink_to(real_java()[0])
        cls.environment = {"PATH": str(programs), "HOME": str(cls.home), "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"}

    def lab(self, *words, **variables):
        return subprocess.run(
            ["java", "-jar", str(self.root / "environment/kernel/target/lab-kernel.jar"), *words],
            env={**self.environment, **variables}, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
            cwd=self.top, timeout=SECONDS,
        )

    def assert_works(self, answer):
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)

    @unittest.skipUnless(KernelManager, "there is no jupyter_client")
    def test_the_kernel_is_installed_and_runs_a_cell(self):
        prefix = self.top / "meine Umgebung"
        self.assert_works(self.lab("install", "--prefix", str(prefix), "--heap", "900m"))
        kernels = prefix / "share" / "jupyter" / "kernels"
        self.assertEqual([each.name for each in kernels.iterdir()], ["java"])
        spec = json.loads((kernels / "java" / "kernel.json").read_text(encoding="utf-8"))
        self.assertIn("-Xmx900m", spec["argv"])
        self.assertEqual(class_path(spec)[0], str(self.root / "environment/kernel/target/lab-kernel.jar"))
        self.assertTrue((self.root / "environment/kernel/target/lab.jsa").exists(), "the archive of classes")
        self.assertTrue((prefix / "share/jupyter/labextensions/transferlab-alt/static/alt.js").exists())
        manager = KernelManager(kernel_name="java", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(kernels)]))
        # Of this process' environment nothing but what a Jupyter on such a machine would have.
        manager.start_kernel(env=dict(self.environment))
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=SECONDS)
            shown = []
            client.execute_interactive(
                "org.nd4j.linalg.factory.Nd4j.ones(2, 3).sumNumber().intValue() + \" ü\"", timeout=SECONDS,
                output_hook=lambda message: shown.append(message["content"]),
            )
            self.assertIn({"text/plain": "6 ü"}, [each.get("data") for each in shown])
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)

    def test_another_kernel_is_not_written_over(self):
        data = self.top / "data of another"
        foreign = data / "kernels/java/kernel.json"
        foreign.parent.mkdir(parents=True)
        foreign.write_text("{}")
        answer = self.lab("kernel", "install", JUPYTER_DATA_DIR=str(data))
        self.assertEqual((answer.returncode, foreign.read_text()), (1, "{}"), answer.stderr)
        self.assertRegex(answer.stderr, r"\Alab: kernel install: another kernel named java is in .*--replace\n\Z")

    def test_the_doctor_tells_what_is_there_and_what_is_not(self):
        answer = self.lab("doctor", "--json", JUPYTER_DATA_DIR=str(self.top / "nothing"))
        found = json.loads(answer.stdout)
        self.assertEqual(answer.returncode, 1)
        status = {key: each["status"] for key, each in found.items() if key != "ok"}
        self.assertEqual({key for key, each in status.items() if each == "missing"}, {"jupyter", "kernelspec"}, found)
        self.assertTrue({"jdk", "memory", "build", "natives", "nd4j"} <= set(status), status)

    def test_commands_of_the_course(self):
        answer = self.lab("notebooks", "check")
        self.assertIn(answer.returncode, (0, 1), answer.stderr)  # not the whole course was copied
        self.assertIn("notebooks", answer.stdout + answer.stderr)
        wrong = self.lab("fine-tune", "--no-such-option")
        self.assertEqual(wrong.returncode, 2, wrong.stderr)

    def test_the_labs_of_a_person(self):
        labs = self.home / "transferlab-labs"
        for said in ("is fresh", "is as the course has it"):
            answer = self.lab("reset", "3")
            self.assert_works(answer)
            self.assertIn(said, answer.stderr)
        self.assertEqual([each.name for each in labs.glob("*.ipynb")], ["03-fine-tuning.ipynb"])
        answer = self.lab("start")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("there is no jupyter on the PATH", answer.stderr)


class WindowsTest(unittest.TestCase):
    """Not run by Windows: its text."""

    def setUp(self):
        self.bytes = (REPOSITORY / "environment/lab.cmd").read_bytes()
        self.lines = self.bytes.decode("ascii").replace("\r\n", "\n").splitlines()

    def test_lines_end_as_cmd_wants_them(self):
        attributes = (REPOSITORY / ".gitattributes").read_text()
        self.assertRegex(attributes, r"(?m)^\*\.cmd text eol=crlf$")
        for name in ("environment/lab.cmd", "mvnw.cmd"):
            content = (REPOSITORY / name).read_bytes()
            self.assertEqual(content.count(b"\n"), content.count(b"\r\n"), name)

    def test_names_with_spaces_and_brackets_stay_whole(self):
        text = "\n".join(self.lines)
        self.assertIn('set "LAB_JAR=%~dp0kernel\\target\\lab-kernel.jar"', text)
        for line in self.lines:
            for variable in re.findall(r"%(LAB_JAR|LAB_JAVA|JAVA_HOME|~dp0)", line):
                self.assertRegex(line, rf'"[^"]*%{re.escape(variable)}[^"]*"', "between quotes")
            # A bracket in %~dp0 would end a block.
            self.assertFalse(line.rstrip().endswith("("), line)

    def test_nothing_of_another_shell(self):
        for line in self.lines:
            self.assertNotRegex(line, r"\$|`|\[ |/dev/null|(?<![\w.])export ")
        labels = {line[1:] for line in self.lines if line.startswith(":")}
        self.assertEqual({each for line in self.lines for each in re.findall(r"goto :(\w+)", line)}, labels)
        self.assertIn("exit /b %ERRORLEVEL%", self.lines)

    def test_the_wrapper_of_maven_fetches_what_was_checked(self):
        properties = dict(
            line.split("=", 1) for line in (REPOSITORY / ".mvn/wrapper/maven-wrapper.properties").read_text().splitlines() if "=" in line
        )
        self.assertEqual(properties["distributionType"], "only-script")
        self.assertRegex(properties["distributionUrl"], r"^https://repo\.maven\.apache\.org/maven2/org/apache/maven/")
        self.assertRegex(properties["distributionSha256Sum"], r"^[0-9a-f]{64}$")
        self.assertTrue(os.access(REPOSITORY / "mvnw", os.X_OK))


if __name__ == "__main__":
    unittest.main()
