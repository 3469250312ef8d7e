"""gensim and numpy on a file of word vectors with a header: `python3 words-peers.py FILE`.

Prints one JSON object: how long each takes to load it, and gensim to find the 10 nearest words.
`environment/lab bench words` runs it. Tried with gensim 4.2.0 and numpy 1.24.2 (Debian 12).
"""
import itertools
import json
import statistics
import sys
import time

import gensim
import numpy as np
from gensim.models import KeyedVectors

file = sys.argv[1]
with open(file) as lines:
    words, dimension = (int(n) for n in lines.readline().split())


def by_loadtxt(rows):
    return np.loadtxt(file, dtype=np.float32, skiprows=1, max_rows=rows, comments=None,
                      usecols=range(1, dimension + 1))


def by_fromstring(rows):
    block = np.empty((rows, dimension), np.float32)
    names = []
    with open(file) as lines:
        next(lines)
        for i, line in enumerate(itertools.islice(lines, rows)):
            word, _, numbers = line.partition(" ")
            names.append(word)
            block[i] = np.fromstring(numbers, np.float32, dimension, sep=" ")
    return block


def seconds(work, *arguments):
    start = time.perf_counter()
    result = work(*arguments)
    return time.perf_counter() - start, result


part = min(words, 5000)
best = min((by_loadtxt, by_fromstring), key=lambda way: seconds(way, part)[0])
numpy_seconds, block = seconds(best, words)
del block
gensim_seconds, vectors = seconds(KeyedVectors.load_word2vec_format, file)
times = [seconds(vectors.most_similar, "word%d" % (7 + 3 * abs(i)))[0] for i in range(-5, 21)][5:]
print(json.dumps({
    "versions": "Python %s, gensim %s, numpy %s" % (
        sys.version.split()[0], gensim.__version__, np.__version__),
    "gensimLoadSeconds": gensim_seconds,
    "gensimNearestMilliseconds": 1000 * statistics.median(times),
    "numpyLoadSeconds": numpy_seconds,
    "numpyWay": best.__name__.replace("by_", ""),
}))
