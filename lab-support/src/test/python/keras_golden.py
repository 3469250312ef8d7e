#!/usr/bin/python3
"""Networks as Keras writes them, and what they compute, from an independent implementation.

Made with Debian 12's python3-h5py 3.7.0, python3-torch 1.13.1, python3-numpy 1.24.2:

    /usr/bin/python3 lab-support/src/test/python/keras_golden.py \
        lab-support/src/test/resources/io/transferlab/network/keras-golden.zip

writes narrow VGG16 and ResNet50 networks with random weights in every form of file that Keras
has had, an input of two pictures, and every layer's output as PyTorch computes it. And

    /usr/bin/python3 lab-support/src/test/python/keras_golden.py --full FOLDER

writes the two networks at their full size (0.66 GB, not committed) with their outputs at 224
pixels; KerasFullSizeTest compares with -Dkeras.full=FOLDER.

Neither Keras nor TensorFlow is used: the layouts of the files are written here from what their
sources say (keras legacy_h5_format.py, saving_lib.py, applications/vgg16.py, applications/resnet.py).
"""

import io
import json
import os
import sys
import tempfile
import zipfile

import h5py
import numpy as np
import torch
import torch.nn.functional as F


class Net:
    """Layers in Keras' order, each with its weights, and their outputs for an input."""

    def __init__(self, seed, coarse):
        self.random = np.random.default_rng(seed)
        self.coarse = coarse
        self.layers = []  # (name, class, {role: array}) in the order of model.layers
        self.outputs = {}

    def draw(self, shape, scale):
        values = self.random.standard_normal(shape, dtype=np.float32) * np.float32(scale)
        if self.coarse:  # few different bytes: the committed files shrink
            step = 2.0 ** np.floor(np.log2(scale / 16))
            values = np.round(values / step) * step
        return values.astype(np.float32)

    def add(self, name, kind, weights=None, output=None):
        self.layers.append((name, kind, weights or {}))
        if output is not None:
            self.outputs[name] = output
        return output

    def kernel(self, shape):
        return self.draw(shape, np.sqrt(2.0 / np.prod(shape[:-1])))

    def conv(self, name, x, size, channels, stride=1, same=False, relu=False):
        kernel = self.kernel((size, size, x.shape[1], channels))
        bias = self.draw((channels,), 0.1)
        weight = torch.from_numpy(kernel.transpose(3, 2, 0, 1).copy())
        y = F.conv2d(x, weight, torch.from_numpy(bias), stride, size // 2 if same else 0)
        if relu:
            y = F.relu(y)
        return self.add(name, "Conv2D", {"kernel": kernel, "bias": bias}, y)

    def bn(self, name, x, eps):
        c = x.shape[1]
        w = {
            "gamma": 1 + self.draw((c,), 0.2),
            "beta": self.draw((c,), 0.2),
            "moving_mean": self.draw((c,), 0.3),
            "moving_variance": np.abs(1 + self.draw((c,), 0.3)) + np.float32(0.0625),
        }
        t = {k: torch.from_numpy(v) for k, v in w.items()}
        y = F.batch_norm(x, t["moving_mean"], t["moving_variance"], t["gamma"], t["beta"], eps=eps)
        return self.add(name, "BatchNormalization", w, y)

    def dense(self, name, x, units, relu=False):
        kernel = self.kernel((x.shape[1], units))
        if not relu:
            kernel *= np.float32(2.0**-8)  # else softmax says 1 and hides every difference
        bias = self.draw((units,), 0.1)
        y = x @ torch.from_numpy(kernel) + torch.from_numpy(bias)
        y = F.relu(y) if relu else F.softmax(y, 1)
        return self.add(name, "Dense", {"kernel": kernel, "bias": bias}, y)


def picture(seed, side, n):
    return np.random.default_rng(seed).uniform(-120, 130, (n, side, side, 3)).astype(np.float32)


def vgg16(x, widths, dense, classes, seed, coarse=True):
    net = Net(seed, coarse)
    net.add("input_1", "InputLayer")
    for block, (width, depth) in enumerate(zip(widths, (2, 2, 3, 3, 3)), 1):
        for i in range(1, depth + 1):
            x = net.conv(f"block{block}_conv{i}", x, 3, width, same=True, relu=True)
        x = net.add(f"block{block}_pool", "MaxPooling2D", None, F.max_pool2d(x, 2, 2))
    # Keras flattens [h, w, c].
    x = x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)
    net.add("flatten", "Flatten")
    x = net.dense("fc1", x, dense, relu=True)
    x = net.dense("fc2", x, dense, relu=True)
    net.dense("predictions", x, classes)
    return net


def resnet50(x, width, classes, seed, eps=1.001e-5, coarse=True):
    net = Net(seed, coarse)
    net.add("input_1", "InputLayer")
    x = net.add("conv1_pad", "ZeroPadding2D", None, F.pad(x, (3, 3, 3, 3)))
    x = net.conv("conv1_conv", x, 7, width, 2)
    x = net.add("conv1_relu", "Activation", None, F.relu(net.bn("conv1_bn", x, eps)))
    x = net.add("pool1_pad", "ZeroPadding2D", None, F.pad(x, (1, 1, 1, 1)))
    x = net.add("pool1_pool", "MaxPooling2D", None, F.max_pool2d(x, 3, 2))
    for stage, (factor, blocks) in enumerate(((1, 3), (2, 4), (4, 6), (8, 3)), 2):
        f = width * factor
        for block in range(1, blocks + 1):
            name = f"conv{stage}_block{block}"
            stride = 2 if block == 1 and stage > 2 else 1
            y = net.conv(name + "_1_conv", x, 1, f, stride)
            y = net.bn(name + "_1_bn", y, eps)
            y = net.add(name + "_1_relu", "Activation", None, F.relu(y))
            y = net.conv(name + "_2_conv", y, 3, f, same=True)
            y = net.bn(name + "_2_bn", y, eps)
            y = net.add(name + "_2_relu", "Activation", None, F.relu(y))
            shortcut = x
            # By depth, the shortcut's convolution comes before the third one.
            if block == 1:
                shortcut = net.conv(name + "_0_conv", x, 1, 4 * f, stride)
            y = net.conv(name + "_3_conv", y, 1, 4 * f)
            if block == 1:
                shortcut = net.bn(name + "_0_bn", shortcut, eps)
            y = net.bn(name + "_3_bn", y, eps)
            y = net.add(name + "_add", "Add", None, shortcut + y)
            x = net.add(name + "_out", "Activation", None, F.relu(y))
    x = net.add("avg_pool", "GlobalAveragePooling2D", None, x.mean((2, 3)))
    net.dense("predictions", x, classes)
    return net


TOP = ("flatten", "fc1", "fc2", "predictions", "avg_pool")


def without_top(layers):
    return [layer for layer in layers if layer[0] not in TOP]


def fixed(names):
    """Keras 1 and h5py 2: fixed-length strings; an empty list became one of float64."""
    return np.array([n.encode() for n in names]) if names else np.array([])


def variable(names):
    """h5py 3 writes a list of str as variable-length strings."""
    return np.array(names, dtype=h5py.string_dtype()) if names else np.array([])


def write_groups(root, layers, weight_name, strings):
    root.attrs["layer_names"] = strings([name for name, _, _ in layers])
    for name, _, weights in layers:
        group = root.create_group(name)
        named = {weight_name(name, role): array for role, array in weights.items()}
        group.attrs["weight_names"] = strings(list(named))
        for key, array in named.items():
            group.create_dataset(key, data=array)


KERAS1 = {"kernel": "W", "bias": "b", "moving_mean": "running_mean", "moving_variance": "running_std"}


def keras1(suffix):
    return lambda layer, role: f"{layer}_{KERAS1.get(role, role)}{suffix}:0"


def keras2(layer, role):
    return f"{layer}/{role}:0"


def legacy_resnet(layers):
    """The names and the order that ResNet50 had before 2019: branch1 after branch2c."""
    out = []
    for name, kind, weights in layers:
        if name.startswith("conv1_"):
            name = {"conv": "conv1", "bn": "bn_conv1"}.get(name[6:], name)
        elif "_block" in name and name.rsplit("_", 1)[1] in ("conv", "bn"):
            stage_block, branch, what = name.rsplit("_", 2)
            stage, block = stage_block[4:].split("_block")
            letter = "abcdef"[int(block) - 1]
            tail = {"0": "1", "1": "2a", "2": "2b", "3": "2c"}[branch]
            name = f"{'res' if what == 'conv' else 'bn'}{stage}{letter}_branch{tail}"
        elif name == "predictions":
            name = "fc1000"
        out.append((name, kind, weights))
    for i in range(len(out) - 1):  # shortcuts one place later, as in the old file
        if out[i][0].endswith("_branch1") and out[i + 1][0].endswith("_branch2c"):
            out[i], out[i + 1] = out[i + 1], out[i]
    return out


def snake(kind):
    return {"Conv2D": "conv2d", "BatchNormalization": "batch_normalization", "Dense": "dense"}.get(
        kind, kind.lower()
    )


def write_keras3(target, layers, names):
    used = {}
    with h5py.File(target, "w") as h5:
        h5.create_group("vars")
        for name, kind, weights in layers:
            kind = snake(kind)
            n = used[kind] = used.get(kind, -1) + 1
            group = h5.create_group(f"layers/{kind}{'_' + str(n) if n else ''}/vars")
            if names:
                group.attrs["name"] = name
            for i, array in enumerate(weights.values()):
                group.create_dataset(str(i), data=array)
        state = h5.create_group("optimizer/vars")
        state.create_dataset("0", data=np.int64(17))


def write_keras(target, layers):
    with tempfile.TemporaryDirectory() as folder:
        inner = os.path.join(folder, "w.h5")
        write_keras3(inner, layers, names=False)
        config = {
            "class_name": "Functional",
            "config": {
                "name": "network",
                "layers": [{"class_name": k, "config": {"name": n}, "name": n} for n, k, _ in layers],
            },
        }
        with zipfile.ZipFile(target, "w") as z:
            z.writestr("metadata.json", json.dumps({"keras_version": "3.6.0"}))
            z.writestr("config.json", json.dumps(config))
            z.write(inner, "model.weights.h5")


def write_model(target, layers):
    with h5py.File(target, "w") as h5:
        h5.attrs["keras_version"] = "2.15.0"
        h5.attrs["backend"] = "tensorflow"
        h5.attrs["model_config"] = json.dumps({"class_name": "Functional"})
        group = h5.create_group("model_weights")
        group.attrs["keras_version"] = "2.15.0"
        write_groups(group, layers, keras2, variable)
        group.create_group("top_level_model_weights").attrs["weight_names"] = np.array([])


def write_legacy(target, layers, weight_name, strings=fixed):
    with h5py.File(target, "w") as h5:
        write_groups(h5, layers, weight_name, strings)


def write_nested(target, layers):
    """A model of one's own around the trunk: the trunk is one layer, its weights keep their names."""
    trunk = without_top(layers)
    with h5py.File(target, "w") as h5:
        group = h5.create_group("model_weights")
        group.attrs["layer_names"] = variable(["vgg16", "my_head"])
        inner = group.create_group("vgg16")
        named = {keras2(n, r): a for n, _, w in trunk for r, a in w.items()}
        inner.attrs["weight_names"] = variable(list(named))
        for key, array in named.items():
            inner.create_dataset(key, data=array)
        head = group.create_group("my_head")
        head.attrs["weight_names"] = variable(["my_head/kernel:0", "my_head/bias:0"])
        head.create_dataset("my_head/kernel:0", data=np.zeros((4, 2), np.float32))
        head.create_dataset("my_head/bias:0", data=np.zeros(2, np.float32))


def channels_last(t):
    return (t.permute(0, 2, 3, 1) if t.dim() == 4 else t).contiguous().numpy()


def outputs(net, x, keep):
    """One block of little-endian float32 and its index: layer, shape, every how manieth is kept."""
    blob, index = io.BytesIO(), []

    def put(name, array, keep):
        flat = array.reshape(-1)
        every = 1 if keep is None else max(1, flat.size // keep)
        kept = flat[::every]
        index.append(
            {"layer": name, "shape": list(array.shape), "every": every, "count": int(kept.size)}
        )
        blob.write(kept.astype("<f4").tobytes())

    put("input", x, None)
    for name, tensor in net.outputs.items():
        put(name, channels_last(tensor), keep)
    return json.dumps(index), blob.getvalue()


def small(target):
    # Sides that leave 2 x 2 before fc1, and rows and columns over at pools and strides.
    pictures = {"vgg16": picture(1, 72, 2), "resnet50": picture(1, 40, 2)}
    t = {k: torch.from_numpy(x.transpose(0, 3, 1, 2).copy()) for k, x in pictures.items()}
    vgg = vgg16(t["vgg16"], (4, 4, 6, 8, 8), 12, 5, seed=2)
    res = resnet50(t["resnet50"], 2, 5, seed=3)
    old = resnet50(t["resnet50"], 2, 5, seed=3, eps=1e-3)
    with tempfile.TemporaryDirectory() as folder:
        def at(name):
            return os.path.join(folder, name)

        write_legacy(at("vgg16-keras1.h5"), vgg.layers, keras1("_1"))
        write_legacy(at("vgg16-keras1-notop.h5"), without_top(vgg.layers), keras1("_1"))
        write_legacy(at("vgg16-keras2.h5"), vgg.layers, keras2, variable)
        write_model(at("vgg16-model.h5"), vgg.layers)
        more = [("block3_conv4",) + layer[1:] for layer in vgg.layers if layer[0] == "block3_conv3"]
        write_legacy(at("vgg19-keras2.h5"), vgg.layers + more, keras2)
        broken = [
            (n, k, {"kernel": w["kernel"]} if n == "block4_conv2" else w) for n, k, w in vgg.layers
        ]
        write_legacy(at("vgg16-no-bias.h5"), broken, keras2)
        write_nested(at("vgg16-nested-model.h5"), vgg.layers)
        write_keras3(at("vgg16.weights.h5"), vgg.layers, names=False)
        write_keras(at("vgg16.keras"), vgg.layers)
        write_legacy(at("resnet50-keras2.h5"), res.layers, keras2)
        write_legacy(at("resnet50-keras2-notop.h5"), without_top(res.layers), keras2)
        write_legacy(at("resnet50-legacy.h5"), legacy_resnet(old.layers), keras1(""))
        write_legacy(at("resnet50-legacy-notop.h5"), without_top(legacy_resnet(old.layers))[:-1],
                     keras1("_1"))
        write_keras3(at("resnet50.weights.h5"), res.layers, names=False)
        write_keras3(at("resnet50-named.weights.h5"), res.layers, names=True)
        write_keras(at("resnet50.keras"), res.layers)
        for name, net in (("vgg16", vgg), ("resnet50", res), ("resnet50-legacy", old)):
            index, blob = outputs(net, pictures[name.replace("-legacy", "")], 400)
            with open(at(name + ".json"), "w") as f:
                f.write(index)
            with open(at(name + ".f32"), "wb") as f:
                f.write(blob)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
            for name in sorted(os.listdir(folder)):
                entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                with open(at(name), "rb") as f:
                    z.writestr(entry, f.read())


def full(folder):
    os.makedirs(folder, exist_ok=True)
    x = picture(5, 224, 1)
    t = torch.from_numpy(x.transpose(0, 3, 1, 2).copy())
    for name, net, naming in (
        ("vgg16", vgg16(t, (64, 128, 256, 512, 512), 4096, 1000, 6, coarse=False), keras1("_1")),
        ("resnet50", resnet50(t, 64, 1000, 7, coarse=False), keras2),
    ):
        write_legacy(os.path.join(folder, name + ".h5"), net.layers, naming)
        index, blob = outputs(net, x, None)
        with open(os.path.join(folder, name + ".json"), "w") as f:
            f.write(index)
        with open(os.path.join(folder, name + ".f32"), "wb") as f:
            f.write(blob)


if __name__ == "__main__":
    torch.set_grad_enabled(False)
    torch.set_num_threads(2)
    if len(sys.argv) == 3 and sys.argv[1] == "--full":
        full(sys.argv[2])
    elif len(sys.argv) == 2:
        small(sys.argv[1])
    else:
        sys.exit(__doc__)
