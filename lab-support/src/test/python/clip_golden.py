#!/usr/bin/python3
"""A small CLIP at random weights as two files of ONNX, and what PyTorch computes with it.

Made with Debian 12's python3-torch 1.13.1, python3-onnx 1.12.0, python3-numpy 1.24.2, python3-pil
9.4.0:

    /usr/bin/python3 lab-support/src/test/python/clip_golden.py \
        lab-support/src/test/resources/io/transferlab/joint/clip \
        lab-support/src/test/resources/io/transferlab/sentences/bpe-golden.json

The towers are those of Radford et al. 2021 (openai/CLIP, model.py) in narrow: a vision transformer
with a class token and a norm before it, a text transformer with a causal mask that is read where the
end token stands, QuickGELU, a projection each. Names and open sizes are those of the files of the
hub: pixel_values [batch, 3, height, width] to image_embeds, input_ids [batch, sequence] to
text_embeds, not of length 1. Tokens are those that bpe_golden.py has made of the same texts.

    vision_model.onnx, text_model.onnx
    pictures/0.png ...    three pictures, none square
    golden.json           {"texts", "pictureVectors", "textVectors" (of length 1), "probabilities"
                          [pictures][texts], softmax of logitScale times cosine}; the padding is
                          that of Hugging Face, 77 tokens, the end token behind the end
"""

import json
import os
import sys

import numpy as np
import torch
from PIL import Image
from torch import nn

WIDTH, HEADS, LAYERS, SIDE, PATCH, SPACE, CONTEXT = 24, 2, 2, 32, 8, 16, 77
VOCABULARY, END, SCALE = 1014, 1013, 20.0
MEAN = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)
DEVIATION = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(WIDTH, HEADS, batch_first=True)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, mask=None):
        y = self.norm1(x)
        x = x + self.attention(y, y, y, need_weights=False, attn_mask=mask)[0]
        y = self.inner(self.norm2(x))
        return x + self.outer(y * torch.sigmoid(1.702 * y))


class Vision(nn.Module):
    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, WIDTH, PATCH, PATCH, bias=False)
        self.token = nn.Parameter(torch.randn(WIDTH))
        self.places = nn.Parameter(torch.randn((SIDE // PATCH) ** 2 + 1, WIDTH))
        self.before, self.after = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.blocks = nn.ModuleList([Block() for _ in range(LAYERS)])
        self.project = nn.Parameter(torch.randn(WIDTH, SPACE))

    def forward(self, pixels):
        x = self.patches(pixels).flatten(2).transpose(1, 2)
        token = self.token.expand(x.shape[0], 1, -1)
        x = self.before(torch.cat([token, x], 1) + self.places)
        for block in self.blocks:
            x = block(x)
        return self.after(x[:, 0]) @ self.project


class Text(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Parameter(torch.randn(CONTEXT, WIDTH))
        self.norm = nn.LayerNorm(WIDTH)
        self.blocks = nn.ModuleList([Block() for _ in range(LAYERS)])
        self.project = nn.Parameter(torch.randn(WIDTH, SPACE))
        self.register_buffer("mask", torch.full((CONTEXT, CONTEXT), float("-inf")).triu(1))

    def forward(self, ids):
        length = ids.shape[1]
        x = self.words(ids) + self.places[:length]
        for block in self.blocks:
            x = block(x, self.mask[:length, :length])
        x = self.norm(x)
        # The first of the largest numbers: the end token's.
        at = (ids == END).int().argmax(-1)
        return x[torch.arange(x.shape[0]), at] @ self.project


def picture(seed):
    coarse = np.random.default_rng(seed).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    size = [(61, 43), (40, 77), (130, 90)][seed]
    return Image.fromarray(coarse).resize(size, Image.BICUBIC)


def prepared(image):
    """torchvision's Resize(SIDE, BICUBIC), CenterCrop(SIDE), Normalize."""
    w, h = image.size
    short, long = min(w, h), max(w, h)
    longer = int(SIDE * long / short)
    w, h = (SIDE, longer) if w <= h else (longer, SIDE)
    image = image.resize((w, h), Image.BICUBIC)
    left, top = int(round((w - SIDE) / 2.0)), int(round((h - SIDE) / 2.0))
    image = image.crop((left, top, left + SIDE, top + SIDE))
    return ((np.asarray(image, np.float32) / 255 - MEAN) / DEVIATION).transpose(2, 0, 1)


def main():
    folder, tokens = sys.argv[1:]
    torch.manual_seed(18)
    vision, text = Vision().eval(), Text().eval()
    vision.patches.weight.data *= 8  # as it is it would hardly look at the pictures
    pictures = os.path.join(folder, "pictures")
    os.makedirs(pictures, exist_ok=True)
    for seed in range(3):
        picture(seed).save(os.path.join(pictures, f"{seed}.png"))
    pixels = torch.tensor(np.stack([prepared(picture(s)) for s in range(3)]))
    with open(tokens, encoding="utf-8") as f:
        rows = [r for r in json.load(f) if r["times"] == 1 and isinstance(r["clip"], list)]
    rows = [r for r in rows if 1 < len(r["text"].strip()) and len(r["clip"]) <= CONTEXT][:12]
    ids = torch.tensor([r["clip"] + [END] * (CONTEXT - len(r["clip"])) for r in rows])
    with torch.no_grad():
        p, t = vision(pixels), text(ids)
        p, t = p / p.norm(dim=1, keepdim=True), t / t.norm(dim=1, keepdim=True)
        probabilities = (SCALE * p @ t.T).softmax(1)
    torch.onnx.export(
        vision, pixels, os.path.join(folder, "vision_model.onnx"), opset_version=14,
        input_names=["pixel_values"], output_names=["image_embeds"],
        dynamic_axes={"pixel_values": {0: "batch_size"}, "image_embeds": {0: "batch_size"}})
    torch.onnx.export(
        text, ids, os.path.join(folder, "text_model.onnx"), opset_version=14,
        input_names=["input_ids"], output_names=["text_embeds"],
        dynamic_axes={"input_ids": {0: "batch_size", 1: "sequence_length"},
                      "text_embeds": {0: "batch_size"}})
    with open(os.path.join(folder, "golden.json"), "w", encoding="utf-8") as f:
        json.dump({"texts": [r["text"] for r in rows],
                   "pictureVectors": np.round(p.numpy().astype(float), 6).tolist(),
                   "textVectors": np.round(t.numpy().astype(float), 6).tolist(),
                   "probabilities": np.round(probabilities.numpy().astype(float), 6).tolist()}, f)
        f.write("\n")
    cosines = (t @ t.T).numpy()
    print("cosines of texts", cosines.min(), "of pictures", (p @ p.T).numpy().min())


if __name__ == "__main__":
    main()
