"""Golden values for projection, cluster and search: /usr/bin/python3 golden.py > golden.json

Made with scikit-learn 1.2.1, numpy 1.24.2, scipy 1.10.1 (Debian 12).
"""
import json
import warnings

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.metrics import (
    adjusted_rand_score,
    average_precision_score,
    normalized_mutual_info_score,
    silhouette_samples,
)

warnings.filterwarnings("ignore")
dice = np.random.RandomState(7)
labels = np.arange(120) % 4
centres = 3 * dice.randn(4, 6)
rows = np.round(centres[labels] + dice.randn(120, 6) * (1 + labels[:, None] / 2), 3)
rows += 20  # far from 0: a mean must not eat digits
groups = np.where(dice.rand(120) < 0.3, dice.randint(0, 5, 120), labels)

pca = PCA(3, svd_solver="full").fit(rows)
ward = fcluster(linkage(rows, "ward"), 4, "maxclust")
average = fcluster(linkage(rows, "average"), 4, "maxclust")
exact = TSNE(perplexity=20, method="exact", init="pca", n_iter=1000, random_state=1).fit(rows)
unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
scores = unit @ unit.T
precision = [
    np.mean([
        average_precision_score(np.delete(labels == labels[i], i), np.delete(scores[i], i))
        for i in range(120) if labels[i] == c
    ])
    for c in range(4)
]
distances = np.linalg.norm(rows[:, None] - rows[None], axis=2)
np.fill_diagonal(distances, np.inf)


def purity(a, b):
    return sum(max(np.sum((a == k) & (b == c)) for k in np.unique(a)) for c in np.unique(b)) / len(a)


print(json.dumps({
    "rows": rows.tolist(),
    "labels": labels.tolist(),
    "groups": groups.tolist(),
    "variance": pca.explained_variance_.tolist(),
    "ratio": pca.explained_variance_ratio_.tolist(),
    "components": np.round(pca.components_, 9).tolist(),
    "purity": purity(labels, groups),
    "rand": adjusted_rand_score(labels, groups),
    "information": normalized_mutual_info_score(labels, groups),
    "silhouettes": np.round(silhouette_samples(rows, labels), 9).tolist(),
    "inertia": KMeans(4, n_init=20, random_state=1).fit(rows).inertia_,
    "ward": ward.tolist(),
    "average": average.tolist(),
    "wardHeights": np.round(linkage(rows, "ward")[-5:, 2], 6).tolist(),
    "neighbours": np.argsort(distances, axis=1, kind="stable")[:, :5].tolist(),
    "exactKl": float(exact.kl_divergence_),
    "trustworthiness": trustworthiness(rows, rows[:, :2], n_neighbors=5),
    "averagePrecision": precision,
}))
