#!/usr/bin/python3
"""VGG16 and ResNet50 trunks with random weights for other engines; their speed is what counts.

    /usr/bin/python3 environment/commands/src/main/resources/io/transferlab/bench/peers.py FOLDER

writes vgg16 and resnet50 as .onnx and as TorchScript (.pt), 160 MB together, with Debian 12's
python3-torch 1.13.1. Input [n, 3, 224, 224]; output the last pooling, [n, 512] or [n, 2048].
"""

import os
import sys

import torch
from torch import nn


def vgg16():
    layers, channels = [], 3
    for width, depth in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(depth):
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU(inplace=True)]
            channels = width
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())


class Block(nn.Module):
    """As in Keras: the stride on the first 1x1, biases everywhere."""

    def __init__(self, channels, width, stride, project):
        super().__init__()
        wide = 4 * width
        self.shortcut = (
            nn.Sequential(nn.Conv2d(channels, wide, 1, stride), nn.BatchNorm2d(wide))
            if project
            else nn.Identity()
        )
        self.body = nn.Sequential(
            nn.Conv2d(channels, width, 1, stride),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, width, 3, padding=1),
            nn.BatchNorm2d(width),
            nn.ReLU(inplace=True),
            nn.Conv2d(width, wide, 1),
            nn.BatchNorm2d(wide),
        )

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


def resnet50():
    layers = [nn.Conv2d(3, 64, 7, 2, 3), nn.BatchNorm2d(64), nn.ReLU(inplace=True)]
    layers.append(nn.MaxPool2d(3, 2, 1))
    channels = 64
    for width, blocks, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        for i in range(blocks):
            layers.append(Block(channels, width, stride if i == 0 else 1, i == 0))
            channels = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())


def main(folder):
    os.makedirs(folder, exist_ok=True)
    torch.manual_seed(1)
    x = torch.randn(1, 3, 224, 224)
    for name, model in (("vgg16", vgg16()), ("resnet50", resnet50())):
        model.eval()
        torch.onnx.export(
            model,
            x,
            os.path.join(folder, name + ".onnx"),
            opset_version=13,
            input_names=["x"],
            output_names=["y"],
            dynamic_axes={"x": {0: "n"}, "y": {0: "n"}},
        )
        scripted = torch.jit.trace(model, x)
        torch.jit.freeze(scripted).save(os.path.join(folder, name + ".pt"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with torch.no_grad():
        main(sys.argv[1])
