"""Measures start-up, memory, overhead per cell and the cost of weaving.

    /usr/bin/python3 environment/kernel/src/test/python/measure.py [RUNS]
    /usr/bin/python3 environment/kernel/src/test/python/measure.py first [RUNS] [NAME=JAR:MAIN ...]

LAB_KERNEL_CP as for the tests. The second measures the first cell alone: of the kernel as set-up has installed it
(LAB_KERNEL_JSON, or build/jupyter/kernels/java/kernel.json), and in turn with it of other Java kernels, each a jar and
its main class, with the same Java, options and libraries (IJava=ijava.jar:io.github.spencerpark.ijava.IJava). Timings
mean something on an idle machine only: the load is printed.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
import zipfile

from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file
from kernel_case import HERE, JAVA, Kernel, KernelSpecs, class_path

HOT = """
public class %s {
  public static double sum(int n) {
    double s = 0;
    for (int i = 1; i <= n; i++) { s += 1.0 / i; }
    return s;
  }
  public static int mix(int n) {
    int h = 1;
    for (int j = 0; j < 10; j++) { for (int i = 0; i < n; i++) { h = 31 * h + (h >>> 7 ^ i); } }
    return h;
  }
  public static long array(int n) {
    int[] a = new int[1 << 16]; long s = 0;
    for (int r = 0; r < n >> 13; r++) { for (int i = 0; i < a.length; i++) { a[i] += i ^ r; s += a[i]; } }
    return s;
  }
}
"""


def archive(java, name):
    path = os.path.join(KernelSpecs.folder, name + ".jsa")
    command = [java, "-XX:ArchiveClassesAtExit=" + path, "-Xlog:disable", "-cp", class_path()]
    subprocess.run(command + ["io.transferlab.kernel.Main", "--warm-up"], check=True, timeout=300)
    return path


def process(pid):
    with open("/proc/%d/stat" % pid) as file:
        fields = file.read().rsplit(")", 1)[1].split()
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    with open("/proc/%d/status" % pid) as file:
        rss = int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024
    return cpu, rss


def first_cell(name, argv, environment):
    """Seconds from the start of the process to kernel_info and to the reply to 1 + 1, asked as soon as a front end may;
    its processor time and its memory by then."""
    path = os.path.join(KernelSpecs.folder, "%s-%d.json" % (name, time.monotonic_ns()))
    write_connection_file(path, key=b"secret", ip="127.0.0.1")
    client = BlockingKernelClient(connection_file=path)
    client.load_connection_file()
    start = time.monotonic()
    kernel = subprocess.Popen([a.replace("{connection_file}", path) for a in argv], env=environment,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        client.start_channels(hb=False)
        answered(client, client.kernel_info())
        info = time.monotonic() - start
        status = answered(client, client.execute("1 + 1"))["status"]
        first = time.monotonic() - start
        assert status == "ok", "%s: %s" % (name, status)
        return info, first, *process(kernel.pid)
    finally:
        kernel.kill()
        kernel.wait()
        client.stop_channels()


def answered(client, request):
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def compare(runs, others):
    file = os.environ.get("LAB_KERNEL_JSON") or os.path.join(
        HERE, *[os.pardir] * 5, "build", "jupyter", "kernels", "java", "kernel.json")
    with open(file) as found:
        spec = json.load(found)
    argv = spec["argv"]
    with open(next(a[1:] for a in argv if a.startswith("@"))) as arguments:
        libraries = arguments.read().split('"')[3].split(os.pathsep)[1:]
    # What is of this kernel alone: its archive, its class path, its main class.
    options = [a for a in argv[1:] if a[0] == "-" and not a.startswith(("-XX:SharedArchiveFile", "-XX:Tier", "-Xlog"))]
    kernels = {"course": argv}
    for other in others:
        name, _, place = other.partition("=")
        jar, _, main = place.rpartition(":")
        kernels[name] = [argv[0], *options, "-cp", os.pathsep.join([jar, *libraries]), main, "{connection_file}"]
    environment = {**os.environ, **spec["env"], "LAB_KERNEL_LOG": KernelSpecs.log}
    found = {name: [] for name in kernels}
    for name, each in kernels.items():
        # Once, that its files are in memory.
        first_cell(name, each, environment)
    for _ in range(runs):
        for name, each in kernels.items():
            found[name].append(first_cell(name, each, environment))
    print("| median of %d (range) | kernel_info, s | first cell, s | CPU, s | RSS, MB |\n|---|---|---|---|---|" % runs)
    for name, rows in found.items():
        columns = ["%.2f (%.2f to %.2f)" % (statistics.median(c), min(c), max(c)) for c in list(zip(*rows))[:3]]
        rss = statistics.median(row[3] for row in rows)
        print("| %s | %s | %.0f |" % (name, " | ".join(columns), rss))


def first_cells(spec, runs):
    wall, cpu, rss = [], [], []
    for _ in range(runs):
        start = time.monotonic()
        kernel = Kernel(spec)
        try:
            kernel.run("1 + 1")
            wall.append(time.monotonic() - start)
            used, size = process(kernel.manager.provisioner.pid)
            cpu.append(used)
            rss.append(size)
        finally:
            kernel.stop()
    return statistics.median(wall), min(wall), statistics.median(cpu), statistics.median(rss)


def overhead(kernel):
    """Median seconds from sending a trivial cell to its reply, on a kernel that has run some."""
    for i in range(40):
        kernel.run("%d + 1" % i)
    times = []
    for i in range(60):
        start = time.monotonic()
        kernel.run("%d + 2" % i)
        times.append(time.monotonic() - start)
    return statistics.median(times)


def weaving(kernel, java):
    """For each hot loop: time in a class of a cell (woven) over time in a class of a jar (not)."""
    folder = KernelSpecs.folder
    source = os.path.join(folder, "Plain.java")
    with open(source, "w") as out:
        out.write("package hot;" + HOT % "Plain")
    javac = os.path.join(os.path.dirname(java), "javac")
    subprocess.run([javac, "--release", "17", "-d", folder, source], check=True)
    jar = os.path.join(folder, "hot.jar")
    with zipfile.ZipFile(jar, "w") as out:
        out.write(os.path.join(folder, "hot", "Plain.class"), "hot/Plain.class")
    kernel.run("%classpath " + jar)
    kernel.run(HOT.replace("%s", "Woven"))
    kernel.run(
        "double best(Runnable r) { double b = 1e9; for (int i = 0; i < 12; i++) {"
        " long t = System.nanoTime(); r.run(); b = Math.min(b, (System.nanoTime() - t) / 1e9); } return b; }"
    )
    ratios = {}
    for name, n in (("sum", 30_000_000), ("mix", 3_000_000), ("array", 3_000_000)):
        # In turns, so that other programs disturb both.
        plain, woven = [], []
        for _ in range(4):
            plain.append(float(kernel.run("best(() -> hot.Plain.%s(%d))" % (name, n)).text))
            woven.append(float(kernel.run("best(() -> Woven.%s(%d))" % (name, n)).text))
        ratios[name] = min(woven) / min(plain)
    return ratios


def main():
    words = sys.argv[1:]
    only_first = words[:1] == ["first"] and bool(words.pop(0))
    runs = int(words.pop(0)) if words and words[0].isdigit() else 5
    print("load before: %s" % os.getloadavg()[0])
    if only_first:
        compare(runs, words)
        print("load after: %s" % os.getloadavg()[0])
        return
    for version, java in sorted(JAVA.items()):
        if java is None:
            continue
        jsa = archive(java, "measure%d" % version)
        quiet = ("-Xlog:disable",)
        plain = KernelSpecs.make("plain%d" % version, java, quiet)
        fast = KernelSpecs.make("fast%d" % version, java, quiet + ("-XX:SharedArchiveFile=" + jsa,))
        for name, spec in (("without archive", plain), ("with archive", fast)):
            wall, best, cpu, rss = first_cells(spec, runs)
            print("JDK %d, %s: first cell done %.2f s (best %.2f), CPU %.2f s, RSS %.0f MB"
                  % (version, name, wall, best, cpu, rss), flush=True)
        kernel = Kernel(fast)
        try:
            print("JDK %d: trivial cell %.0f ms" % (version, 1000 * overhead(kernel)), flush=True)
            ratios = weaving(kernel, java)
            print("JDK %d: woven loops, times the plain: %s"
                  % (version, ", ".join("%s %.2f" % r for r in ratios.items())), flush=True)
        finally:
            kernel.stop()
    print("load after: %s" % os.getloadavg()[0])


if __name__ == "__main__":
    main()
