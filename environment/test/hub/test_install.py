"""What install.py makes of a kernelspec, and whose folders it refuses."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

JUPYTERHUB = Path(__file__).resolve().parents[2] / "jupyterhub"
sys.path.insert(0, str(JUPYTERHUB))

import install  # noqa: E402


class InstallTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir="/var/tmp")
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        self.top.chmod(0o755)

    def test_nothing_of_one_person_stays_in_the_kernelspec(self):
        spec = self.top / "kernel.json"
        spec.write_text(
            json.dumps(
                {
                    "argv": ["java", "-Xmx2g", "-Duser.home=/root/x", "-cp", "a.jar", "io.transferlab.kernel.Main", "{connection_file}"],
                    "env": {"LAB_DATA": "/root/.transferlab", "LAB_DATA_PATH": "/data", "OMP_NUM_THREADS": "2"},
                    "display_name": "Größe",
                }
            )
        )
        install.share(spec, Path("/course/build/native"))
        made = json.loads(spec.read_text())
        self.assertEqual(made["env"], {"LAB_DATA_PATH": "/data", "OMP_NUM_THREADS": "2"})
        self.assertNotIn("/root", spec.read_text())
        self.assertEqual(made["argv"][0], "java")
        self.assertIn("-Djava.library.path=/course/build/native", made["argv"])
        self.assertEqual(made["argv"][-4:], ["-cp", "a.jar", "io.transferlab.kernel.Main", "{connection_file}"])
        self.assertEqual([each.name for each in self.top.iterdir()], ["kernel.json"])

    def test_folders_that_others_cannot_pass_are_named(self):
        closed, inside = self.top / "closed", self.top / "closed" / "course"
        inside.mkdir(parents=True)
        self.assertIsNone(install.closed_to_others(inside))
        closed.chmod(0o750)
        self.assertEqual(install.closed_to_others(self.top, inside), closed)
        closed.chmod(0o755)
        inside.chmod(0o751)
        self.assertEqual(install.closed_to_others(inside), inside)
        self.assertEqual(install.closed_to_others(self.top / "nowhere"), self.top / "nowhere")

    def test_one_line_says_what_is_wrong(self):
        answer = subprocess.run([str(JUPYTERHUB / "install.py"), "--data", str(self.top / "nowhere")], capture_output=True, text=True)
        self.assertEqual(answer.returncode, 1)
        self.assertRegex(answer.stderr, r"^install: expected a course and data that everybody can read.*\n$")


if __name__ == "__main__":
    unittest.main()
