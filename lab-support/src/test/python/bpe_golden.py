#!/usr/bin/env python3
"""Byte pair encodings in the forms of CLIP and of GPT-2, and what the reference makes of texts.

Made with tokenizers 0.23.2 and transformers 5.17.0 (CLIPTokenizer, GPT2Tokenizer) of PyPI:

    python3 lab-support/src/test/python/bpe_golden.py \
        lab-support/src/test/resources/io/transferlab/sentences

CLIP's vocabulary cannot be committed (2 MB), so a small one is learned from a licence that Debian
ships and from the sentences below, with CLIP's settings and in CLIP's order: 256 bytes, 256 bytes
that end a word, merges, start, end. It writes

    clip-bpe.json        tokenizer.json as transformers' CLIPTokenizer saves it
    gpt2-bpe-vocab.json  the same for GPT-2 ...
    gpt2-bpe-merges.txt  ... as two files
    bpe-golden.json      texts and their tokens: [{"text", "times", "clip", "gpt2"}]; what is longer
                         than 200 tokens is {"count", "sha256" of the numbers with commas between,
                         "first"}

(two pairs that are equally frequent come in either order, so that another run learns another one)
and

    python3 lab-support/src/test/python/bpe_golden.py FOLDER --random 40000

reads them and writes FOLDER/random.json the same way: random strings (not committed).
"""

import hashlib
import json
import os
import random
import sys

from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import CLIPTokenizer, GPT2Tokenizer

LICENCE = "/usr/share/common-licenses/Apache-2.0"
TRAINED = [
    "a photo of a small red mug on a wooden table", "a photo of a cat", "a photo of a dog",
    "the dogs are running, they're fast and we've seen 25 of them", "I'll say it's 3 o'clock",
    "a bad photo of the large blue chair", "crème brûlée à la carte, naïve café",
    "Größe und Straße, schöne Grüße", "Привет мир, как дела", "猫と犬の写真です", "こんにちは世界",
    "안녕하세요", "😀😀 👍🏽 🐱🐶", "I love \u2764\ufe0f pictures!!! ... ??? --- ###",
]
CLIP_SPLIT = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"
MERGES = 500

TEXTS = [
    "", " ", "\n\t ", "a photo of a cat", "A PHOTO OF A CAT.", "a  photo\tof\n\na \r\n cat ",
    "it's they're I've I'm we'll he'd don't IT'S THEY'RE", "''s 'sss 'S ' s", "rock'n'roll o'clock",
    "25 cats, 3.14159 and 1,000,000", "²³¹ ½ Ⅷ ٣٤ 一二三", "crème brûlée", "cre\u0300me bru\u0302le\u0301e",
    "naïve café Ångström ÅNGSTRÖM A\u030angstro\u0308m", "İstanbul ISTANBUL ıstanbul", "ΣΊΣΥΦΟΣ Σ ΑΣ",
    "straße STRASSE ẞ", "ǅ ǆ Ǆ ﬁ ﬂ", "猫と犬の写真", "漢字かな交じり文 with English", "안녕하세요 \u1112\u1161\u11ab",
    "Привет, мир!", "مرحبا بالعالم", "שָׁלוֹם", "नमस्ते दुनिया", "ไทย ภาษา", "😀", "👩‍👩‍👧‍👦 family 👍🏽",
    "❤️ and ❤", "\U0001f1e9\U0001f1ea flags", "\U00010400\U00010428 deseret", "a\u0000b\u0001c\u001fd\u007fe\u0085f",
    "\u001c\u001d\u001e\u001f", "zero\u200bwidth\u200djoin\ufefffeff", "no\u00a0break\u2003em\u3000wide\u2028line\u2029para",
    "\u180emongolian", "&lt;b&gt; &amp; &amp;amp; &eacute; &#233;", "<html><p>tag</p></html>",
    "<|startoftext|>a cat<|endoftext|>dog", "<|ENDOFTEXT|>", "<|endoftext", "<| endoftext |>", "|>",
    "http://example.org/a?b=c&d=%20", "me@example.org #tag @user", "snake_case camelCase kebab-case",
    "!!!???...", "-----", "a_b-c.d,e;f:g", "€ £ ¥ © ® ™ °C", "“quotes” ‘single’ – — …", "\\ / \" ' `",
    "supercalifragilisticexpialidocious", "aaaaaaaaaaaaaaaaaaaaaaaaa", "e\u0301\u0301\u0301", "\u0301start",
    "\ud7ff\ue000\ufffd\uffff", "\U0010ffff", "x\u0323\u0307 q\u0307\u0323", "Å\u2126\u212a", "the</w> w>",
]
LONG = [("ab ", 3334), ("a", 10000), ("x9!", 3334), ("猫", 10000), ("the dogs are running ", 500), (" ", 10000)]


def alphabet():
    """CLIP's order of bytes: those that print, then the others."""
    keep = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return [chr(b) for b in keep] + [chr(256 + i) for i in range(256 - len(keep))]


def corpus():
    with open(LICENCE, encoding="utf-8") as f:
        return [line.strip() for line in f] + TRAINED * 5


def learned(suffix, before):
    trained = Tokenizer(models.BPE(**suffix))
    trained.normalizer = before.normalizer
    trained.pre_tokenizer = before.pre_tokenizer
    trained.train_from_iterator(corpus(), trainers.BpeTrainer(
        vocab_size=100000, min_frequency=2, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), **suffix))
    merges = json.loads(trained.to_str())["model"]["merges"]
    return [tuple(m) for m in merges][:MERGES]


def clip():
    merges = learned({"end_of_word_suffix": "</w>"}, CLIPTokenizer().backend_tokenizer)
    names = alphabet() + [c + "</w>" for c in alphabet()] + [a + b for a, b in merges]
    names += ["<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(vocab={n: i for i, n in enumerate(names)}, merges=merges)


def gpt2():
    merges = learned({}, GPT2Tokenizer(vocab={"<|endoftext|>": 0}, merges=[]).backend_tokenizer)
    names = alphabet() + [a + b for a, b in merges] + ["<|endoftext|>"]
    return {n: i for i, n in enumerate(names)}, merges


def said(ids):
    if len(ids) <= 200:
        return ids
    text = ",".join(map(str, ids)).encode()
    return {"count": len(ids), "sha256": hashlib.sha256(text).hexdigest(), "first": ids[:77]}


def written(path, value, lines=False):
    with open(path, "w", encoding="utf-8") as f:
        if lines:
            f.write("[\n" + ",\n".join(json.dumps(v) for v in value) + "\n]\n")
        else:
            json.dump(value, f, separators=(",", ":"))
            f.write("\n")


def strings(count):
    draw = random.Random(18)
    kinds = [lambda: chr(draw.randrange(32, 127)), lambda: chr(draw.randrange(32, 127)),
             lambda: draw.choice("abcdefghijklmnopqrstuvwxyz etaoin "), lambda: draw.choice(" \t\n'’.,!?-0123456789"),
             lambda: chr(draw.randrange(0, 0x250)), lambda: chr(draw.randrange(0x250, 0x2000)),
             lambda: chr(draw.randrange(0x2000, 0xd800)), lambda: chr(draw.randrange(0xe000, 0x10000)),
             lambda: chr(draw.randrange(0x10000, 0x20000)), lambda: chr(draw.randrange(0x1f300, 0x1f700)),
             lambda: chr(draw.randrange(0x300, 0x370)),
             lambda: draw.choice(["'s", "'re", "'LL", "the ", "photo of a ", "<|endoftext|>", "<|startoftext|>"])]
    for _ in range(count):
        few = draw.sample(kinds, draw.randint(1, 4))
        yield "".join(draw.choice(few)() for _ in range(draw.choice([3, 10, 30, 120])))


def learn(folder):
    tree = json.loads(clip().backend_tokenizer.to_str())
    # As the files of the hub have it: their transformers were older.
    tree["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"] = CLIP_SPLIT
    vocab, merges = gpt2()
    written(os.path.join(folder, "clip-bpe.json"), tree)
    written(os.path.join(folder, "gpt2-bpe-vocab.json"), vocab)
    with open(os.path.join(folder, "gpt2-bpe-merges.txt"), "w", encoding="utf-8") as f:
        f.write("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))


def main():
    folder = sys.argv[1]
    if "--random" not in sys.argv:
        learn(folder)
    for_clip = Tokenizer.from_file(os.path.join(folder, "clip-bpe.json"))
    with open(os.path.join(folder, "gpt2-bpe-vocab.json"), encoding="utf-8") as f:
        vocab = json.load(f)
    with open(os.path.join(folder, "gpt2-bpe-merges.txt"), encoding="utf-8") as f:
        merges = [tuple(line.split()) for line in f.read().splitlines()[1:]]
    for_gpt2 = GPT2Tokenizer(vocab=vocab, merges=merges)

    def row(text, times=1):
        whole = text * times
        return {"text": text, "times": times, "clip": said(for_clip.encode(whole).ids),
                "gpt2": said(for_gpt2(whole, truncation=False)["input_ids"])}

    if "--random" in sys.argv:
        written(os.path.join(folder, "random.json"), [row(t) for t in strings(int(sys.argv[-1]))])
    else:
        written(os.path.join(folder, "bpe-golden.json"),
                [row(t) for t in TEXTS] + [row(t, n) for t, n in LONG], lines=True)


if __name__ == "__main__":
    main()
