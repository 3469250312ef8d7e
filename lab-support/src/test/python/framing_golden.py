#!/usr/bin/env python3
"""Resizes and crops pictures with Pillow and torchvision, for FramingGoldenTest.

Made with Pillow 9.4.0 and torchvision 0.14.1 (Debian 12, python3-pil, python3-torchvision):
    /usr/bin/python3 lab-support/src/test/python/framing_golden.py
It writes framing-golden.json: each case's square in Base64, or the SHA-256 of a large one. Pictures are
made by whole numbers alone, so that Java makes the same.
"""
import base64
import hashlib
import json
import pathlib

import numpy
import PIL
import torchvision
from PIL import Image, ImageOps
from torchvision.transforms import CenterCrop, Compose, InterpolationMode, Resize

tests = pathlib.Path(__file__).parent.parent / "resources/io/transferlab/data"
MODES = {"bilinear": InterpolationMode.BILINEAR, "bicubic": InterpolationMode.BICUBIC,
         "box": InterpolationMode.BOX, "lanczos": InterpolationMode.LANCZOS}


def picture(kind, w, h):
    y, x = numpy.mgrid[0:h, 0:w].astype(numpy.int64)
    if kind == "noise":
        n = (x * 73856093 ^ y * 19349663) & 0x7FFFFFFF
        n = (n * 1103515245 + 12345) & 0x7FFFFFFF
        bands = [n >> 5, n >> 11, n >> 19]
    elif kind == "gradient":
        bands = [x * 255 // max(1, w - 1), y * 255 // max(1, h - 1), (x + y) * 255 // max(1, w + h - 2)]
    elif kind == "rings":
        bands = [x * x * 3 + y * y * 5 >> 5, x * y * 7 >> 6, (x - y) * (x - y) >> 3]
    elif kind == "bars":
        bands = [x // 3 % 2 * 255, y // 5 % 2 * 255, (x // 2 + y // 2) % 2 * 255]
    return Image.fromarray(numpy.stack(bands, axis=2).astype(numpy.uint8))


def square(image, fit, to, mode, crop):
    size = to if fit == "SHORT_SIDE" else (to, to)
    return numpy.asarray(Compose([Resize(size, MODES[mode]), CenterCrop(crop)])(image)).tobytes()


def file(name):
    image = ImageOps.exif_transpose(Image.open(tests / "pictures" / name)).convert("RGBA")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


cases = []


def case(image, fit, to, mode, crop, **what):
    rgb = square(image, fit, to, mode, crop)
    value = {"rgb": base64.b64encode(rgb).decode()} if crop <= 40 else {
        "sha256": hashlib.sha256(rgb).hexdigest()}
    cases.append(dict(what, fit=fit, to=to, filter=mode.upper(), crop=crop, **value))


def made(kind, w, h, *how):
    case(picture(kind, w, h), *how, kind=kind, width=w, height=h)


for mode in MODES:
    made("noise", 61, 47, "SHORT_SIDE", 24, mode, 20)  # down, odd
    made("noise", 13, 9, "SHORT_SIDE", 30, mode, 25)  # up, odd
    made("rings", 200, 133, "SQUEEZED", 37, mode, 32)
    made("bars", 33, 90, "SHORT_SIDE", 16, mode, 15)
    made("gradient", 300, 7, "SHORT_SIDE", 14, mode, 14)  # very wide, enlarged
    made("noise", 1, 40, "SHORT_SIDE", 8, mode, 8)  # one pixel wide
    made("noise", 1, 1, "SQUEEZED", 9, mode, 7)
    made("noise", 5000, 3, "SQUEEZED", 11, mode, 11)
    made("rings", 640, 480, "SHORT_SIDE", 256, mode, 224)
    made("noise", 24, 24, "SQUEEZED", 24, mode, 20)  # no resize
    made("bars", 24, 50, "SHORT_SIDE", 24, mode, 23)
    made("noise", 50, 24, "SQUEEZED", 24, mode, 24)  # across only
for w, h in [(57, 40), (40, 57), (58, 41), (99, 64), (101, 64)]:
    for to, crop in [(32, 29), (33, 28), (36, 36), (40, 17)]:
        made("rings", w, h, "SHORT_SIDE", to, "bilinear", crop)  # the rounding of both steps
made("noise", 1501, 1000, "SHORT_SIDE", 256, "bicubic", 224)
made("rings", 1000, 1777, "SHORT_SIDE", 232, "bilinear", 224)
for name in ["gray.bmp", "one-bit.png", "palette.gif", "two-bit.png", "exif6.png",
             "alpha.png", "gray-alpha.png", "palette-alpha.png", "line.png", "one.png", "gray.tif"]:
    case(file(name), "SHORT_SIDE", 24, "bicubic", 20, file=name)

text = json.dumps({"pillow": PIL.__version__, "torchvision": torchvision.__version__, "cases": cases}, indent=1)
(tests / "framing-golden.json").write_text(text + "\n")
print(len(cases), "cases,", len(text), "bytes")
