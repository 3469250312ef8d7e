"""Golden values of FNE, L2, CKA and the linear SVM, by NumPy and scikit-learn.

Made with Python 3.11, NumPy 1.24.2 and scikit-learn 1.2.1 (Debian 12). Run in this folder:
    /usr/bin/python3 golden.py
"""
import numpy as np
from sklearn.datasets import make_classification
from sklearn.svm import LinearSVC

rng = np.random.default_rng(20261122)
LAYERS = {"conv": slice(0, 24), "fc": slice(24, 40)}

# Activations as after a ReLU: many zeros, layers of different scale, one feature that never changes,
# one that is constant in training only, one picture without any activation.
train = np.maximum(rng.normal(0.2, 1, (60, 40)), 0).astype(np.float32)
test = np.maximum(rng.normal(0.3, 1.1, (25, 40)), 0).astype(np.float32)
train[:, LAYERS["fc"]] *= 37.5
test[:, LAYERS["fc"]] *= 37.5
train[:, 5] = test[:, 5] = 0.75
train[:, 30] = 0
test[7] = 0
np.save("train.npy", train)
np.save("test.npy", test)

# The recipe, in double precision, rounded to float32 before the limits are looked at.
mean = train.astype(np.float64).mean(axis=0)
deviation = train.astype(np.float64).std(axis=0)  # population


def standardised(x):
    difference = x.astype(np.float64) - mean
    z = np.divide(difference, deviation, out=np.zeros_like(difference), where=deviation != 0)
    return z.astype(np.float32)


def fne(x):
    z = standardised(x)
    return np.where(z > np.float32(0.15), 1, np.where(z < np.float32(-0.25), -1, 0)).astype(np.int8)


def unit(x):
    norm = np.linalg.norm(x.astype(np.float64), axis=1, keepdims=True)
    return np.divide(x, norm, out=np.zeros(x.shape), where=norm != 0).astype(np.float32)


np.save("fne-train.npy", fne(train))
np.save("fne-test.npy", fne(test))
np.save("standardised-test.npy", standardised(test))
np.save("l2-whole-test.npy", unit(test))
np.save("l2-layers-test.npy", np.hstack([unit(test[:, s]) for s in LAYERS.values()]))


def cka(a, b):
    a, b = (x.astype(np.float64) - x.astype(np.float64).mean(axis=0) for x in (a, b))
    return np.linalg.norm(b.T @ a) ** 2 / (np.linalg.norm(a.T @ a) * np.linalg.norm(b.T @ b))


with open("golden.txt", "w") as out:
    print("cka", cka(train[:, LAYERS["conv"]], train[:, LAYERS["fc"]]), file=out)
    for name, classes, noise in (("two", 2, 0.05), ("seven", 7, 0.02)):
        x, y = make_classification(
            420, 30, n_informative=12, n_redundant=6, n_classes=classes, flip_y=noise, class_sep=0.9,
            random_state=7)
        x = (0.4 * x).astype(np.float32)
        np.save(f"svm-{name}.npy", np.hstack([y[:, None], x]).astype(np.float32))
        for c in (1.0, 0.01):
            svm = LinearSVC(C=c, dual=False, tol=1e-8).fit(x[:220], y[:220])
            said = svm.predict(x[220:])
            accuracy = np.mean([np.mean(said[y[220:] == k] == k) for k in range(classes)])
            weights = " ".join(f"{w:.6f}" for w in svm.coef_[0, :5])
            print(f"svm {name} {c} {accuracy:.6f} {svm.intercept_[0]:.6f} {weights}", file=out)
