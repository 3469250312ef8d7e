"""The peers of `environment/lab bench svm`: scikit-learn's LinearSVC and LIBLINEAR's own program.

usage: python3 svm_peers.py PEER ROWS.npy LABELS.npy C WEIGHTS.npy

PEER is `sklearn` or `liblinear`. Both solve the L2-regularised squared hinge, one class against the
rest, with a constant 1 as a feature. Writes the weights, [classes, d + 1], the intercept last, and
prints seconds and version. LIBLINEAR reads text: its own time is counted, reading included apart.
"""
import os
import re
import subprocess
import sys
import tempfile
import time

import numpy

peer, rows, labels, c, weights = sys.argv[1:]
x = numpy.load(rows).astype(numpy.float32)
y = numpy.load(labels)[:, 0].astype(int)
if peer == "sklearn":
    import warnings

    import sklearn
    from sklearn.svm import LinearSVC

    warnings.simplefilter("ignore")  # that it has not converged shows in the objective
    start = time.perf_counter()
    svm = LinearSVC(C=float(c)).fit(x, y)
    seconds = time.perf_counter() - start
    w = numpy.hstack([svm.coef_, svm.intercept_[:, None]])
    if len(w) == 1:
        w = numpy.vstack([-w, w])
    version = sklearn.__version__
else:
    with tempfile.TemporaryDirectory() as folder:
        text, model = os.path.join(folder, "rows"), os.path.join(folder, "model")
        with open(text, "w") as out:
            for label, row in zip(y, x):
                at = numpy.flatnonzero(row)
                out.write(f"{label} " + " ".join(f"{j + 1}:{row[j]:.9g}" for j in at) + "\n")
        del x
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
        order = [int(v) for v in re.search(r"label (.*)", head).group(1).split()]
        w = numpy.loadtxt(body.splitlines(), ndmin=2).T
        if len(w) == 1:
            w = numpy.vstack([w, -w])
        w = w[numpy.argsort(order)]
    version = "2.3.0"
numpy.save(weights, numpy.ascontiguousarray(w, "<f4"))
print(seconds, version)
