"""Golden values for GloVe, documents and ranking: python3 training.py > training.json

Debian 12: Python 3.11, numpy 1.24.2, scipy 1.10.1, scikit-learn 1.2.1. GloVe's step is written from
equations 8 and 9 of the paper with plain AdaGrad; its gradient is checked against differences.
"""
import json

import numpy as np
from scipy.optimize import linprog
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import average_precision_score, ndcg_score


class JavaRandom:
    """java.util.Random's nextDouble, as its documentation defines it."""

    def __init__(self, seed):
        self.seed = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)

    def bits(self, n):
        self.seed = (self.seed * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return self.seed >> (48 - n)

    def double(self):
        return ((self.bits(26) << 27) + self.bits(27)) / (1 << 53)


LINES = ["a cat sees a dog", "a dog sees the cat", "the cat and the cat"]
WINDOW, DIM, XMAX, ALPHA, RATE, SEED = 3, 4, 2.0, 0.75, 0.05, 7


def glove():
    counts = {}
    for line in LINES:
        for w in line.split():
            counts[w] = counts.get(w, 0) + 1
    words = sorted(counts, key=lambda w: (-counts[w], w))
    n = len(words)
    x = np.zeros((n, n))
    for line in LINES:
        t = [words.index(w) for w in line.split()]
        for i in range(len(t)):
            for j in range(len(t)):
                if i != j and abs(i - j) <= WINDOW:
                    x[t[i], t[j]] += 1 / abs(i - j)
    r = JavaRandom(SEED)
    w = np.zeros((n, DIM + 1))
    c = np.zeros((n, DIM + 1))
    for i in range(n * (DIM + 1)):
        w.flat[i] = (r.double() - 0.5) / DIM
        c.flat[i] = (r.double() - 0.5) / DIM

    def cell_cost(w, c, i, j):
        f = min(1.0, (x[i, j] / XMAX) ** ALPHA)
        e = w[i, :DIM] @ c[j, :DIM] + w[i, DIM] + c[j, DIM] - np.log(x[i, j])
        return 0.5 * f * e * e, f * e

    gw, gc = np.ones_like(w), np.ones_like(c)
    total = 0.0
    for i in range(n):
        for j in range(n):
            if x[i, j] == 0:
                continue
            cost, fe = cell_cost(w, c, i, j)
            total += cost
            dw = np.append(fe * c[j, :DIM], fe)
            dc = np.append(fe * w[i, :DIM], fe)
            for k in range(DIM + 1):
                moved = w.copy()
                moved[i, k] += 1e-6
                assert abs((cell_cost(moved, c, i, j)[0] - cost) / 1e-6 - dw[k]) < 1e-4
            w[i] -= RATE * dw / np.sqrt(gw[i])
            c[j] -= RATE * dc / np.sqrt(gc[j])
            gw[i] += dw * dw
            gc[j] += dc * dc
    return {
        "lines": LINES,
        "words": words,
        "cooccurrence": x.tolist(),
        "cost": total,
        "wordParameters": w.flatten().tolist(),
        "contextParameters": c.flatten().tolist(),
    }


def documents():
    rng = np.random.default_rng(3)
    words = ["red", "green", "blue", "cat", "dog", "cow", "car", "bus", "the", "runs"]
    vectors = np.round(rng.normal(size=(len(words), 5)), 3)
    texts = [
        "the red cat runs",
        "the dog runs the dog runs",
        "blue car green bus",
        "the cow the cow blue",
        "cat dog cow car bus red",
    ]
    query = "the green dog runs"
    v = dict(zip(words, vectors))
    bags = [t.split() for t in texts]
    everything = [w for b in bags for w in b]
    p = {w: everything.count(w) / len(everything) for w in words}

    def sif(bag):
        return sum(1e-3 / (1e-3 + p[w]) * v[w] for w in bag) / len(bag)

    x = np.array([sif(b) for b in bags])
    u = np.linalg.svd(x)[2][0]
    out = x - np.outer(x @ u, u)
    q = sif(query.split())
    q = q - (q @ u) * u

    def cos(a, b):
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    tf = TfidfVectorizer(norm=None)
    weights = tf.fit_transform(texts).toarray()
    names = list(tf.get_feature_names_out())
    matrix = np.array([v[w] for w in names])
    tq = tf.transform([query]).toarray()[0]

    def wmd(a, b):
        wa, wb = sorted(set(a)), sorted(set(b))
        pa = np.array([a.count(w) / len(a) for w in wa])
        pb = np.array([b.count(w) / len(b) for w in wb])
        cost = np.array([[np.linalg.norm(v[s] - v[t]) for t in wb] for s in wa])
        rows = []
        for i in range(len(wa)):
            m = np.zeros_like(cost)
            m[i] = 1
            rows.append(m.ravel())
        for j in range(len(wb)):
            m = np.zeros_like(cost)
            m[:, j] = 1
            rows.append(m.ravel())
        r = linprog(cost.ravel(), A_eq=np.array(rows), b_eq=np.append(pa, pb), method="highs")
        return r.fun

    qb = query.split()
    return {
        "words": words,
        "dimension": 5,
        "vectors": vectors.flatten().tolist(),
        "texts": texts,
        "query": query,
        "mean": [cos(np.mean([v[w] for w in qb], axis=0), np.mean([v[w] for w in b], axis=0)) for b in bags],
        "tfidf": [cos(tq @ matrix, row @ matrix) for row in weights],
        "keywords": [cos(tq, row) for row in weights],
        "sif": [cos(q, row) for row in out],
        "wmd": [wmd(qb, b) for b in bags],
    }


def transports():
    rng = np.random.default_rng(5)
    cases = []
    for n, m in [(1, 1), (2, 3), (5, 5), (8, 3), (12, 15)]:
        a, b = rng.random(n), rng.random(m)
        a, b = a / a.sum(), b / b.sum()
        cost = rng.random((n, m))
        rows = [np.kron(np.eye(n)[i], np.ones(m)) for i in range(n)]
        rows += [np.kron(np.ones(n), np.eye(m)[j]) for j in range(m)]
        r = linprog(cost.ravel(), A_eq=np.array(rows), b_eq=np.append(a, b), method="highs")
        cases.append({"supply": a.tolist(), "demand": b.tolist(), "cost": cost.tolist(), "least": r.fun})
    return cases


def ranking():
    grades = [2, 0, 1, 0, 0, 2, 1, 0, 0, 1]
    scores = list(range(len(grades), 0, -1))
    gains = [[2.0**g - 1 for g in grades]]
    return {
        "grades": grades,
        "averagePrecision": average_precision_score([g > 0 for g in grades], scores),
        "ndcg5": ndcg_score(gains, [scores], k=5),
        "ndcg10": ndcg_score(gains, [scores], k=10),
    }


print(
    json.dumps(
        {"glove": glove(), "documents": documents(), "transports": transports(), "ranking": ranking()},
        indent=1,
    )
)
