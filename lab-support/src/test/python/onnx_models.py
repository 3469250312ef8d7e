#!/usr/bin/python3
"""ONNX files of today's architectures at random weights, and what PyTorch computes with them.

Made with Debian 12's python3-torch 1.13.1, python3-torchvision 0.14.1, python3-onnx 1.12.0,
python3-numpy 1.24.2, python3-pil 9.4.0:

    /usr/bin/python3 lab-support/src/test/python/onnx_models.py \
        lab-support/src/test/resources/io/transferlab/network/onnx

writes narrow networks of torchvision's own classes, exported by torch.onnx as people export theirs
(batch normalisation folded, names such as input.36 and onnx::GlobalAveragePool_317):

    mobilenet     MobileNetV2, operator set 12, input [batch, 3, 48, 48]
    mobilenet3    MobileNetV3: squeeze and excitation, hard swish
    efficientnet  EfficientNet, side 48 too: SiLU, squeeze and excitation
    convnext      ConvNeXt, side 64, operator set 17: depthwise 7 x 7, LayerNormalization, layer scale
    vit           VisionTransformer: class token first, 4 x 4 patches, side 32
    tokens        the same without top, as DINOv2's file: pixel_values [batch, 3, height, width] to
                  last_hidden_state [batch, tokens, 24]; height and width are free by name only
    resnet        ResNet of bottlenecks, side 64
    lite          as EfficientNet-Lite4: images:0 [1, 48, 48, 3], channels last, batch 1, softmax

For each NAME.onnx there are NAME.golden.json and NAME.golden.f32 (little-endian float32, one after
the other, as keras_golden.py writes them: layer, shape, every how manieth value is kept, count).
The first is the input as it goes into the network, but channels last: both pictures,
picturesSIDE/a/0.png and picturesSIDE/b/1.png of the network's side, prepared with mean and deviation
(see PREPARED). Then follow nodes' outputs under the names that they have in the file, maps [n, h, w,
c] channels last and tokens [n, t, d], and the declared output under its name. The inner ones are no
outputs of the file. "embedding" is no layer: the means over the maps of the last one before the
classifier, or the CLS token, [n, c]. Another processor writes the same to rounding. And

    /usr/bin/python3 lab-support/src/test/python/onnx_models.py --full FOLDER

writes mobilenet_v2, mobilenet_v3_small, efficientnet_b0, convnext_tiny, vit_b_16 and resnet50 as
torchvision builds them, at 224 pixels and random weights (0.6 GB, not committed), the same way, each
with its card, and 32 pictures more in FOLDER/many, so that

    environment/lab features FOLDER/resnet50.onnx FOLDER/many --out x.npy --no-cache

tells how many pictures a second, and the same with FOLDER/pictures and --layers (the name before
"output" in the golden index) what to compare with "embedding".
"""

import io
import json
import os
import sys

import numpy as np
import onnx
import torch
from PIL import Image
from torch import nn
from torchvision import models
from torchvision.models.convnext import CNBlockConfig, ConvNeXt
from torchvision.models.efficientnet import EfficientNet, MBConvConfig
from torchvision.models.mobilenetv2 import MobileNetV2
from torchvision.models.mobilenetv3 import InvertedResidualConfig, MobileNetV3
from torchvision.models.resnet import Bottleneck, ResNet
from torchvision.models.vision_transformer import VisionTransformer

CLASSES = 10
# Of pixels from 0 to 1.
PREPARED = {
    "imagenet": ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
    "half": ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
    "lite": ((127 / 255,) * 3, (128 / 255,) * 3),
}


def picture(seed, side):
    """Soft random colours: a picture rather than noise."""
    coarse = np.random.default_rng(seed).integers(0, 256, (5, 5, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((side, side), Image.BICUBIC)


def prepared(pictures, how):
    mean, deviation = (np.array(v, np.float32) for v in PREPARED[how])
    return np.stack([(np.asarray(p, np.float32) / 255 - mean) / deviation for p in pictures])


def narrow_mobilenet():
    setting = [[1, 8, 1, 1], [4, 12, 2, 2], [4, 16, 2, 2], [4, 24, 2, 2], [4, 32, 1, 1], [4, 40, 2, 2]]
    net = MobileNetV2(num_classes=CLASSES, width_mult=0.5, inverted_residual_setting=setting,
                      round_nearest=4)
    last = net.features[-1]
    last[0] = nn.Conv2d(last[0].in_channels, 64, 1, bias=False)
    last[1] = nn.BatchNorm2d(64)
    net.classifier[1] = nn.Linear(64, CLASSES)
    return net


def narrow_mobilenet3():
    def row(*values):
        return InvertedResidualConfig(*values, 1, 1)

    return MobileNetV3(
        [row(16, 3, 16, 16, True, "RE", 2), row(16, 3, 40, 16, False, "RE", 2),
         row(16, 3, 48, 16, False, "RE", 1), row(16, 5, 40, 20, True, "HS", 2),
         row(20, 5, 48, 20, True, "HS", 1)], 40, CLASSES)


def narrow_efficientnet(relu=False):
    def row(expand, kernel, stride, before, after, layers):
        return MBConvConfig(expand, kernel, stride, before, after, layers)

    net = EfficientNet(
        [row(1, 3, 1, 8, 8, 1), row(4, 3, 2, 8, 12, 2), row(4, 5, 2, 12, 20, 2),
         row(4, 3, 2, 20, 24, 1)], 0.2, num_classes=CLASSES, last_channel=64)
    if relu:  # the Lite form: no squeeze and excitation, ReLU6 for SiLU
        for module in list(net.modules()):
            for name, child in list(module.named_children()):
                if isinstance(child, nn.SiLU):
                    setattr(module, name, nn.ReLU6())
                elif type(child).__name__ == "SqueezeExcitation":
                    setattr(module, name, nn.Identity())
    return net


def narrow_convnext():
    return ConvNeXt([CNBlockConfig(8, 16, 1), CNBlockConfig(16, 24, 1), CNBlockConfig(24, 32, 1),
                     CNBlockConfig(32, None, 1)], num_classes=CLASSES)


def narrow_vit():
    return VisionTransformer(32, 8, 3, 4, 24, 48, num_classes=CLASSES)


def narrow_resnet():
    net = ResNet.__new__(ResNet)
    nn.Module.__init__(net)
    net._norm_layer, net.inplanes, net.dilation = nn.BatchNorm2d, 8, 1
    net.groups, net.base_width = 1, 64
    net.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
    net.bn1, net.relu, net.maxpool = nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)
    for i, (planes, blocks) in enumerate(((4, 1), (6, 2), (8, 2), (12, 1)), 1):
        setattr(net, f"layer{i}", net._make_layer(Bottleneck, planes, blocks, 1 if i == 1 else 2))
    net.avgpool, net.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(48, CLASSES)
    return net


class Tokens(nn.Module):
    """A VisionTransformer's sequence after its last norm, as encoders of Hugging Face give it."""

    def __init__(self):
        super().__init__()
        self.vit = narrow_vit()

    def forward(self, x):
        x = self.vit._process_input(x)
        token = self.vit.class_token.expand(x.shape[0], -1, -1)
        return self.vit.encoder(torch.cat([token, x], 1))


class ChannelsLast(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(x.permute(0, 3, 1, 2)), 1)


# name: network, side, operator set, prepared how, inner modules, input, output
FEATURES = ["features.0", "features.1", "features.3", "features.-1"]
BLOCKS = ["encoder.layers.0", "encoder.layers.1", "encoder.layers.-1", "encoder.ln"]
NARROW = {
    "mobilenet": (narrow_mobilenet, 48, 12, "imagenet", FEATURES, "input", "output"),
    "mobilenet3": (narrow_mobilenet3, 48, 14, "imagenet", FEATURES, "input", "output"),
    "efficientnet": (narrow_efficientnet, 48, 14, "imagenet", FEATURES, "input", "output"),
    "convnext": (narrow_convnext, 64, 17, "imagenet", FEATURES, "input", "output"),
    "vit": (narrow_vit, 32, 14, "half", BLOCKS, "input", "output"),
    "tokens": (Tokens, 32, 14, "imagenet", ["vit." + b for b in BLOCKS[:-1]], "pixel_values",
               "last_hidden_state"),
    "resnet": (narrow_resnet, 64, 13, "imagenet",
               ["relu", "layer1", "layer2", "layer3", "layer4"], "input", "output"),
    "lite": (lambda: ChannelsLast(narrow_efficientnet(relu=True)), 48, 11, "lite",
             ["net." + f for f in FEATURES], "images:0", "Softmax:0"),
}
FULL = {
    "mobilenet_v2": (models.mobilenet_v2, 224, 12, "imagenet", FEATURES, "input", "output"),
    "mobilenet_v3_small":
        (models.mobilenet_v3_small, 224, 14, "imagenet", FEATURES, "input", "output"),
    "efficientnet_b0": (models.efficientnet_b0, 224, 14, "imagenet", FEATURES, "input", "output"),
    "convnext_tiny": (models.convnext_tiny, 224, 17, "imagenet", FEATURES, "input", "output"),
    "vit_b_16": (models.vit_b_16, 224, 14, "half", BLOCKS, "input", "output"),
    "resnet50": (models.resnet50, 224, 13, "imagenet", ["layer1", "layer2", "layer3", "layer4"],
                 "input", "output"),
}


def at(net, path):
    for part in path.split("."):
        net = net[int(part)] if part.lstrip("-").isdigit() else getattr(net, part)
    return net


def randomise(net, seed, x):
    """Weights under which every layer says something: none zero, none dying out."""
    generator = torch.Generator().manual_seed(seed)
    for parameter in net.parameters():
        if parameter.dim() == 1 or parameter.std() < 0.05:
            scale = 0.02 if parameter.dim() == 3 else 0.1
            if parameter.dim() in (2, 4):  # He's rule
                scale = (2 / parameter[0].numel()) ** 0.5
            parameter.data += torch.randn(parameter.shape, generator=generator) * scale
        if parameter.dim() == 3 and parameter.abs().mean() < 0.01:  # layer scale, class token
            parameter.data += torch.randn(parameter.shape, generator=generator) * 0.5
    norms = [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    for norm in norms:
        norm.train().momentum = 1.0
    if norms:
        net(x)
    for norm in norms:
        norm.running_mean += torch.randn(norm.running_mean.shape, generator=generator) * 0.1
        norm.running_var *= 1.25  # no picture of the two is where the statistics say
    net.eval()


def export(name, folder, narrow, seed):
    make, side, opset, how, inner, input_name, output_name = (NARROW if narrow else FULL)[name]
    torch.manual_seed(seed)
    net = make().eval()
    last = how == "lite"

    def tensor(x):
        return torch.from_numpy(x if last else np.ascontiguousarray(x.transpose(0, 3, 1, 2)))

    x = prepared([picture(1, side), picture(2, side)], how)
    randomise(net, seed, tensor(prepared([picture(3 + i, side) for i in range(8)], how)))

    plain, caught = net.forward, []
    for path in inner:
        # Nothing follows that changes them in place: their own last operation is the caught one.
        at(net, path).register_forward_hook(lambda m, i, o: caught.append(o))

    def forward(x):
        caught.clear()
        y = plain(x)
        return (y, *caught)

    net.forward = forward
    free = {0: "batch", 2: "height", 3: "width"} if input_name == "pixel_values" else {0: "batch"}
    target = os.path.join(folder, name + ".onnx")
    torch.onnx.export(  # with gradients: without them attention takes a path that cannot be exported
        net, tensor(x[:1]), target, opset_version=opset, input_names=[input_name],
        output_names=[output_name],
        dynamic_axes=None if last else {input_name: free, output_name: {0: "batch"}})
    model = onnx.load(target)
    names = [o.name for o in model.graph.output]
    del model.graph.output[1:]
    if input_name == "pixel_values":
        model.graph.output[0].type.tensor_type.shape.dim[1].dim_param = "tokens"
    onnx.checker.check_model(model)
    onnx.save(model, target)

    with torch.no_grad():
        outputs = forward(tensor(x))
    index, blob = [], io.BytesIO()

    def put(layer, array, keep):
        flat = np.ascontiguousarray(array, np.float32).reshape(-1)
        every = 1 if keep is None else max(1, flat.size // keep)
        kept = flat[::every]
        index.append({"layer": layer, "shape": list(array.shape), "every": every,
                      "count": int(kept.size)})
        blob.write(kept.astype("<f4").tobytes())

    put(input_name, x, None)
    for layer, value in list(zip(names[1:], outputs[1:])) + [(names[0], outputs[0])]:
        put(layer, value.permute(0, 2, 3, 1).numpy() if value.dim() == 4 else value.numpy(), 400)
    deepest = outputs[0] if output_name == "last_hidden_state" else outputs[-1]
    put("embedding", (deepest.mean((2, 3)) if deepest.dim() == 4 else deepest[:, 0]).numpy(), None)
    with open(os.path.join(folder, name + ".golden.json"), "w") as f:
        json.dump(index, f, separators=(",", ":"))
        f.write("\n")
    with open(os.path.join(folder, name + ".golden.f32"), "wb") as f:
        f.write(blob.getvalue())
    spread = [f"{v.std():.2g}" for v in outputs]
    print(f"{name}: {os.path.getsize(target)} bytes, {len(model.graph.node)} nodes, "
          f"deviations {' '.join(spread)}, pictures differ by "
          f"{(outputs[-1][0] - outputs[-1][1]).abs().max():.2g}")


def card(side, how, tokens):
    framing = {"fit": "short side", "to": side, "filter": "bilinear", "crop": side}
    out = {"framing": framing, "normalisation": how}
    return {**out, "pooling": "cls", "prefixTokens": 1} if tokens else out


def main(folder, narrow):
    torch.set_num_threads(1)
    names = NARROW if narrow else FULL
    for i, side in enumerate(sorted({row[1] for row in names.values()})):
        for j, kind in enumerate(("a", "b")):
            at_side = os.path.join(folder, f"pictures{side}" if narrow else "pictures", kind)
            os.makedirs(at_side, exist_ok=True)
            picture(1 + j, side).save(os.path.join(at_side, f"{j}.png"))
    if not narrow:
        for i in range(32):
            at_many = os.path.join(folder, "many", "ab"[i % 2])
            os.makedirs(at_many, exist_ok=True)
            picture(100 + i, 224).save(os.path.join(at_many, f"{i:02d}.png"))
        for name, (_, side, _, how, *_) in FULL.items():
            with open(os.path.join(folder, name + ".card.json"), "w") as f:
                json.dump(card(side, how, name.startswith("vit")), f, indent=1)
    for i, name in enumerate(names):
        export(name, folder, narrow, 20 + i)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--full":
        os.makedirs(sys.argv[2], exist_ok=True)
        main(sys.argv[2], narrow=False)
    elif len(sys.argv) == 2:
        main(sys.argv[1], narrow=True)
    else:
        sys.exit(__doc__)
