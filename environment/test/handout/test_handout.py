"""A course that was handed out, as a student meets it: a zip, a folder of any name, an empty home, and its START.html."""

import html
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
LABS = ["00-start-here.ipynb", "03-fine-tuning.ipynb"]
# When to stop waiting, not how long it should take.
SECONDS = 900
KEPT = ("JAVA_HOME", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


def unpacked(archive, into):
    """The folder in a zip, as unzip makes it: with the modes of its files."""
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            file = Path(packed.extract(entry, into))
            if not entry.is_dir() and entry.external_attr >> 16:
                file.chmod(entry.external_attr >> 16 & 0o777)
    return next(into.iterdir())


class HandoutTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="lab-handout-", dir="/var/tmp", ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        cls.top = Path(folder.name)
        cls.zip = cls.top / "Kurs für Ada.zip"
        command = [str(REPOSITORY / "environment" / "lab"), "handout", str(cls.zip), "--zip", "--labs", "0,3"]
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)

    def setUp(self):
        """A student's machine: programs, what Maven has fetched before, and nothing else."""
        self.home = self.top / f"Zuhause {self._testMethodName}"
        (self.home / ".m2").mkdir(parents=True)
        for fetched in (Path.home() / ".m2").glob("*"):
            (self.home / ".m2" / fetched.name).symlink_to(fetched)
        self.course = unpacked(self.zip, self.home / "Täglich, Neues Jahr")

    def commands(self, system):
        """What the start page says to type."""
        page = (self.course / "START.html").read_text(encoding="utf-8")
        part = page.split(f"<h2>{system}</h2>")[1].split("<h2>")[0]
        return [html.unescape(each) for each in re.findall(r"<code>(.*?)</code>", part)]

    def environment(self):
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return {"HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **kept}

    def type(self, command):
        answer = subprocess.run(
            ["/bin/sh", "-c", command], cwd=self.course, env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS
        )
        self.assertEqual(answer.returncode, 0, f"{command}: {answer.stdout[-1500:]}{answer.stderr[-1500:]}")
        return answer.stdout

    def assert_serves(self, command):
        """Jupyter starts, has this course's labs and its kernel."""
        log = self.home / "start.log"
        with open(log, "wb") as said:
            process = subprocess.Popen(
                ["/bin/sh", "-c", command],
                cwd=self.course,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            end = time.monotonic() + SECONDS
            found = None
            while not found and process.poll() is None and time.monotonic() < end:
                time.sleep(0.2)
                found = re.search(r"(http://127\.0\.0\.1:\d+/)\?token=(\w+)", log.read_text(encoding="utf-8"))
            self.assertIsNotNone(found, log.read_text(encoding="utf-8")[-3000:])

            def ask(path):
                return json.load(urllib.request.urlopen(f"{found.group(1)}api/{path}?token={found.group(2)}", timeout=60))

            served = [each["name"] for each in ask("contents")["content"]]
            self.assertEqual(sorted(name for name in served if name.endswith(".ipynb")), LABS)
            kernels = ask("kernelspecs")["kernelspecs"]
            self.assertIn(str(self.course), json.dumps(kernels["java"]["spec"]["argv"], ensure_ascii=False))
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)

    def assert_runs(self, command):
        lab = self.home / "transferlab-labs" / LABS[0]
        self.type(f'{command} run "{lab}"')
        executed = json.loads((self.course / "build" / "notebooks" / LABS[0]).read_text(encoding="utf-8"))
        cells = [cell for cell in executed["cells"] if cell["cell_type"] == "code"]
        self.assertTrue(all(cell["execution_count"] for cell in cells))
        self.assertEqual([o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"], [])

    def test_linux(self):
        (start,) = self.commands("Linux")
        self.assert_serves(start)
        self.assert_runs("environment/lab")

    @unittest.skipUnless(shutil.which("java"), "there is no java in the PATH, which the page expects")
    def test_without_the_launcher(self):
        """macOS' way, which is that of Windows too; here on this system."""
        *prepare, start = self.commands("macOS")
        self.assertEqual(len(prepare), 2)
        for command in prepare:
            self.type(command)
        self.assert_serves(start)
        self.assert_runs(start.removesuffix(" start"))

    def test_the_pages_for_windows_and_macos_say_the_same(self):
        windows = [command.replace("\\", "/").replace("mvnw.cmd", "mvnw") for command in self.commands("Windows")]
        self.assertEqual(windows[:2], self.commands("macOS")[:2])


if __name__ == "__main__":
    unittest.main()
