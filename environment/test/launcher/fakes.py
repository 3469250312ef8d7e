"""A launcher in a world of its own: its files in a temporary folder, and a PATH on which every program that
could install, build or download is a recorded fake."""

import fcntl
import functools
import glob
import os
import re
import shlex
import shutil
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]

# What the launcher may take for granted on any Unix; everything else must be a fake, or be missing.
TOOLS = """awk bash cat chmod cp cut df dirname env find flock getent grep head id locale ls lscpu mkdir mktemp mv nproc
paste readlink rm sed sha256sum sh sort tail tr uname wc xargs""".split()

# What a GPU is good for, kernelspecs and the folder of labs are the work of a real Java: of the course's own classes.
JAVA = """#!/bin/sh
home={home}
# An archive of classes costs two starts of a Java; only its own tests make one.
case "${{FAKES_ARCHIVE:-no}}$*" in no*"launch.Lab archive"*) echo none && exit ;; esac
case "$*" in
  *GpuReport*) while [ "${{1##*.}}" != GpuReport ]; do shift; done; exec {judge} "$@" ;;
  *kernel.launch.Lab*)
    first=yes
    for word; do
      shift
      case $first$word in
        yes*/lab-kernel.jar) first=no && set -- "$@" {classes} "-Dlab.jar=$word" ;;
        *) set -- "$@" "$word" ;;
      esac
    done
    exec {java} "$@"
    ;;
  *-XshowSettings*) printf '    java.home = %s\\n    java.version = {version}\\n' "$home" >&2 ;;
  *) echo "java $*" >>"$FAKES_LOG"; echo "ran: $*"; {then} ;;
esac
"""

# Unpacks ONNX Runtime's libraries, whatever the jar.
JAR = """#!/bin/sh
echo "jar $*" >>"$FAKES_LOG"
for inside; do :; done
mkdir -p "$inside"
for name in "" 4j_jni _providers_shared _providers_cuda _providers_tensorrt; do echo x >"$inside/libonnxruntime$name.so"; done
"""

MAVEN = """#!/bin/bash
echo "mvn $*" >>"$FAKES_LOG"
for argument; do
  case $argument in
    package)
      mkdir -p lab-support/target environment/kernel/target environment/commands/target/lib
      echo support >lab-support/target/lab-support-1.jar
      echo kernel >environment/kernel/target/lab-kernel.jar
      echo commands >environment/commands/target/lab-commands-1.jar
      echo picocli >environment/commands/target/lib/picocli-1.jar
      ;;
    -DoutputDirectory=*) mkdir -p "${argument#*=}" && echo other >"${argument#*=}/other.jar" ;;
  esac
done
"""


@functools.lru_cache(maxsize=None)
def real_java():
    """A real Java, and a folder with the classes of GpuReport and of the room `launch`."""
    folder = tempfile.TemporaryDirectory(prefix="lab-java-test-")
    real_java.folder = folder  # until the tests end
    homes = [os.environ.get("JAVA_HOME", ""), *glob.glob("/usr/lib/jvm/*")]
    found = [os.path.join(home, "bin", "javac") for home in homes] + [os.path.realpath(shutil.which("javac") or "")]
    compiler = next(each for each in found if os.access(each, os.X_OK))
    # The suite names a folder in which the first file of tests compiles for all.
    shared = os.environ.get("LAB_FAKES")
    if shared:
        os.makedirs(shared, exist_ok=True)
        with open(os.path.join(shared, "lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            classes = os.path.join(shared, "classes")
            if not os.path.isdir(classes):
                compile_launch(compiler, classes + ".new")
                os.rename(classes + ".new", classes)
        shutil.copytree(classes, folder.name, dirs_exist_ok=True)
    else:
        compile_launch(compiler, folder.name)
    os.chmod(folder.name, 0o755)  # other users start it too
    return os.path.join(os.path.dirname(compiler), "java"), folder.name


def compile_launch(compiler, into):
    kernel = REPOSITORY / "environment/kernel/src/main/java/io/transferlab/kernel"
    os.makedirs(into, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "Main.java"
        main.write_text("package io.transferlab.kernel; public final class Main { public static void main(String[] args) {} }\n")
        sources = glob.glob(str(REPOSITORY / "environment/commands/src/main/java/io/transferlab/gpu/Gpu*.java"))
        sources += [str(main), *glob.glob(str(kernel / "launch" / "*.java"))]
        quick = ["-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-proc:none"]
        subprocess.run([compiler, *quick, "-encoding", "UTF-8", "-d", into, *sources], check=True)


def judge():
    """The command of a real Java with the classes of GpuReport on its class path."""
    java, classes = real_java()
    return shlex.join([java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classes])


def class_path(spec):
    """The class path that a kernelspec, read from kernel.json, names in a file of arguments."""
    arguments = next(word[1:] for word in spec["argv"] if word.startswith("@"))
    option, path = Path(arguments).read_text(encoding="utf-8").splitlines()
    assert option == '"-cp"', option
    return re.sub(r"\\(.)", r"\1", path[1:-1]).split(":")


class LauncherTest(unittest.TestCase):
    """Each test starts on a machine with Java 17, Maven, Jupyter, a font and WordNet, none of them real."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lab-on-test-")  # a name that once fooled the doctor
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name).resolve()
        self.root = self.top / "course"
        self.bin = self.top / "bin"
        self.home = self.top / "home"
        self.log = self.top / "log"
        for each in (self.bin, self.home):
            each.mkdir()
        self.log.touch()
        shutil.copytree(REPOSITORY / "environment" / "lib", self.root / "environment" / "lib")
        shutil.copy(REPOSITORY / "environment" / "lab", self.root / "environment" / "lab")
        shutil.copytree(REPOSITORY / "environment" / "jupyter", self.root / "environment" / "jupyter")
        self.course = self.root / "notebooks"
        (self.course / "solutions").mkdir(parents=True)
        (self.course / "images").mkdir()
        for name in ("00-start.ipynb", "03-fine-tuning.ipynb", "10-documents.ipynb"):
            (self.course / name).write_text(f"student's {name}\n")
            (self.course / "solutions" / name).write_text(f"solution of {name}\n")
        (self.course / "images" / "figure.png").write_bytes(b"\x89PNG\r\n")
        (self.root / "pom.xml").write_text("<project/>\n")
        source = self.root / "lab-support" / "src" / "main" / "java" / "A.java"
        source.parent.mkdir(parents=True)
        source.write_text("class A {}\n")
        self.source = source
        self.wordnet = self.top / "system" / "usr" / "share" / "wordnet"
        self.wordnet.mkdir(parents=True)
        (self.wordnet / "data.noun").touch()
        for tool in TOOLS:
            found = shutil.which(tool)
            if found:
                (self.bin / tool).symlink_to(found)
        self.jdk = self.make_java(self.top / "jdk17", "17.0.15")
        (self.bin / "java").symlink_to(self.jdk / "bin" / "java")
        self.fake("mvn", MAVEN)
        self.fake("fc-list", "#!/bin/sh\necho DejaVu Sans\n")
        self.jupyter = self.fake("jupyter", '#!/bin/sh\necho "jupyter $*" >>"$FAKES_LOG"\n')
        self.fake("python-of-jupyter", '#!/bin/sh\necho "python $*" >>"$FAKES_LOG"\n')
        self.environment = {
            "PATH": str(self.bin),
            "HOME": str(self.home),
            "FAKES_LOG": str(self.log),
            "LAB_JUPYTER": str(self.jupyter),
            "LAB_PYTHON": str(self.bin / "python-of-jupyter"),
            "LAB_JVM_DIR": str(self.top / "jvm"),
            "LAB_SYSTEM": str(self.top / "system"),
        }

    def fake(self, name, text):
        """Puts a program of this text on the PATH, in place of any other of its name."""
        path = self.bin / name
        if path.is_symlink() or path.exists():
            path.unlink()
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def remove(self, *names):
        for name in names:
            (self.bin / name).unlink()

    def make_java(self, home, version, compiler=True, then=":"):
        """Makes a folder that looks like a JDK, whose java says it is of this version."""
        binaries = home / "bin"
        binaries.mkdir(parents=True)
        (binaries / "java").write_text(JAVA.format(home=shlex.quote(str(home)), version=version, then=then, judge=judge(), java=shlex.quote(real_java()[0]), classes=shlex.quote(real_java()[1])))
        (binaries / "java").chmod(0o755)
        if compiler:
            (binaries / "javac").write_text("#!/bin/sh\n")
            (binaries / "javac").chmod(0o755)
            (binaries / "jar").write_text(JAR)
            (binaries / "jar").chmod(0o755)
        return home

    def make_debian(self, apt_get, user=0):
        """Puts fakes of apt and dpkg on the PATH; `apt_get` is the shell text of apt-get."""
        self.fake("apt-get", f'#!/bin/bash\necho "apt-get $*" >>"$FAKES_LOG"\n{apt_get}\n')
        self.fake("apt-cache", "#!/bin/sh\necho '  Candidate: 1.0'\n")
        self.fake("dpkg", "#!/bin/sh\n")
        self.fake("id", f"#!/bin/sh\necho {user}\n")

    def lab(self, *arguments, stdin=subprocess.DEVNULL, cwd=None, before=None, **variables):
        """Runs the launcher; `before` is shell text that runs in the same shell, before it is executed."""
        command = ["bash", str(self.root / "environment" / "lab"), *arguments]
        if before:
            command = ["bash", "-c", f'{before}\nexec "$@"', "-", *command]
        return subprocess.run(
            command,
            env={**self.environment, **variables},
            stdin=stdin,
            capture_output=True,
            text=True,
            cwd=cwd or self.top,
            timeout=60,
        )

    def java_saying(self, then):
        """A JDK whose java, asked for anything but its version, runs this shell text; for JAVA_HOME."""
        return str(self.make_java(self.top / f"jdk-{len(list(self.top.iterdir()))}", "17.0.15", then=then))

    def calls(self, program):
        return [line for line in self.log.read_text().splitlines() if line.split()[0] == program]

    def assert_fails(self, answer, *words, status=1):
        """It ended with this status, and its last line, alone, says why and what to do."""
        self.assertEqual(answer.returncode, status, answer.stdout + answer.stderr)
        lines = answer.stderr.strip().splitlines()
        for word in words:
            self.assertIn(word, lines[-1])
        self.assertTrue(lines[-1].startswith("lab: "), lines)

    def assert_works(self, answer):
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)


def function(text, *arguments, **variables):
    """Sources the launcher and runs `text`, in which "$@" are the arguments; its standard output."""
    answer = subprocess.run(
        ["bash", "-c", f'. "{REPOSITORY}/environment/lab"; {text}', "lab", *arguments],
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return answer.stdout.rstrip("\n")
