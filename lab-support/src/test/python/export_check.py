#!/usr/bin/python3
"""Exported networks, read by programs that know nothing of ours.

    /usr/bin/python3 lab-support/src/test/python/export_check.py FOLDER

Made for Debian 12's python3-onnx 1.12.0, python3-numpy 1.24.2, python3-pil 9.4.0. Of each .onnx file it
runs ONNX's checker with full_check (types and shapes inferred strictly) and says what goes in and out.
Where the lines for Python lie beside it (a.txt) they are executed, with a stand-in for onnxruntime (Debian
has none) that refuses another input's name, type or shape; what they feed is left in a.f32 for
ExportedFilesTest, which gives it to ONNX Runtime. Of each .safetensors file it reads every tensor.
"""

import json
import os
import sys
import types

import numpy as np
import onnx
from PIL import Image


def sizes(value):
    return [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]


class Session:
    """As onnxruntime's: knows the file's inputs, outputs and metadata, computes nothing."""

    def __init__(self, path):
        self.path, self.model = path, onnx.load(path)

    def get_modelmeta(self):
        return types.SimpleNamespace(custom_metadata_map={p.key: p.value for p in self.model.metadata_props})

    def run(self, outputs, feeds):
        (value,) = self.model.graph.input
        ((name, x),) = feeds.items()
        shape = sizes(value)
        assert name == value.name and x.dtype == np.float32 and list(x.shape[1:]) == shape[1:], (name, x.dtype, x.shape)
        np.ascontiguousarray(x).tofile(self.path[:-5] + ".f32")
        known = {v.name: sizes(v)[1] for v in self.model.graph.output}
        return [np.eye(1, known[name], dtype=np.float32) for name in outputs]


def check_onnx(path):
    onnx.checker.check_model(path, full_check=True)
    model = onnx.load(path)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    named = {n.output[0] for n in model.graph.node}
    known = {v.name for v in inferred.graph.value_info if sizes(v)} | {v.name for v in model.graph.output}
    assert named <= known, sorted(named - known)
    meta = {p.key: p.value for p in model.metadata_props}
    classes = json.loads(meta["classes"])
    (value,) = model.graph.input
    assert sizes(value)[0] == "batch" and all(sizes(v) == ["batch", len(classes)] for v in model.graph.output)
    print(f"{path}: checked, IR {model.ir_version}, opset {model.opset_import[0].version}, "
          f"{len(model.graph.node)} nodes, {value.name} {sizes(value)} -> "
          f"{[v.name for v in model.graph.output]} of {len(classes)} classes")
    lines = [l.strip() for l in open(path[:-5] + ".txt")] if os.path.exists(path[:-5] + ".txt") else []
    first = next((i for i, l in enumerate(lines) if l.startswith("import json")), None)
    if first is not None:
        sys.modules["onnxruntime"] = types.SimpleNamespace(InferenceSession=Session)
        os.chdir(os.path.dirname(path))  # where picture.jpg is
        exec("\n".join(lines[first:first + 4]), {})


def check_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    meta = header.pop("__metadata__")
    total = 0
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensor = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
        assert np.isfinite(tensor).all(), name
        total += tensor.size
    assert 4 * total == len(data)
    print(f"{path}: {len(header)} tensors, {total} numbers, {len(json.loads(meta['classes']))} classes, "
          f"first {next(iter(header.items()))}")


folder = os.path.abspath(sys.argv[1])
if not os.path.exists(folder + "/picture.jpg"):
    pixels = np.random.default_rng(1).integers(0, 256, (150, 230, 3), dtype=np.uint8)
    Image.fromarray(pixels).resize((97, 61)).save(folder + "/picture.jpg", quality=95)
for name in sorted(os.listdir(folder)):
    if name.endswith(".onnx"):
        check_onnx(os.path.join(folder, name))
    elif name.endswith(".safetensors"):
        check_safetensors(os.path.join(folder, name))
