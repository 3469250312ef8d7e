#!/usr/bin/python3
"""What PyTorch computes with the weights of the transformer that comes with the course.

Made with Debian 12's python3-torch 1.13.1, python3-onnx 1.12.0, python3-numpy 1.24.2:

    /usr/bin/python3 lab-support/src/test/python/vit_golden.py \
        lab-support/src/main/resources/io/transferlab/network/sketch-objects-vit.onnx \
        lab-support/src/test/resources/io/transferlab/network

Only the weights are read from the file, not its graph: the network is built here of torch's own
layers (MultiheadAttention, LayerNorm, Conv2d), with a class token that is put in front. Writes
sketch-objects-vit.golden.json and .f32 in the layout of keras_golden.py: the prepared pictures,
channels last, then what each block leaves, the normalised last one, and the logits.
"""
import json
import sys

import numpy as np
import onnx
import torch
from onnx import numpy_helper

HEADS = 4

source, folder = sys.argv[1:]
weights = {
    w.name: torch.tensor(numpy_helper.to_array(w).copy())
    for w in onnx.load(source).graph.initializer
    if w.data_type == onnx.TensorProto.FLOAT
}
dimension = weights["norm/weight"].numel()


def linear(name, x):
    return torch.nn.functional.linear(x, weights[name + "/weight"].T, weights[name + "/bias"])


def norm(name, x):
    layer = torch.nn.LayerNorm(dimension, eps=0)
    layer.weight.data = weights[name + "/weight"]
    layer.bias.data = weights[name + "/bias"]
    return layer(x)


def attention(block, x):
    layer = torch.nn.MultiheadAttention(dimension, HEADS, batch_first=True)
    three = [block + "/query", block + "/key", block + "/value"]
    layer.in_proj_weight.data = torch.cat([weights[n + "/weight"].T for n in three])
    layer.in_proj_bias.data = torch.cat([weights[n + "/bias"] for n in three])
    layer.out_proj.weight.data = weights[block + "/out/weight"].T.contiguous()
    layer.out_proj.bias.data = weights[block + "/out/bias"]
    return layer(x, x, x, need_weights=True)[0]


y, x, c, n = (
    np.arange(64)[None, :, None, None],
    np.arange(64)[None, None, :, None],
    np.arange(3)[None, None, None, :],
    np.arange(2)[:, None, None, None],
)
pixels = 127.5 + 127.5 * np.sin(x / (3.0 + n) + c) * np.cos(y / (5.0 - n) - 2.0 * c)
prepared = ((np.round(pixels) - 118) / 64).astype(np.float32)
found = [("input", prepared)]

with torch.no_grad():
    maps = torch.tensor(prepared).permute(0, 3, 1, 2)
    convolutions = sum(1 for name in weights if name.startswith("stem")) // 2
    for i in range(1, convolutions + 1):
        stem = "stem%d" % i
        maps = torch.nn.functional.conv2d(
            maps, weights[stem + "/weight"], weights[stem + "/bias"], stride=2, padding=1
        )
        maps = torch.relu(maps) if i < convolutions else maps
    patches = maps.flatten(2).transpose(1, 2)
    places = weights["places"]
    token = places[:, :1].expand(len(patches), -1, -1)
    stream = torch.cat([token, patches + places[:, 1:]], 1)
    blocks = sorted({name.split("/")[0] for name in weights if name.startswith("block")})
    for block in blocks:
        stream = stream + attention(block, norm(block + "/norm1", stream))
        wide = linear(block + "/wide", norm(block + "/norm2", stream))
        stream = stream + linear(block + "/narrow", wide * torch.sigmoid(1.702 * wide))
        found.append((block, stream.numpy()))
    last = norm("norm", stream)
    found.append(("norm", last.numpy()))
    both = torch.cat([last[:, 0], last[:, 1:].mean(1)], 1)
    found.append(("logits", linear("head", both).numpy()))

index = []
with open(folder + "/sketch-objects-vit.golden.f32", "wb") as out:
    for name, values in found:
        every = 2 if values.ndim == 3 else 1
        kept = np.ascontiguousarray(values).reshape(-1)[::every].astype("<f4")
        out.write(kept.tobytes())
        index.append(
            {"layer": name, "shape": list(values.shape), "every": every, "count": len(kept)}
        )
with open(folder + "/sketch-objects-vit.golden.json", "w") as out:
    json.dump(index, out, separators=(",", ":"))
