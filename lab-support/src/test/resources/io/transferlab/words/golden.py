"""Golden values of the words room by gensim and numpy.

Made with Python 3.11, gensim 4.2.0, numpy 1.24.2, scipy 1.10.1 (Debian 12: python3-gensim):

    python3 golden.py

writes vectors.txt, questions.txt, pairs.tsv and golden.json beside itself. The vectors are random
with some structure (pairs that share a direction), so that analogies have answers and some are wrong.
"""
import json
import os

import gensim
import numpy as np
import scipy
from gensim.models import KeyedVectors

here = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(here, name)


rng = np.random.default_rng(8)
DIMENSION = 12
relations = {"capital": 14, "gram1-plural": 14, "currency": 8}
words, rows = [], []
questions = []
for relation, count in relations.items():
    direction = rng.normal(size=DIMENSION) * 1.2
    pairs = []
    for i in range(count):
        base = rng.normal(size=DIMENSION)
        left = "%s%d" % (relation.split("-")[-1], i)
        # Some words have capitals, as in cased vectors; one stands there in two cases.
        left = left.capitalize() if i % 3 == 0 else left
        right = left + "X"
        words += [left, right]
        rows += [base, base + direction + rng.normal(size=DIMENSION) * 0.75]
        pairs.append((left, right))
    questions.append(": " + relation)
    for i, (a, b) in enumerate(pairs):
        for c, d in pairs[i + 1:i + 6]:
            questions.append(" ".join((a, b, c, d)).lower() if i % 2 else " ".join((a, b, c, d)))
    questions.append("%s %s unknown %sX" % (*pairs[0], pairs[1][0]))
words += ["CAPITAL1", "filler"]
rows += [rows[words.index("capital1")] * 1.1 + 0.05, rng.normal(size=DIMENSION)]
for i in range(80):
    words.append("filler%d" % i)
    rows.append(rng.normal(size=DIMENSION))
questions.append("only three words")

with open(path("vectors.txt"), "w") as out:
    out.write("%d %d\n" % (len(words), DIMENSION))
    for word, row in zip(words, rows):
        out.write(word + " " + " ".join("%.5f" % v for v in row) + "\n")
with open(path("questions.txt"), "w") as out:
    out.write("\n".join(questions) + "\n")
with open(path("pairs.tsv"), "w") as out:
    out.write("# word\tword\tmean\n")
    out.write("Word 1\tWord 2\tHuman (mean)\n")
    for i in range(60):
        a, b = rng.choice(len(words), 2, replace=i == 5)
        out.write("%s\t%s\t%.1f\n" % (words[a].lower() if i % 4 else words[a], words[b], rng.integers(0, 21) / 2))
    out.write("nowhere\tfiller\t3.0\n")

vectors = KeyedVectors.load_word2vec_format(path("vectors.txt"))


def named(result):
    return [[word, float(score)] for word, score in result]


golden = {
    "tools": "gensim %s, numpy %s, scipy %s" % (gensim.__version__, np.__version__, scipy.__version__),
    "similarity": [
        [a, b, float(vectors.similarity(a, b)), float(np.dot(vectors[a], vectors[b])),
         float(np.linalg.norm(vectors[a] - vectors[b]))]
        for a, b in [("Capital0", "Capital0X"), ("filler", "filler1"), ("capital1", "CAPITAL1"),
                     ("currency2", "currency2")]],
    "nearest": {w: named(vectors.most_similar(w, topn=10)) for w in ["capital1", "filler", "currency2X"]},
    "oddOneOut": [[ws, vectors.doesnt_match(ws)] for ws in [
        ["Capital0", "capital1", "capital2", "filler3"], ["filler", "Plural0", "Plural0X", "Plural3"]]],
    "analogies": [],
}
matrix = vectors.vectors.astype(np.float64)
units = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
index = vectors.key_to_index
for a, b, c in [("Capital0", "Capital0X", "capital1"), ("plural1", "plural1X", "plural2"),
                ("currency1", "currency1X", "Currency3")]:
    ia, ib, ic = index[a], index[b], index[c]
    cosine = units @ units.T
    add = units @ (units[ib] - units[ia] + units[ic])
    add /= np.linalg.norm(units[ib] - units[ia] + units[ic])
    shifted = (1 + cosine) / 2
    mul = shifted[ib] * shifted[ic] / (shifted[ia] + 1e-6)
    steps = matrix - matrix[ic]
    direction = matrix[ib] - matrix[ia]
    with np.errstate(invalid="ignore"):
        pair = steps @ direction / np.linalg.norm(steps, axis=1) / np.linalg.norm(direction)
    pair[ic] = -np.inf
    for method, scores in (("COS_ADD", add), ("COS_MUL", mul), ("PAIR_DIRECTION", pair)):
        for excluded in (True, False):
            s = scores.copy()
            if excluded:
                s[[ia, ib, ic]] = -np.inf
            best = np.argsort(-s, kind="stable")[:5]
            golden["analogies"].append({
                "words": [a, b, c], "method": method, "excluded": excluded,
                "answers": [[vectors.index_to_key[i], float(s[i])] for i in best]})
    # gensim's own, where it has the method, agree with the formulas above.
    for ours, theirs in ((add, vectors.most_similar([b, c], [a], topn=5)),
                         (mul, vectors.most_similar_cosmul([b, c], [a], topn=5))):
        for word, score in theirs:
            assert abs(ours[index[word]] - score) < 1e-5, (word, score)

score, sections = vectors.evaluate_word_analogies(path("questions.txt"))
golden["analogyAccuracy"] = score
golden["analogySections"] = [[s["section"], len(s["correct"]), len(s["incorrect"])] for s in sections]
first = KeyedVectors.load_word2vec_format(path("vectors.txt"), limit=60)
score, sections = first.evaluate_word_analogies(path("questions.txt"))
golden["analogySectionsOfFirst60"] = [[s["section"], len(s["correct"]), len(s["incorrect"])] for s in sections]
pearson, spearman, unknown = vectors.evaluate_word_pairs(path("pairs.tsv"))
golden["pairs"] = {"pearson": pearson[0], "spearman": spearman[0], "unknownPercent": unknown}

with open(path("golden.json"), "w") as out:
    json.dump(golden, out, indent=1)
    out.write("\n")
print(golden["analogySections"], golden["analogySectionsOfFirst60"], golden["pairs"])
