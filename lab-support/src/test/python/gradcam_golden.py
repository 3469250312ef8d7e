#!/usr/bin/python3
"""Grad-CAM of the small networks of keras_golden.py, from an independent implementation.

Made with Debian 12's python3-torch 1.13.1, python3-numpy 1.24.2 (and python3-h5py, which
keras_golden.py beside this file imports):

    /usr/bin/python3 lab-support/src/test/python/gradcam_golden.py \
        lab-support/src/test/resources/io/transferlab/explain/gradcam-golden.json

For some layers of the narrow VGG16 and ResNet50 whose weights are in keras-golden.zip: the mean
gradient of the score of a class before the softmax over each feature map (Selvaraju et al. 2017,
arXiv 1610.02391, equation 1), and the sum of the maps with these weights, before and so also after
its ReLU (equation 2). By torch.autograd; six digits.
"""

import json
import sys

import torch

from keras_golden import picture, resnet50, vgg16

LAYERS = {
    "vgg16": ("block5_conv3", "block5_pool", "block4_conv1"),
    "resnet50": (
        "conv5_block3_out", "conv5_block1_add", "conv4_block2_2_conv", "conv3_block1_0_bn",
        "conv2_block1_1_relu", "conv1_relu"),
}
OF = (1, 3)  # the class of each of the two pictures


def logits(net, below):
    weights = net.layers[-1][2]
    return net.outputs[below] @ torch.from_numpy(weights["kernel"]) + torch.from_numpy(weights["bias"])


def rounded(tensor):
    return [float(f"{v:.6g}") for v in tensor.detach().reshape(-1).tolist()]


def maps(net, below, layers):
    scores = logits(net, below)
    score = sum(scores[i, c] for i, c in enumerate(OF))  # pictures do not see each other
    out = []
    for layer in layers:
        activations = net.outputs[layer]
        gradient, = torch.autograd.grad(score, activations, retain_graph=True)
        weights = gradient.mean((2, 3))
        summed = (activations * weights[:, :, None, None]).sum(1)
        out.append({"layer": layer, "height": summed.shape[1], "width": summed.shape[2],
                    "weights": rounded(weights), "sums": rounded(summed)})
    return out


def main(target):
    torch.set_num_threads(1)
    golden = {"classes": OF}
    for name, side, seed in (("vgg16", 72, 2), ("resnet50", 40, 3)):
        x = torch.from_numpy(picture(1, side, 2).transpose(0, 3, 1, 2).copy()).requires_grad_()
        if name == "vgg16":
            net, below = vgg16(x, (4, 4, 6, 8, 8), 12, 5, seed), "fc2"
        else:
            net, below = resnet50(x, 2, 5, seed), "avg_pool"
        golden[name] = maps(net, below, LAYERS[name])
    with open(target, "w") as f:
        json.dump(golden, f, separators=(",", ":"))
        f.write("\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
