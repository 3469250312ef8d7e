"""The slides of every lab, as a class sees them: `environment/lab test present`."""

import os
import re
import unittest
from pathlib import Path

import measure

FOLDER = Path(os.environ["LAB_SLIDES"])
LABS = sorted(FOLDER.glob("*.slides.html"))

# What fetches; a link that a person may click does not.
FETCHES = re.compile(r"""(?:<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc|<link\b[^>]*\bhref)\s*=\s*["']?(?!data:)"""
                     r"""([^"'>\s]+)|url\(\s*["']?(?!data:|#)([^"')]+)""", re.I)


class SlidesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = measure.browser()
        cls.addClassCleanup(cls.browser.quit)

    def test_there_are_slides_of_all_labs(self):
        self.assertEqual(13, len(LABS))

    def test_a_broken_slide_is_found(self):
        # The measuring itself: too high, too wide, code too small, another host.
        page = FOLDER / "broken.html"
        text = LABS[0].read_text(encoding="utf-8")
        page.write_text(
            text.replace(
                '<div class="slides">',
                '<div class="slides"><section><section><div style="height:900px">x</div><div style="width:1400px">y</div>'
                '<div class="highlight"><pre style="font-size:12px">code</pre></div>'
                '<img src="https://example.org/a.png"></section></section>',
                1,
            ),
            encoding="utf-8",
        )
        self.addCleanup(page.unlink)
        slides, asked = measure.measure(self.browser, page)
        found = "\n".join(measure.faults(slides[:1], asked))
        for fault in ("points too high", "points too wide", "code of 12.0 points", "asks for https://example.org/a.png",
                      "a picture that is not there", "a picture without words"):
            self.assertIn(fault, found)


def slides_of(page):
    def test(self):
        slides, asked = measure.measure(self.browser, page, FOLDER / page.name[:2])
        measure.contact_sheets(FOLDER / page.name[:2])
        self.assertEqual([], measure.faults(slides, asked))
        # The instructor's notes are at the beginning.
        self.assertTrue(any(slide["notes"] for slide in slides[:3]))
        self.assertGreaterEqual(sum(1 for slide in slides if slide["notes"]), 5)

    return test


def fetches_of(page):
    def test(self):
        text = re.sub(r"(?s)<script\b[^>]*>.*?</script>", "<script>", page.read_text(encoding="utf-8"))
        self.assertEqual([], [found.group(0)[:80] for found in FETCHES.finditer(text)])
        self.assertNotRegex(text, r"<script[^>]+src")

    return test


for lab in LABS:
    setattr(SlidesTest, f"test_slides_of_{lab.name[:2]}", slides_of(lab))
    setattr(SlidesTest, f"test_no_address_is_fetched_in_{lab.name[:2]}", fetches_of(lab))


if __name__ == "__main__":
    unittest.main()
