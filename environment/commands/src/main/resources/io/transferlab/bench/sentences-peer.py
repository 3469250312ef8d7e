# The same network and texts by onnxruntime and tokenizers of Python: FOLDER THREADS TEXTS ROUNDS WORDS
import json
import random
import statistics
import sys
import time

import numpy
import onnxruntime
import tokenizers

folder, threads, texts, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
words = sys.argv[5].split()
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = threads
options.inter_op_num_threads = 1
options.add_session_config_entry("session.intra_op.allow_spinning", "0")
session = onnxruntime.InferenceSession(folder + "/model.onnx", options, providers=["CPUExecutionProvider"])
tokenizer = tokenizers.Tokenizer.from_file(folder + "/model-tokenizer.json")
tokenizer.no_padding()
tokenizer.enable_truncation(256)


def encode(some):
    for start in range(0, len(some), 32):
        ids = numpy.array([e.ids for e in tokenizer.encode_batch(some[start : start + 32])], dtype=numpy.int64)
        inputs = {"input_ids": ids, "attention_mask": numpy.ones_like(ids), "token_type_ids": numpy.zeros_like(ids)}
        mean = session.run(["last_hidden_state"], inputs)[0].mean(1)
        mean /= numpy.linalg.norm(mean, axis=1, keepdims=True)


draw = random.Random(1)
rates = []
for tokens in (16, 32, 128):
    some = [" ".join(draw.choices(words, k=tokens - 2)) for _ in range(max(32, texts * 32 // tokens))]
    encode(some[:32])
    each = []
    for _ in range(rounds):
        start = time.perf_counter()
        encode(some)
        each.append(len(some) / (time.perf_counter() - start))
    rates.append(statistics.median(each))
versions = "Python %s, onnxruntime %s, tokenizers %s" % (
    sys.version.split()[0],
    onnxruntime.__version__,
    tokenizers.__version__,
)
print(json.dumps({"versions": versions, "textsPerSecond": rates}))
