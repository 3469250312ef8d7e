"""The peers of `environment/lab bench svm`: scikit-learn's LinearSVC and LIBLINEAR's own program.

usage: python3 svm_peers.py PEER ROWS.npy LABELS.npy C MACHINES WEIGHTS.npy

PEER is `sklearn` or `liblinear`. Both solve the L2-regularised squared hinge, one class against the
rest, with a constant 1 as a feature, for the first MACHINES classes. Writes the weights,
[MACHINES, d + 1], the intercept last, and prints seconds and version. LIBLINEAR reads text: its own
time is counted, reading included apart.
"""
import os
import subprocess
import sys
import tempfile
import time

import numpy

peer, rows, labels, c, machines, weights = sys.argv[1:]
machines = int(machines)
x = numpy.load(rows)
y = numpy.load(labels)[:, 0].astype(int)
classes = y.max() + 1


def sklearn():
    import warnings

    import sklearn
    from sklearn.svm import LinearSVC

    warnings.simplefilter("ignore")  # that it has not converged shows in the objective
    rows = x.astype(numpy.float32)
    found, seconds = [], 0
    # All at once where all are wanted, as its users do.
    for wanted in [y] if machines == classes else [y == k for k in range(machines)]:
        start = time.perf_counter()
        svm = LinearSVC(C=float(c)).fit(rows, wanted)
        seconds += time.perf_counter() - start
        found.append(numpy.hstack([svm.coef_, svm.intercept_[:, None]]))
    w = numpy.vstack(found)
    if len(w) == 1:  # two classes share a machine
        w = numpy.vstack([-w, w])
    return w, seconds, sklearn.__version__


def liblinear():
    with tempfile.TemporaryDirectory(dir=os.path.dirname(weights)) as folder:
        features = os.path.join(folder, "features")
        with open(features, "w") as out:
            for row in x:
                at = numpy.flatnonzero(row)
                out.write("".join([" %d:%.9g" % each for each in zip((at + 1).tolist(), row[at].tolist())]) + "\n")
        found, seconds = [], 0
        for wanted in [y] if machines == classes else [numpy.where(y == k, 1, 0) for k in range(machines)]:
            w, took = trained(features, wanted, folder)
            found.append(w[1:] if machines < classes else w)
            seconds += took
    return numpy.vstack(found), seconds, "2.3.0"


def trained(features, labels, folder):
    """The weights of each label in order, and the seconds without those of reading."""
    text, model = os.path.join(folder, "rows"), os.path.join(folder, "model")
    with open(features) as lines, open(text, "w") as out:
        for label, line in zip(labels, lines):
            out.write(f"{label}{line}")
    command = ["liblinear-train", "-s", "2", "-c", c, "-B", "1", "-q", text, model]
    # The same without work to do tells what reading costs.
    idle = command[:2] + ["2", "-e", "1e9"] + command[3:]
    start = time.perf_counter()
    subprocess.run(idle, check=True, stdout=subprocess.DEVNULL)
    middle = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - middle - (middle - start)
    with open(model) as file:
        head, body = file.read().split("\nw\n")
    order = [int(v) for line in head.splitlines() if line.startswith("label ") for v in line.split()[1:]]
    w = numpy.loadtxt(body.splitlines(), ndmin=2).T
    if len(w) == 1:  # two labels share a machine, that of the first
        w = numpy.vstack([w, -w])
    return w[numpy.argsort(order)], seconds


w, seconds, version = sklearn() if peer == "sklearn" else liblinear()
numpy.save(weights, numpy.ascontiguousarray(w, "<f4"))
print(seconds, version)
