"""Golden values of temperature scaling and the expected calibration error.

Made with Python 3.11, NumPy 1.24.2 and PyTorch 1.13.0 (Debian 12). Run in this folder:
    /usr/bin/python3 golden.py

The temperature is found by L-BFGS as in the authors' own program (Guo et al. 2017); the likelihood
of labels believed up to 1 / (n + 2) is PyTorch's cross_entropy with label_smoothing.
"""
import json

import numpy as np
import torch

rng = np.random.default_rng(20261128)


def drawn(n, classes, sharpness, sure):
    """Logits of which the labels are drawn, made `sure` times too sure."""
    logits = rng.normal(0, sharpness, (n, classes))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = np.array([rng.choice(classes, p=row) for row in p])
    return np.round(logits * sure, 6), labels


def temperature(logits, labels, smoothing):
    x, y = torch.tensor(logits, dtype=torch.float64), torch.tensor(labels)
    log_t = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [log_t], lr=0.5, max_iter=2000, tolerance_grad=1e-14, tolerance_change=1e-16,
        line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(
            x / log_t.exp(), y, label_smoothing=smoothing)
        loss.backward()
        return loss

    for _ in range(20):
        optimizer.step(closure)
    return float(log_t.exp())


def nll(logits, labels, t):
    x, y = torch.tensor(logits, dtype=torch.float64), torch.tensor(labels)
    return float(torch.nn.functional.cross_entropy(x / t, y))


def ece(logits, labels, t, bins):
    """As the authors' program: bins (l, u]."""
    p = torch.softmax(torch.tensor(logits, dtype=torch.float64) / t, dim=1)
    confidence, said = p.max(1)
    right = said.eq(torch.tensor(labels)).double()
    edges = torch.linspace(0, 1, bins + 1, dtype=torch.float64)
    total, counts = 0.0, []
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        counts.append(int(inside.sum()))
        if counts[-1]:
            total += float(inside.double().mean()
                           * (confidence[inside].mean() - right[inside].mean()).abs())
    return total, counts


cases = {}
for name, n, classes, sharpness, sure in (
        ("too sure", 120, 4, 2.0, 3.0),
        ("not sure enough", 60, 3, 3.0, 0.25),
        ("two classes", 30, 2, 1.5, 1.0)):
    logits, labels = drawn(n, classes, sharpness, sure)
    t = temperature(logits, labels, 1 / (n + 2))
    before, counts_before = ece(logits, labels, 1.0, 10)
    after, counts_after = ece(logits, labels, t, 15)
    cases[name] = {
        "logits": logits.tolist(), "labels": labels.tolist(), "temperature": t,
        "guo": temperature(logits, labels, 0.0),
        "lossBefore": nll(logits, labels, 1.0), "lossAfter": nll(logits, labels, t),
        "eceBefore10": before, "countsBefore10": counts_before,
        "eceAfter15": after, "countsAfter15": counts_after}

# Every picture right, by a wide margin: the plain likelihood has no minimum.
logits = np.round(rng.normal(0, 1, (12, 3)), 6)
labels = np.arange(12) % 3
logits[np.arange(12), labels] += 8
cases["separable"] = {
    "logits": logits.tolist(), "labels": labels.tolist(),
    "temperature": temperature(logits, labels, 1 / 14)}

# Many pictures: the smoothing hardly matters.
logits, labels = drawn(4000, 3, 2.0, 2.0)
cases["many"] = {
    "temperature": temperature(logits, labels, 1 / 4002), "guo": temperature(logits, labels, 0.0)}

with open("golden.json", "w") as out:
    json.dump(cases, out)
