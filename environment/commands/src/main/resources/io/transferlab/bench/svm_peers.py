"""The peers of `environment/lab bench svm`: scikit-learn's LinearSVC and LIBLINEAR.

usage: python3 svm_peers.py PEER ROWS.npy LABELS.npy C MACHINES WEIGHTS.npy

PEER is `sklearn` or `liblinear`. Both solve the L2-regularised squared hinge, one class against the
rest, with a constant 1 as a feature, for the first MACHINES classes. Writes the weights,
[MACHINES, d + 1], the intercept last, and prints seconds of training alone, and the version.
"""
import sys
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
    import liblinear_peer

    prepared = liblinear_peer.problem(x)
    found, seconds = [], 0
    for wanted in [y] if machines == classes else [(y == k).astype(int) for k in range(machines)]:
        start = time.perf_counter()
        w = liblinear_peer.train(prepared, wanted, c)
        seconds += time.perf_counter() - start
        found.append(w if machines == classes else w[1:])
    return numpy.vstack(found), seconds, liblinear_peer.version()


w, seconds, version = sklearn() if peer == "sklearn" else liblinear()
numpy.save(weights, numpy.ascontiguousarray(w, "<f4"))
print(seconds, version)
