"""The peers of `environment/lab bench all`, each in a process of its own: page_peers.py WORK THREADS ARGUMENT...

Prepares, prints its name and version, and does its work once for each line it reads; answers each
with seconds and processor seconds. What is missing ends it with the import's own words.
"""
import os
import resource
import sys
import tempfile
import time

work, threads, arguments = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


def torch_forward(network, batch, scripted=False):
    import peers
    import torch

    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    model = getattr(peers, network)().eval().to(memory_format=torch.channels_last)
    x = torch.rand(int(batch), 3, 224, 224).contiguous(memory_format=torch.channels_last)
    if scripted:
        model = torch.jit.freeze(torch.jit.trace(model, x))
    for _ in range(2):  # the second pass of a script is where it is compiled
        model(x)
    return "%s %s" % ("libtorch (TorchScript)" if scripted else "PyTorch", torch.__version__), lambda: model(x)


def torch_training(steps, batch):
    import torch
    import training_torch

    torch.set_num_threads(threads)
    model = training_torch.network()
    optimizer = torch.optim.Adam(model.parameters(), 1e-4)
    x = torch.rand(int(batch), 3, 64, 64).contiguous(memory_format=torch.channels_last)
    y = torch.arange(int(batch)) % training_torch.CLASSES

    def train():
        for _ in range(int(steps)):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()

    return "PyTorch " + torch.__version__, train


def onnxruntime_forward(network, batch):
    import onnxruntime

    import numpy
    import peers
    import torch

    torch.set_grad_enabled(False)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "network.onnx")
        torch.onnx.export(getattr(peers, network)().eval(), torch.rand(int(batch), 3, 224, 224), file,
                          opset_version=13, input_names=["x"], output_names=["y"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    x = numpy.random.rand(int(batch), 3, 224, 224).astype("float32")
    session.run(None, {"x": x})
    return "ONNX Runtime " + onnxruntime.__version__, lambda: session.run(None, {"x": x})


def sklearn_tsne(rows, perplexity, iterations):
    import numpy
    import sklearn
    from sklearn.manifold import TSNE

    x = numpy.load(rows)
    tsne = TSNE(perplexity=float(perplexity), n_iter=int(iterations), init="pca", learning_rate="auto",
                random_state=1, n_jobs=threads)
    return "scikit-learn " + sklearn.__version__, lambda: tsne.fit_transform(x)


def sklearn_svm(rows, labels):
    import warnings

    import numpy
    import sklearn
    from sklearn.svm import LinearSVC

    warnings.simplefilter("ignore")
    x, y = numpy.load(rows).astype(numpy.float32), numpy.load(labels)[:, 0].astype(int)
    return "scikit-learn " + sklearn.__version__, lambda: LinearSVC(C=1).fit(x, y)


def liblinear(rows, labels):
    import numpy

    import liblinear_peer

    x, y = numpy.load(rows), numpy.load(labels)[:, 0].astype(int)
    prepared = liblinear_peer.problem(x)
    return "LIBLINEAR " + liblinear_peer.version(), lambda: liblinear_peer.train(prepared, y, 1)


def gensim_vectors(file, ask):
    import gensim
    from gensim.models import KeyedVectors

    name = "gensim " + gensim.__version__
    if ask == "load":
        return name, lambda: KeyedVectors.load_word2vec_format(file)
    vectors = KeyedVectors.load_word2vec_format(file)
    vectors.most_similar("word7")
    return name, lambda: [vectors.most_similar("word%d" % i) for i in range(20)] and None


def numpy_vectors(file, ask):
    import numpy

    with open(file) as lines:
        words, dimension = (int(n) for n in next(lines).split())

    def load():
        block = numpy.empty((words, dimension), numpy.float32)
        with open(file) as lines:
            next(lines)
            for i, line in enumerate(lines):
                block[i] = numpy.fromstring(line.partition(" ")[2], numpy.float32, dimension, sep=" ")
        return block

    name = "numpy " + numpy.__version__
    if ask == "load":
        return name, load
    block = load()
    block /= numpy.linalg.norm(block, axis=1, keepdims=True)

    def nearest():
        for i in range(20):
            near = block @ block[i]
            best = numpy.argpartition(-near, 11)[:11]
            best[numpy.argsort(-near[best])]

    return name, nearest


def sentences(folder, texts):
    import numpy
    import onnxruntime
    import tokenizers

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder + "/model.onnx", options, providers=["CPUExecutionProvider"])
    tokenizer = tokenizers.Tokenizer.from_file(folder + "/model-tokenizer.json")
    with open(texts) as lines:
        some = lines.read().splitlines()

    def encode():
        for start in range(0, len(some), 32):
            ids = numpy.array([e.ids for e in tokenizer.encode_batch(some[start : start + 32])], dtype=numpy.int64)
            inputs = {"input_ids": ids, "attention_mask": numpy.ones_like(ids), "token_type_ids": numpy.zeros_like(ids)}
            mean = session.run(["last_hidden_state"], inputs)[0].mean(1)
            mean /= numpy.linalg.norm(mean, axis=1, keepdims=True)

    encode()
    return "ONNX Runtime %s of Python" % onnxruntime.__version__, encode


def processor():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


name, does = {
    "sketch": torch_training,
    "torch": torch_forward,
    "libtorch": lambda network, batch: torch_forward(network, batch, True),
    "onnxruntime": onnxruntime_forward,
    "tsne": sklearn_tsne,
    "svm": sklearn_svm,
    "liblinear": liblinear,
    "gensim": gensim_vectors,
    "numpy": numpy_vectors,
    "sentences": sentences,
}[work](*arguments)
print("ready", name, flush=True)
for _ in sys.stdin:
    start, used = time.perf_counter(), processor()
    does()
    seconds, used = time.perf_counter() - start, processor() - used
    print("took", max(seconds, 1e-9), max(used, 0), flush=True)
