"""The images' files: structure always; the Dockerfile's and Binder's steps in a bare Debian 12 where root can."""

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

from image import Image, ImageError, instructions

REPOSITORY = Path(__file__).resolve().parents[3]
DOCKERFILE = REPOSITORY / "environment" / "docker" / "Dockerfile"
IGNORED = [line for line in DOCKERFILE.with_name("Dockerfile.dockerignore").read_text().splitlines() if line and not line.startswith("#")]


class FilesTest(unittest.TestCase):
    def test_the_interpreter_reads_as_docker_does(self):
        text = '# first\nFROM x\nRUN a && \\\n    # between\n    b\nENV A=1 B="two words"\n'
        self.assertEqual(instructions(text), [("FROM", "x"), ("RUN", "a && b"), ("ENV", 'A=1 B="two words"')])
        image = Image(Path("/nowhere"), REPOSITORY, IGNORED)
        image.do_arg("N=1")
        image.do_env('A=${N}2 B="two words"')
        self.assertEqual(image.environment, {"A": "12", "B": "two words"})
        for unknown in ("ADD a b", "ONBUILD RUN x", "FROM alpine", "COPY a b c"):
            with self.assertRaises(ImageError, msg=unknown):
                image.build(unknown)
        with self.assertRaises(ImageError):
            instructions("RUN a \\\n")

    def test_what_is_not_copied(self):
        image = Image(Path("/nowhere"), REPOSITORY, IGNORED)
        for path in (".git", "build", "lab-support/target", "environment/test/hub", "environment/spark/target", "environment/lib/__pycache__"):
            self.assertTrue(image.is_ignored(Path(path)), path)
        for path in ("pom.xml", ".mvn", "environment/lab", "notebooks/images/x.png", "lab-support/src/main/java"):
            self.assertFalse(image.is_ignored(Path(path)), path)

    def test_the_image_ends_as_an_ordinary_user(self):
        users = [argument for name, argument in instructions(DOCKERFILE.read_text()) if name == "USER"]
        self.assertEqual(users, ["student"])

    def test_programs_come_before_sources_and_sources_before_labs(self):
        steps = [f"{name} {argument}" for name, argument in instructions(DOCKERFILE.read_text())]
        places = [next(n for n, step in enumerate(steps) if part in step) for part in ("apt-get", "lab-support", "lab setup", "notebooks")]
        self.assertEqual(places, sorted(places))

    def test_the_dev_container_is_the_same_image(self):
        content = json.loads((REPOSITORY / ".devcontainer" / "devcontainer.json").read_text())
        build = content["build"]
        self.assertEqual((REPOSITORY / ".devcontainer" / build["dockerfile"]).resolve(), DOCKERFILE)
        self.assertEqual((REPOSITORY / ".devcontainer" / build["context"]).resolve(), REPOSITORY)
        text = DOCKERFILE.read_text()
        self.assertIn(f"USER {content['remoteUser']}", text)
        workdir = dict(instructions(text))["WORKDIR"]
        self.assertEqual(content["containerEnv"]["LAB_BUILD"], f"{workdir}/build")
        self.assertEqual(set(content), {"name", "build", "remoteUser", "containerEnv", "postCreateCommand", "forwardPorts", "hostRequirements", "customizations"})
        self.assertIn("environment/lab kernel install --user", content["postCreateCommand"])

    def test_binder_installs_what_the_image_has_but_jupyter(self):
        binder = set((REPOSITORY / ".binder" / "apt.txt").read_text().split())
        image = dict(reversed(instructions(DOCKERFILE.read_text())))["RUN"]
        self.assertLessEqual(binder, set(image.split()))
        for name in ("postBuild", "start"):
            self.assertTrue(os.access(REPOSITORY / ".binder" / name, os.X_OK), name)

    def test_conda_has_what_the_set_up_looks_for(self):
        text = (REPOSITORY / "environment" / "conda" / "environment.yml").read_text()
        content = read_yaml(text)
        self.assertEqual(content["name"], "transferlab")
        self.assertEqual(content["channels"], ["conda-forge"])
        names = {re.split("[=<>]", each)[0] for each in content["dependencies"]}
        self.assertLessEqual({"openjdk", "maven", "jupyterlab", "nbconvert", "fontconfig"}, names)
        java = next(each for each in content["dependencies"] if each.startswith("openjdk"))
        self.assertGreaterEqual(int(java.split("=")[1]), 17)


def read_yaml(text):
    """A list or a word for each key: all that an environment.yml of ours may hold; anything else is refused."""
    content, key = {}, None
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, item = re.fullmatch(r"(\w+):(?: (\S+))?", line), re.fullmatch(r"  - (\S+)", line)
        if head:
            key = head.group(1)
            content[key] = head.group(2) or []
        elif item and isinstance(content.get(key), list):
            content[key].append(item.group(1))
        else:
            raise AssertionError(f"not of this form: {line}")
    return content


def why_not():
    if os.geteuid() != 0:
        return "only root can change the root folder"
    for program in ("debootstrap", "chroot", "unshare"):
        if not shutil.which(program):
            return f"there is no {program}: apt-get install debootstrap util-linux"
    return None


@unittest.skipIf(why_not(), why_not())
class BareDebianTest(unittest.TestCase):
    """The steps in their order, once; then what a person does with the image."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="lab-image-", dir="/var/tmp")
        cls.addClassCleanup(folder.cleanup)
        cls.top = Path(folder.name)
        cls.top.chmod(0o755)
        cls.image = Image(cls.top / "root", REPOSITORY, IGNORED)
        # Of the processor here, where there is no PC's.
        if os.uname().machine == "aarch64":
            cls.image.arguments["ND4J"] = "linux-arm64"
        began = time.monotonic()
        cls.image.build(DOCKERFILE.read_text())
        print(f"the Dockerfile's steps: {time.monotonic() - began:.0f} s", flush=True)

    def do(self, *command):
        answer = self.image.run(command)
        self.assertEqual(answer.returncode, 0, answer.stdout[-1000:] + answer.stderr[-1000:])
        return answer.stdout

    def test_a_lab_runs_inside(self):
        self.assertEqual(self.do("id", "-un").strip(), "student")
        self.do("environment/lab", "run", "notebooks/00-start-here.ipynb")
        executed = json.loads((self.image.inside("/srv/transferlab/build/notebooks/00-start-here.ipynb")).read_text())
        cells = [cell for cell in executed["cells"] if cell["cell_type"] == "code"]
        self.assertTrue(all(cell["execution_count"] for cell in cells))
        self.assertEqual([o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"], [])
        # Nothing was built or fetched for it a second time.
        self.assertFalse(self.image.inside("/home/student/.m2/repository").exists())

    def test_the_doctor_misses_nothing(self):
        answer = self.image.run(["environment/lab", "doctor", "--json"])
        missing = {name: each for name, each in json.loads(answer.stdout).items() if isinstance(each, dict) and each.get("status") == "missing"}
        self.assertEqual(missing, {})

    def test_its_command_serves_the_labs(self):
        port = free_port()
        log = self.top / "start.log"
        command = [each for each in self.image.command] + [f"--port={port}"]
        command[command.index("--ip=0.0.0.0")] = "--ip=127.0.0.1"  # nothing here listens to other machines
        with self.image.running(command, log) as process:
            for _ in range(600):
                found = re.search(r"token=(\w+)", log.read_text())
                if found or process.poll() is not None:
                    break
                time.sleep(0.1)
            self.assertIsNotNone(found, log.read_text())
            address = f"http://127.0.0.1:{port}/api/contents?token={found.group(1)}"
            listed = json.load(urllib.request.urlopen(address, timeout=30))
        self.assertIn("00-start-here.ipynb", {each["name"] for each in listed["content"]})

    def test_a_dev_container_needs_no_second_build(self):
        content = json.loads((REPOSITORY / ".devcontainer" / "devcontainer.json").read_text())
        self.image.environment.update(content["containerEnv"])
        self.addCleanup(lambda: self.image.environment.pop("LAB_BUILD"))
        self.do("/bin/sh", "-c", content["postCreateCommand"])
        kernel = self.image.inside("/home/student/.local/share/jupyter/kernels/java")
        self.assertIn("/srv/transferlab/build/lib", "".join(each.read_text() for each in kernel.iterdir()))
        self.assertTrue(self.image.inside("/home/student/transferlab-labs/03-fine-tuning.ipynb").exists())
        self.assertFalse(self.image.inside("/home/student/.m2/repository").exists())

    def test_binders_steps(self):
        # In a folder of its own, with the file that a checkout has and our image leaves out.
        binder = Image(self.image.root, REPOSITORY, [each for each in IGNORED if each != "**/.*"])
        binder.user, binder.folder = "student", "/home/student/binder"
        self.do("mkdir", "-p", binder.folder)
        for name in ("pom.xml", ".mvn", "lab-support", "environment", "notebooks", ".binder"):
            binder.do_copy(f"--chown=student:student {name} {name}")
        answer = binder.run([".binder/postBuild"])
        self.assertEqual(answer.returncode, 0, answer.stdout[-1000:] + answer.stderr[-1000:])
        self.assertFalse(self.image.inside("/home/student/.m2/repository").exists())
        answer = binder.run([".binder/start", "echo", "served"])
        self.assertEqual(answer.stdout.splitlines()[-1], "served", answer.stderr)


def free_port():
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return each.getsockname()[1]


if __name__ == "__main__":
    unittest.main()
