"""The peer of `environment/lab bench maps`: scikit-learn's Barnes-Hut t-SNE of a .npy file.

usage: python3 tsne_sklearn.py ROWS.npy MAP.npy PERPLEXITY ITERATIONS

Writes the map and prints seconds, divergence and version. Its other settings are its defaults
(init pca, learning rate auto, exaggeration 12, angle 0.5), with all cores.
"""
import sys
import time

import numpy
import sklearn
from sklearn.manifold import TSNE

rows = numpy.load(sys.argv[1])
tsne = TSNE(
    perplexity=float(sys.argv[3]),
    n_iter=int(sys.argv[4]),
    init="pca",
    learning_rate="auto",
    random_state=1,
    n_jobs=-1,
)
start = time.perf_counter()
points = tsne.fit_transform(rows)
seconds = time.perf_counter() - start
numpy.save(sys.argv[2], points.astype("<f4"))
print(seconds, tsne.kl_divergence_, sklearn.__version__)
