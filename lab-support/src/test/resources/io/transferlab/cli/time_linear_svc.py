"""Times scikit-learn's LinearSVC on the matrices that `environment/lab bench features` wrote.

    python3 time_linear_svc.py build/bench-features

Made for scikit-learn 1.2.1 (Debian 12).
"""
import sys
import time
from pathlib import Path

import numpy as np
import sklearn
from sklearn.svm import LinearSVC

folder = Path(sys.argv[1])
train, test = (np.load(folder / f"{part}.npy").astype(np.float32) for part in ("train", "test"))
y, truth = (np.loadtxt(folder / f"{part}-labels.txt", dtype=int) for part in ("train", "test"))
start = time.perf_counter()
svm = LinearSVC().fit(train, y)
seconds = time.perf_counter() - start
said = svm.predict(test)
accuracy = np.mean([np.mean(said[truth == k] == k) for k in np.unique(truth)])
print(f"scikit-learn {sklearn.__version__}, {train.shape}, {len(set(y))} classes: "
      f"{seconds:.1f} s, mean per-class accuracy {100 * accuracy:.1f} %")
