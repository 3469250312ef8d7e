#!/usr/bin/python3
"""Differences of two ways on the same draws and test pictures, computed anew, for PairedDifferenceTest.

    /usr/bin/python3 golden.py > golden.json

Made with Debian 12's python3-numpy 1.24.2 and python3-scipy 1.10.1. Answers are stored as right (1) or
wrong (0), a row a draw, a column a test picture; all draws are judged by the same pictures. "error" is the
square root of the sum of
- the squared standard error over draws of the paired differences of the mean per-class accuracies, and
- the variance of that difference over pictures, stratified by class: each picture's mean difference over
  draws, its variance within its class over that class's size, over the squared number of classes;
- 2 / (n + 2)^2, a pair of pictures more of which each way knows the other (Agresti and Min 2005).
"bootstrap" is the standard deviation of the difference over 20,000 samples of pictures, drawn with
replacement within each class, the draws kept: SciPy knows nothing of the formula.
"""

import json

import numpy as np
from scipy import stats

CLASSES = [40, 25, 60]


def per_class(right, label):
    return np.mean([right[..., label == c].mean(axis=-1) for c in range(len(CLASSES))], axis=0)


def case(draws, better, worse, seed):
    rng = np.random.default_rng(seed)
    label = np.repeat(np.arange(len(CLASSES)), CLASSES)
    hardness = rng.normal(size=label.size)
    lift = rng.normal(scale=0.15, size=(draws, 1))
    both = rng.normal(scale=0.6, size=(draws, label.size)) + lift
    a = (hardness + both + better + rng.normal(scale=0.5, size=both.shape) > 0).astype(int)
    b = (hardness + both + worse + rng.normal(scale=0.5, size=both.shape) > 0).astype(int)
    differences = per_class(a, label) - per_class(b, label)
    picture = (a - b).mean(axis=0)
    variance = sum(picture[label == c].var(ddof=1) / n for c, n in enumerate(CLASSES)) / len(CLASSES) ** 2
    n = label.size
    over_draws = stats.sem(differences) if draws > 1 else 0.0
    error = np.sqrt(over_draws**2 + variance + 2 / (n + 2) ** 2)
    samples = tuple(picture[label == c] for c in range(len(CLASSES)))
    found = stats.bootstrap(
        samples,
        lambda *s, axis=-1: np.mean([x.mean(axis=axis) for x in s], axis=0),
        vectorized=True,
        n_resamples=20000,
        method="percentile",
        random_state=np.random.default_rng(7),
    )
    return {
        "labels": label.tolist(),
        "a": a.tolist(),
        "b": b.tolist(),
        "difference": differences.mean(),
        "error": error,
        "draws": draws,
        "overDraws": over_draws,
        "bootstrap": found.standard_error,
    }


print(json.dumps([case(5, 0.9, 0.4, 1), case(3, 0.2, 0.2, 2), case(1, 1.2, 0.0, 3)]))
