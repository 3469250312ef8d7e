"""What a class costs: the memory of kernels in each lab, and how long their starts take. Root only, as the tests.

Each kernel runs as a user of its own, from the kernelspec that install.py writes for everybody; through the labs, one
that the hub's server of a student has started. Of memory, "own" is what no other process shares: the sum over students;
libraries, jars and the archive of classes are in memory once for all.

Usage: measure.py [--labs 0,3,5] [--one-after-another N] [--at-once N] [--json FILE]
"""

import argparse
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.connect import write_connection_file

import hub as hubs
from hub import Course, Hub, Student, User, world

ND4J = "org.nd4j.linalg.factory.Nd4j.rand(4, 4).mean()"
SECONDS = 900


def memory(process):
    """RSS, proportional and own memory of a process, in MiB."""
    values = {}
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split()[:2]
        values[name.rstrip(":")] = int(value) / 1024
    own = values["Private_Clean"] + values["Private_Dirty"] + values.get("Private_Hugetlb", 0)
    return {"rss": values["Rss"], "pss": values["Pss"], "own": own}


class DirectKernel:
    """A kernel of a user, started as Jupyter's server would."""

    def __init__(self, spec, user):
        self.began = time.monotonic()
        file, _ = write_connection_file(str(user.home / f"kernel-{time.monotonic_ns()}.json"))
        os.chown(file, user.id, -1)
        self.process = subprocess.Popen(
            [each.replace("{connection_file}", file) for each in spec["argv"]],
            env={**{k: v for k, v in hubs.ENVIRONMENT.items() if k != "NODE_PATH"}, **spec["env"], "HOME": str(user.home)},
            cwd=user.home,
            user=user.id,
            group=user.id,
            extra_groups=[],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.client = BlockingKernelClient(connection_file=file)
        self.client.load_connection_file()
        self.client.start_channels()

    def first(self):
        """Seconds from the start of the process to the result of 1 + 1, and from then to ND4J's."""
        self.wait()
        self.run("1 + 1")
        ready = time.monotonic()
        self.run(ND4J)
        return ready - self.began, time.monotonic() - ready

    def wait(self):
        """Until it answers on both channels: what it says before is lost."""
        end = time.monotonic() + SECONDS
        for channel in (self.client.get_shell_msg, self.client.get_iopub_msg):
            while True:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("the kernel does not answer")
                self.client.kernel_info()
                with contextlib.suppress(queue.Empty):
                    channel(timeout=0.1)
                    break

    def run(self, code):
        errors = []
        self.client.execute_interactive(
            code,
            timeout=SECONDS,
            stop_on_error=False,
            output_hook=lambda message: errors.append(message["content"]["evalue"]) if message["msg_type"] == "error" else None,
        )
        return errors

    def stop(self):
        self.client.stop_channels()
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def run_lab(student, name):
    """Runs a student's copy of a lab in a kernel that the hub's server of this student starts: its memory after the last
    cell and a while later, and the most that it held."""
    began = time.monotonic()
    kernel = student.kernel()
    process = kernel.pid()
    most, done = [0.0], threading.Event()

    def watch():
        while not done.wait(0.25):
            with contextlib.suppress(OSError):
                most[0] = max(most[0], memory(process)["own"])

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        errors = []
        for cell in student.read(name)["cells"]:
            if cell["cell_type"] == "code":
                error = kernel.run("".join(cell["source"]), SECONDS)[1]
                errors += [error] if error else []
        seconds, end = time.monotonic() - began, memory(process)
        # What cells let go of is given back five seconds after the last.
        time.sleep(8)
        return {"seconds": seconds, "end": end, "rest": memory(process), "mostOwn": most[0], "mostRss": highest(process), "errors": errors}
    finally:
        done.set()
        watcher.join()
        student.end_kernels()


def highest(process):
    """The most that the system has seen of a process, in MiB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def start_all(spec, users, at_once):
    """Starts a kernel for each user and keeps it; the times of each, and what they hold together."""
    with contextlib.ExitStack() as stack:
        kernels, times = [], [None] * len(users)

        def start(number):
            kernel = DirectKernel(spec, users[number])
            kernels.append(kernel)
            times[number] = kernel.first()

        stack.callback(lambda: [kernel.stop() for kernel in kernels])
        threads = [threading.Thread(target=start, args=(number,)) for number in range(len(users))]
        for thread in threads:
            thread.start()
            at_once or thread.join()
        for thread in threads:
            thread.join()
        held = [memory(kernel.process.pid) for kernel in kernels]
        return {
            "first": [each[0] for each in times],
            "nd4j": [each[1] for each in times],
            "pss": sum(each["pss"] for each in held),
            "own": sum(each["own"] for each in held),
            "rss": sum(each["rss"] for each in held),
        }


def unpacked(user):
    return sum(each.stat().st_size for each in (user.home / ".javacpp").rglob("*") if each.is_file() and not each.is_symlink()) / 2**20


def unshared(spec):
    """The kernelspec as it is for one person alone: each home unpacks its own libraries."""
    ours = ("-Djava.library.path=", "-Dorg.bytedeco.javacpp.pathsFirst=", "-Donnxruntime.native.path=")
    return {**spec, "argv": [each for each in spec["argv"] if not each.startswith(ours)]}


def servers(top, course, users):
    """What the hub, its proxy and one student's server hold."""
    hub = Hub(top, course, users, {})
    try:
        for user in users:
            student = Student(hub, user)
            student.login()
            student.start()
        group = os.getpgid(hub.process.pid)
        both = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and group_of(each.name) == group]
        return {
            "hubAndProxy": sum(memory(each)["own"] for each in both),
            "server": memory(hubs.processes_of(users[-1].id)[0])["own"],
        }
    finally:
        hub.stop()


def group_of(process):
    try:
        return os.getpgid(int(process))
    except OSError:
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--labs", default="")
    parser.add_argument("--one-after-another", type=int, default=0)
    parser.add_argument("--at-once", type=int, default=0)
    parser.add_argument("--alone", type=int, default=0, help="the same with libraries of one's own")
    parser.add_argument("--servers", action="store_true")
    parser.add_argument("--json", type=Path, help="figures are added to this file")
    asked = parser.parse_args()
    found = json.loads(asked.json.read_text()) if asked.json and asked.json.exists() else {}
    if hubs.missing():
        sys.exit(hubs.missing())
    with world() as top, contextlib.ExitStack() as stack:
        homes = top / "homes"
        homes.mkdir()

        def users(number):
            made = []
            for _ in range(number):
                made.append(User(homes, len(list(homes.iterdir()))))
                stack.callback(made[-1].remove)
            return made

        course = Course(top)
        course.install(LAB_KERNELS="30")
        spec = course.spec()
        if asked.servers:
            found["servers"] = servers(top, course, users(3))
            print(found["servers"], flush=True)
        for name, number, at_once, used in (
            ("oneAfterAnother", asked.one_after_another, False, spec),
            ("atOnce", asked.at_once, True, spec),
            ("alone", asked.alone, False, unshared(spec)),
        ):
            if number:
                starting = users(number)
                found[name] = {"kernels": number, **start_all(used, starting, at_once), "unpacked": unpacked(starting[0])}
                print(name, json.dumps(found[name]), flush=True)
        if asked.labs:
            companion, user = users(2)
            other = DirectKernel(spec, companion)
            stack.callback(other.stop)
            other.first()
            hub = Hub(top, course, [user], {})
            stack.callback(hub.stop)
            student = Student(hub, user)
            student.login()
            student.start()
            names = sorted(each["name"] for each in student.api("GET", "contents")["content"])
            for number in asked.labs.split(","):
                name = next(each for each in names if each.startswith(f"{int(number):02}-"))
                found.setdefault("labs", {})[name.removesuffix(".ipynb")] = run_lab(student, name)
                print(name, json.dumps(found["labs"][name.removesuffix(".ipynb")]), flush=True)
                # Of a long measurement what there is.
                if asked.json:
                    asked.json.write_text(json.dumps(found, indent=1) + "\n")
        if asked.json:
            asked.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
