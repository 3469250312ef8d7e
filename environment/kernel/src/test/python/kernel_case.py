"""Starts the kernel under test, on each JDK that is there, and talks to it.

The class path comes from LAB_KERNEL_CP, or else is the jar in the module's target folder.
Run all tests with: /usr/bin/python3 -m unittest discover -s environment/kernel/src/test/python
"""

import atexit
import fcntl
import glob
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from jupyter_client.manager import KernelManager

HERE = os.path.dirname(os.path.abspath(__file__))
MODULE = os.path.normpath(os.path.join(HERE, "..", "..", ".."))
TIMEOUT = 60


def class_path():
    given = os.environ.get("LAB_KERNEL_CP")
    if given:
        return given
    jars = glob.glob(os.path.join(MODULE, "target", "lab-kernel.jar"))
    if not jars:
        raise RuntimeError("no kernel jar: run mvn package first, or set LAB_KERNEL_CP")
    return max(jars, key=os.path.getmtime)


def find_java(version):
    """The java command of a JDK: LAB_JAVA_17 and LAB_JAVA_25 name others than the usual places."""
    named = os.environ.get("LAB_JAVA_%d" % version)
    if named:
        return named
    for home in sorted(glob.glob("/usr/lib/jvm/*-%d*" % version)):
        if os.path.exists(os.path.join(home, "bin", "javac")):
            return os.path.join(home, "bin", "java")
    return None


JAVA = {version: find_java(version) for version in (17, 25)}


# With it the kernel makes JShell forget what is over.
OPENED = "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"

# A kernel that ends after some small cells: the better compiler would still be at work on JShell when it does.
QUICK = "-XX:TieredStopAtLevel=1"

SILENT = ("-Xlog:disable", "-Xlog:all=error:stderr")


class KernelSpecs:
    """A folder of kernelspecs that lasts as long as the tests."""

    folder = tempfile.mkdtemp(prefix="lab-kernel-test-")
    log = os.path.join(folder, "kernel.log")

    @classmethod
    def make(cls, name, java, flags=(), env=None, classpath=None, opened=True):
        path = os.path.join(cls.folder, "kernels", name)
        os.makedirs(path, exist_ok=True)
        argv = [java, "-Djava.awt.headless=true", *([OPENED] if opened else []), *flags, "-cp", classpath or class_path()]
        argv += ["io.transferlab.kernel.Main", "{connection_file}"]
        spec = {
            "argv": argv,
            "display_name": name,
            "language": "java",
            "interrupt_mode": "message",
            "env": {"LAB_KERNEL_LOG": cls.log, **(env or {})},
        }
        with open(os.path.join(path, "kernel.json"), "w") as out:
            json.dump(spec, out)
        return name


def archive(java):
    """The archive of classes for a JDK, made once with the command of the README: for all programs of tests that are
    given the same folder in LAB_KERNEL_ARCHIVES, or else for this one."""
    folder = os.environ.get("LAB_KERNEL_ARCHIVES") or KernelSpecs.folder
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "%s.jsa" % re.sub(r"\W", "-", java))
    with open(path + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(path):
            made = subprocess.run(
                [java, "-Djava.awt.headless=true", OPENED, "-XX:ArchiveClassesAtExit=" + path + ".new", *SILENT,
                 "-cp", class_path(), "io.transferlab.kernel.Main", "--warm-up"],
                capture_output=True, text=True, timeout=180,
                env={**os.environ, "LAB_KERNEL_LOG": KernelSpecs.log},
            )
            assert made.returncode == 0, made.stdout + made.stderr
            os.replace(path + ".new", path)
    return path


def archived(java):
    """The options with which a kernel, or a short life of one, uses the archive."""
    return ("-XX:SharedArchiveFile=" + archive(java), *SILENT)


os.environ["JUPYTER_PATH"] = KernelSpecs.folder
os.environ["JUPYTER_RUNTIME_DIR"] = os.path.join(KernelSpecs.folder, "runtime")
atexit.register(shutil.rmtree, KernelSpecs.folder, True)


CLOCK = re.compile(r"running, .* so far")


def without_clock(messages):
    """Messages without those by which, on a slow machine, the kernel says that a cell still runs: what is left of its
    display is as if the clock had not begun it."""

    def text(message):
        return message["content"].get("data", {}).get("text/plain", "")

    def display(message):
        return message["content"].get("transient", {}).get("display_id")

    clocks = {display(m) for m in messages if CLOCK.fullmatch(text(m))}
    said = {display(m) for m in messages if text(m) and not CLOCK.fullmatch(text(m))}
    kept, begun = [], set()
    for message in messages:
        shown = display(message)
        if shown in clocks:
            if shown not in said or CLOCK.fullmatch(text(message)):
                continue
            if shown not in begun:
                if not text(message):
                    continue
                begun.add(shown)
                message = {**message, "msg_type": "display_data"}
        kept.append(message)
    return kept


class Reply:
    """What came of a request: the reply and everything published for it."""

    def __init__(self, reply, messages):
        self.content = reply["content"] if reply else None
        self.messages = without_clock(messages)

    @property
    def status(self):
        return self.content["status"]

    def of_type(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    def stream(self, name):
        return "".join(c["text"] for c in self.of_type("stream") if c["name"] == name)

    @property
    def stdout(self):
        return self.stream("stdout")

    @property
    def stderr(self):
        return self.stream("stderr")

    @property
    def result(self):
        found = self.of_type("execute_result")
        return found[0]["data"] if found else None

    @property
    def text(self):
        return self.result["text/plain"] if self.result else None

    @property
    def traceback(self):
        lines = "\n".join(self.content["traceback"])
        return re.sub("\x1b\\[[0-9;]*m", "", lines)


class Kernel:
    """One running kernel."""

    def __init__(self, spec):
        self.manager = KernelManager(kernel_name=spec)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=TIMEOUT)
        except Exception:
            self.stop()
            raise

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=False)
        self.manager.cleanup_resources()

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def next_message(self, channel, end):
        """The next message of a channel; fails when the time is over or the kernel is dead."""
        while True:
            try:
                return getattr(self.client, "get_%s_msg" % channel)(timeout=1)
            except queue.Empty:
                if not self.manager.is_alive():
                    raise AssertionError("the kernel has died") from None
                if time.monotonic() > end:
                    raise AssertionError("no message on %s in time" % channel) from None

    def wait_reply(self, request, timeout=TIMEOUT, channel="shell"):
        end = time.monotonic() + timeout
        while True:
            message = self.next_message(channel, end)
            if message["parent_header"].get("msg_id") == request:
                return message

    def wait_idle(self, request, timeout=TIMEOUT):
        """Everything published for a request, up to its idle."""
        messages = []
        end = time.monotonic() + timeout
        while True:
            message = self.next_message("iopub", end)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    return messages
                continue
            messages.append(message)

    def wait_published(self, request, matches, timeout=TIMEOUT):
        """The first published message of a request for which matches(message) is true."""
        end = time.monotonic() + timeout
        while True:
            message = self.next_message("iopub", end)
            if message["parent_header"].get("msg_id") == request and matches(message):
                return message

    def finish(self, request, timeout=TIMEOUT):
        messages = self.wait_idle(request, timeout)
        return Reply(self.wait_reply(request, timeout), messages)

    def run(self, code, timeout=TIMEOUT, **options):
        return self.finish(self.send(code, **options), timeout)

    def interrupt(self):
        """Sends an interrupt and waits until the kernel has confirmed it."""
        client = self.client
        message = client.session.msg("interrupt_request", {})
        client.control_channel.send(message)
        self.wait_reply(message["header"]["msg_id"], channel="control")

    def request(self, kind, content, channel="shell"):
        client = self.client
        message = client.session.msg(kind, content)
        getattr(client, channel + "_channel").send(message)
        return self.wait_reply(message["header"]["msg_id"], channel=channel)["content"]

    def running(self, code):
        """Sends statements that first print 'begun', and waits until they do.

        They are one block, so that the text tells that the code itself runs: statements of a cell
        are compiled one after the other.
        """
        return self.begun('{ System.out.println("begun");\n' + code + "\n}")

    def begun(self, code):
        """Sends a cell that prints 'begun' itself, and waits until it does."""
        request = self.send(code)
        self.wait_published(
            request, lambda m: m["msg_type"] == "stream" and "begun" in m["content"]["text"]
        )
        return request


# The kernels that run, by how they were made.
SHARED = {}


def stop_shared(made):
    if made in SHARED:
        SHARED.pop(made).stop()


class KernelCase(unittest.TestCase):
    """Tests on one kernel, shared by the class, and by the classes of its file whose kernels are made alike. Subclasses
    are made for each JDK."""

    version = None
    flags = (QUICK,)
    env = {}
    more_classpath = []
    opened = True
    # Whether names that other classes declare would change what is said.
    alone = False

    @classmethod
    def prepare(cls, java):
        """What a class of tests needs before its kernel starts."""

    @classmethod
    def setUpClass(cls):
        java = JAVA[cls.version]
        if java is None:
            raise unittest.SkipTest("JDK %d is not installed here" % cls.version)
        cls.prepare(java)
        path = os.pathsep.join([class_path(), *cls.more_classpath])
        made = (java, (*archived(java), *cls.flags), cls.env, path, cls.opened)
        key = repr((made, cls.__name__ if cls.alone else ""))
        if key in SHARED and not SHARED[key].manager.is_alive():
            stop_shared(key)
        if key not in SHARED:
            SHARED[key] = Kernel(KernelSpecs.make(cls.__name__.lower(), *made))
            unittest.addModuleCleanup(stop_shared, key)
        cls.kernel = SHARED[key]

    def ok(self, code, **options):
        reply = self.kernel.run(code, **options)
        if reply.status != "ok":
            self.fail("%s\n%s" % (code, reply.traceback if reply.status == "error" else reply.content))
        return reply

    def error(self, code, **options):
        reply = self.kernel.run(code, **options)
        self.assertEqual("error", reply.status, code)
        return reply


    def need(self, name):
        """Skips the test where a library of the course is not on the class path."""
        if self.kernel.run('Class.forName("%s");' % name).status != "ok":
            self.skipTest(name + " is not on the class path (set LAB_KERNEL_CP)")


def on_each_jdk(base):
    """Makes of a class of tests one for each JDK, in the module where it is defined."""
    module = sys.modules[base.__module__]
    for version in sorted(JAVA):
        name = "%sOn%d" % (base.__name__, version)
        made = type(name, (base,), {"version": version, "__module__": base.__module__})
        setattr(module, name, made)
    # The base itself is not a test: hidden from the loader.
    base.__test__ = False
    return None
