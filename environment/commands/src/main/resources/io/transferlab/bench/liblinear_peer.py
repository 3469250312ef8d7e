"""LIBLINEAR by its library, without the text that its programs read (Debian's python3-liblinear)."""
import ctypes

import numpy
import scipy.sparse

# liblinear.py takes these from scipy, whose newer versions have left them to numpy.
for name in ("arange", "ascontiguousarray", "ctypeslib", "empty", "ndarray"):
    setattr(scipy, name, getattr(numpy, name))

import liblinear

BLOCK = 4096


def version():
    number = ctypes.c_int.in_dll(liblinear.liblinear, "liblinear_version").value
    return "%d.%d.%d" % (number // 100, number // 10 % 10, number % 10)


def problem(x):
    """The rows as LIBLINEAR keeps them, with a constant 1 behind; labels come with each training."""
    rows = [scipy.sparse.csr_matrix(x[at:at + BLOCK].astype(numpy.float32)) for at in range(0, len(x), BLOCK)]
    rows = scipy.sparse.vstack(rows, format="csr")
    rows.indptr = rows.indptr.astype(numpy.int64)  # liblinear.py makes bytes of them
    return liblinear.problem(numpy.zeros(len(x)), rows, 1)


def train(prepared, labels, c):
    """The weights of each label in order: [labels, d + 1], the constant's last."""
    import liblinearutil

    numpy.ctypeslib.as_array(prepared.y, (prepared.l,))[:] = labels
    model = liblinearutil.train(prepared, liblinear.parameter("-s 2 -c %s -B 1 -q" % c))
    order = model.get_labels()
    columns = 1 if len(order) == 2 else len(order)
    w = numpy.ctypeslib.as_array(model.w, (prepared.n * columns,)).reshape(prepared.n, columns).T
    if columns == 1:  # two labels share a machine, that of the first
        w = numpy.vstack([w, -w])
    return w[numpy.argsort(order)].copy()
