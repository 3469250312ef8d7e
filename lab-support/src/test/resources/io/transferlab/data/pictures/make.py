#!/usr/bin/env python3
"""Makes odd picture files and writes down how Pillow reads them: size and colours at 16 points.

Made with Pillow 9.4.0 (Debian 12, python3-pil):  /usr/bin/python3 make.py
Transparent pixels are laid on white; EXIF orientation is applied (ImageOps.exif_transpose).
"""
import io
import json
import pathlib
import struct
import zlib

import PIL
from PIL import Image, ImageOps, PngImagePlugin

here = pathlib.Path(__file__).parent
files = {}


def quarters(w, h, mode="RGB"):
    colours = [(230, 20, 20), (20, 200, 30), (20, 40, 220), (250, 240, 60)]
    image = Image.new("RGB", (w, h))
    for y in range(h):
        for x in range(w):
            image.putpixel((x, y), colours[(0 if y < h // 2 else 2) + (0 if x < w // 2 else 1)])
    return image.convert(mode)


def exif(orientation, order=">"):
    head = b"MM\0*" if order == ">" else b"II*\0"
    tail = struct.pack(order + "HHHIHHI", 1, 0x112, 3, 1, orientation, 0, 0)
    return head + struct.pack(order + "I", 8) + tail


def save(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def chunk(name, content):
    crc = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)


def png_with(png, *chunks, behind=False):
    """Puts chunks behind the head, or before the end."""
    at = png.rindex(b"IEND") - 4 if behind else 33
    return png[:at] + b"".join(chunks) + png[at:]


def raw_png(w, h, bits, kind, rows, *before):
    head = struct.pack(">IIBBBBB", w, h, bits, kind, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + r for r in rows))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(before)
            + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


def jpeg_with(jpeg, marker, content):
    return jpeg[:2] + bytes([0xff, marker]) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


base = quarters(48, 32)
png = save(base, "PNG")
palette = save(quarters(48, 32).quantize(4), "PNG")

for o in range(1, 9):
    files[f"exif{o}.png"] = png_with(png, chunk(b"eXIf", exif(o, "><"[o % 2])))
    files[f"exif{o}.tif"] = save(base, "TIFF", tiffinfo={274: o}, compression="tiff_lzw")
files["exif6-behind.png"] = png_with(png, chunk(b"eXIf", exif(6)), behind=True)
profile = b"\nexif\n%8d\n%s\n" % (len(exif(8)) + 6, (b"Exif\0\0" + exif(8)).hex().encode())
files["exif8-text.png"] = png_with(png, chunk(b"tEXt", b"Raw profile type exif\0" + profile))
files["exif8-packed.png"] = png_with(
    png, chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(profile)))
for o in (3, 6):
    files[f"exif{o}.webp"] = save(base, "WEBP", lossless=True, exif=exif(o))
    files[f"exif{o}-word.webp"] = save(base, "WEBP", lossless=True, exif=b"Exif\0\0" + exif(o))
    files[f"exif{o}.jpg"] = save(base, "JPEG", quality=95, subsampling=0, exif=b"Exif\0\0" + exif(o))

# Metadata that is broken: the pixels are whole.
files["time.png"] = png_with(palette, chunk(b"tIME", b"\x07\xe6\x0d\x20\x19\x3d\x3e"))
files["time-short.png"] = png_with(palette, chunk(b"tIME", b"\x07"))
files["profile.png"] = png_with(png, chunk(b"iCCP", b"broken\0\0not packed at all"))
files["profile-name.png"] = png_with(png, chunk(b"iCCP", b"x" * 90))
files["gamma.png"] = png_with(png, chunk(b"gAMA", struct.pack(">I", 100000)))
files["significant.png"] = png_with(palette, chunk(b"sBIT", b"\x09\x09\x09\x09"))
files["histogram.png"] = png_with(palette, chunk(b"hIST", b"\0"))
files["cut-exif.png"] = png_with(png, chunk(b"eXIf", exif(6)[:12]))
jpeg = save(base, "JPEG", quality=95, subsampling=0)
files["profile.jpg"] = jpeg_with(jpeg, 0xe2, b"ICC_PROFILE\0\1\1" + b"broken" * 20)
files["profile-part.jpg"] = jpeg_with(jpeg, 0xe2, b"ICC_PROFILE\0\1\2" + b"\0" * 128)
files["cut-exif.jpg"] = jpeg_with(jpeg, 0xe1, b"Exif\0\0" + exif(6)[:14])
files["photoshop.jpg"] = jpeg_with(jpeg, 0xed, b"Photoshop 3.0\0" + b"8BIM\xff")
files["empty-segment.jpg"] = jpeg_with(jpeg, 0xe1, b"")

files["packed-text.png"] = png_with(png, chunk(b"zTXt", b"Comment\0\0not packed at all"))
files["packed-way.png"] = png_with(png, chunk(b"zTXt", b"Comment\0\7" + zlib.compress(b"text")))
files["text-cut.png"] = png_with(png, chunk(b"iTXt", b"Comment\0\1\0en"))
files["text-packed.png"] = png_with(png, chunk(b"iTXt", b"Comment\0\1\0en\0\0not packed at all"))
files["text-latin.png"] = png_with(png, chunk(b"iTXt", b"K\xf6rper\0\0\0\0\0\xff\xfe"))

# Colours in every form.
files["gray16.png"] = raw_png(
    4, 2, 16, 0, [struct.pack(">4H", 0, 20000, 40000, 65535)] * 2)
files["rgb16.png"] = raw_png(
    4, 2, 16, 2, [struct.pack(">12H", *[5000 * i for i in range(12)])] * 2)
files["one-bit.png"] = save(quarters(48, 32, "1"), "PNG")
files["two-bit.png"] = raw_png(8, 1, 2, 0, [bytes([0b00011011, 0b11100100])])
gray_alpha = Image.new("LA", (48, 32), (100, 64))
gray_alpha.paste((200, 255), (0, 0, 24, 32))
files["gray-alpha.png"] = save(gray_alpha, "PNG")
files["palette-alpha.png"] = save(quarters(48, 32).quantize(4), "PNG", transparency=bytes([0, 128]))
files["palette-short.png"] = raw_png(
    8, 2, 8, 3, [bytes(range(8))] * 2, chunk(b"PLTE", bytes([200, 0, 0, 0, 200, 0])))
files["gray-clear.png"] = raw_png(
    4, 2, 8, 0, [bytes([0, 90, 180, 255])] * 2, chunk(b"tRNS", struct.pack(">H", 90)))
files["interlaced.png"] = save(base, "PNG")  # replaced below: Pillow writes none
rgba = quarters(48, 32, "RGBA")
rgba.putalpha(Image.linear_gradient("L").resize((48, 32)))
files["alpha.png"] = save(rgba, "PNG")
files["cmyk.jpg"] = save(quarters(48, 32, "CMYK"), "JPEG", quality=95)
ycck = Image.merge("CMYK", (*base.convert("YCbCr").split(), Image.new("L", base.size, 200)))
ycck = bytearray(save(ycck, "JPEG", quality=95))
ycck[ycck.index(b"Adobe") + 11] = 2  # the colour transform: YCCK
files["ycck.jpg"] = bytes(ycck)
files["progressive.jpg"] = save(base, "JPEG", quality=95, progressive=True)
files["gray.jpg"] = save(quarters(48, 32, "L"), "JPEG", quality=95)
files["alpha.webp"] = save(rgba, "WEBP", lossless=True)
files["lossy.webp"] = save(base, "WEBP", quality=95)
files["palette.tif"] = save(quarters(48, 32).quantize(4), "TIFF")
files["deflate.tif"] = save(base, "TIFF", compression="tiff_deflate")
files["one-bit.tif"] = save(quarters(48, 32, "1"), "TIFF", compression="group4")
files["gray.tif"] = save(quarters(48, 32, "L"), "TIFF")
files["gray.bmp"] = save(quarters(48, 32, "L"), "BMP")
files["palette.gif"] = save(base, "GIF")
del files["interlaced.png"]

# Pictures that move: the first frame, where its canvas says.
frames = [quarters(48, 32), quarters(48, 32).rotate(180)]
files["moving.gif"] = save(frames[0], "GIF", save_all=True, append_images=frames[1:])
files["moving.png"] = save(frames[0], "PNG", save_all=True, append_images=frames[1:])
files["moving.webp"] = save(
    frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)


def gif(canvas, at, size, background, clear=None):
    """A frame of one picture on a larger canvas."""
    frame = save(Image.new("P", size, 1), "GIF")
    data = frame[frame.index(b",") + 10:]
    out = b"GIF89a" + struct.pack("<HHBBB", *canvas, 0x81, background, 0)
    out += bytes([10, 200, 30, 220, 30, 40, 30, 40, 220, 9, 9, 9])
    if clear is not None:
        out += b"\x21\xf9\x04" + struct.pack("<BHB", 1, 0, clear) + b"\0"
    local = frame[frame.index(b",") + 9]
    if local & 0x80:
        data = data[3 << (local & 7) + 1:]
    return out + b"," + struct.pack("<HHHHB", *at, *size, 0) + data


files["offset.gif"] = gif((40, 24), (20, 12), (20, 12), 0)
files["offset-clear.gif"] = gif((40, 24), (20, 12), (20, 12), 0, clear=2)
files["offset-background.gif"] = gif((40, 24), (4, 4), (8, 8), 2)


def webp(canvas, at, size, clear):
    """An animation whose first frame covers a part of its canvas."""
    def riff(name, content):
        return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)

    def u24(number):
        return struct.pack("<I", number)[:3]

    def frame(colour, left, top):
        plain = save(Image.new("RGB", size, colour), "WEBP", lossless=True)[12:]
        place = u24(left // 2) + u24(top // 2) + u24(size[0] - 1) + u24(size[1] - 1) + u24(100)
        return riff(b"ANMF", place + b"\2" + plain)

    head = bytes([0x12 if clear else 2, 0, 0, 0]) + u24(canvas[0] - 1) + u24(canvas[1] - 1)
    background = struct.pack("<I", 0 if clear else 0xff2040dc)
    chunks = (riff(b"VP8X", head) + riff(b"ANIM", background + b"\0\0")
              + frame((30, 200, 60), *at) + frame((200, 30, 60), 0, 0))
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


files["offset.webp"] = webp((40, 24), (20, 12), (20, 12), False)
files["offset-clear.webp"] = webp((40, 24), (8, 4), (16, 12), True)

# Of any size.
files["one.png"] = save(Image.new("RGB", (1, 1), (200, 30, 40)), "PNG")
files["line.png"] = save(base.resize((3000, 1)), "PNG")
files["column.gif"] = save(base.resize((1, 300)), "GIF")

golden = {"pillow": PIL.__version__, "pictures": {}}
for name, content in sorted(files.items()):
    try:
        image = Image.open(io.BytesIO(content))
        image.load()
    except (OSError, ValueError, SyntaxError) as error:
        print("Pillow refuses", name, error)
        continue
    (here / name).write_bytes(content)
    if image.format != "TIFF":  # Pillow turns those while it loads them
        image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        image = image.point(lambda v: v / 257).convert("L")
    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image)
    image = image.convert("RGB")
    w, h = image.size
    points = [((2 * i + 1) * w // 8, (2 * j + 1) * h // 8) for j in range(4) for i in range(4)]
    colours = ["%02x%02x%02x" % image.getpixel(p) for p in points]
    golden["pictures"][name] = {"width": w, "height": h, "colours": " ".join(colours)}
(here / "golden.json").write_text(json.dumps(golden, indent=1) + "\n")
