"""The site of the labs in Chromium, from its folder: accessibility (axe-core), small screens, dark, print, search; and
that no page asks another host for anything. LAB_BOOK is the site, LAB_AXE is axe-core's script, LAB_SCREENSHOTS a
folder for pictures to look at."""

import base64
import json
import os
import re
import shutil
import tempfile
import unittest
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from nbconvert.filters.markdown_mistune import markdown2html_mistune
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

BOOK = Path(os.environ["LAB_BOOK"]).resolve()
AXE = Path(os.environ["LAB_AXE"]).read_text(encoding="utf-8")
SCREENSHOTS = os.environ.get("LAB_SCREENSHOTS")
PAGES = sorted(BOOK.glob("**/*.html"))

CHROMIUM_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)

RUN_AXE = (
    "const done = arguments[1];"
    "axe.run(document, arguments[0]).then(found => done(found.violations.map(v => ({id: v.id, impact: v.impact,"
    " help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.target.join(' ') + ': ' + n.html.slice(0, 160))}))),"
    " error => done([{id: String(error), impact: 'critical', help: '', nodes: []}]))"
)
ELSEWHERE = (
    "return performance.getEntriesByType('resource').map(r => r.name).filter(n => !n.startsWith('file:') && !n.startsWith('data:'))"
)
TOO_WIDE = """
return [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest('.scroll, math, .skip, .hidden') && getComputedStyle(e).position !== 'absolute';
}).slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""


NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
COUNTED = ("h1", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "code", "img", "table", "tr", "pre", "blockquote")


class Prose(HTMLParser):
    """The words, marks and links of HTML, by the cell that they stand in; without formulas."""

    def __init__(self):
        super().__init__()
        self.cells = {}
        self.cell = self.skipped = None
        self.depth = 0

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if (found.get("id") or "").startswith("cell-"):
            self.cell, self.depth = self.cells.setdefault(found["id"][5:], [Counter(), [], []]), 0
        elif tag == "math" or found.get("class") in ("anchor", "anchor-link"):
            self.skipped = tag
        elif tag == "nav":
            self.skipped = tag
        if self.cell is None or self.skipped == "nav":
            return
        self.depth += tag == "div"
        if tag in COUNTED:
            self.cell[0][tag] += 1
        if not self.skipped and (tag in ("a", "img")):
            self.cell[1].append((found.get("href") or found.get("src"), found.get("alt")))

    def handle_endtag(self, tag):
        self.skipped = None if tag == self.skipped else self.skipped
        if tag == "div" and self.cell is not None:
            self.depth -= 1
            self.cell = self.cell if self.depth else None

    def handle_data(self, data):
        if self.cell is not None and not self.skipped:
            self.cell[2].append(data)


def prose(html):
    parser = Prose()
    parser.feed(html)
    return {cell: (marks, links, re.sub(r"\s", "", "".join(words))) for cell, (marks, links, words) in parser.cells.items()}


class ProseTest(unittest.TestCase):
    def test_another_markdown_gives_the_same_prose(self):
        """Debian's mistune, by nbconvert, which also draws the labs' own pages."""
        compared = 0
        for student in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
            ours = prose((BOOK / f"{student.stem}.html").read_text(encoding="utf-8"))
            for cell in json.loads(student.read_text(encoding="utf-8"))["cells"]:
                source = "".join(cell["source"])
                if cell["cell_type"] != "markdown" or "$" in source:
                    continue
                html = markdown2html_mistune(source.replace(".ipynb)", ".html)"))
                theirs = prose(f"<div id='cell-x'>{html}</div>")["x"]
                with self.subTest(f"{student.stem}, {cell['id']}"):
                    self.assertEqual(ours[cell["id"]], theirs)
                compared += 1
        self.assertGreater(compared, 200)


class BookTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="lab-book-", ignore_cleanup_errors=True)
        cls.addClassCleanup(cls.folder.cleanup)
        options = Options()
        for option in CHROMIUM_OPTIONS:
            options.add_argument(option)
        options.add_argument(f"--user-data-dir={Path(cls.folder.name) / 'chromium'}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        cls.browser = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        cls.addClassCleanup(cls.browser.quit)
        cls.browser.set_script_timeout(120)

    def setUp(self):
        self.screen(1280, 900)
        self.media("light")

    def screen(self, width, height):
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def media(self, scheme, kind="screen"):
        self.browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"media": kind, "features": [{"name": "prefers-color-scheme", "value": scheme}]},
        )

    def open(self, page, query=""):
        self.browser.get(page.as_uri() + query)

    def picture(self, name, whole=False):
        if SCREENSHOTS:
            folder = Path(SCREENSHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            shot = self.browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": whole})
            (folder / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))

    def faults(self, page, rules=None):
        """Serious and critical ones; closed parts are opened, so that axe sees them too."""
        self.browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
        self.browser.execute_script(AXE)
        # Without preload: from a folder axe could not fetch the style sheet, and complains.
        options = {"preload": False, **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
        found = self.browser.execute_async_script(RUN_AXE, options)
        return [f"{page.relative_to(BOOK)}: {json.dumps(v)}" for v in found if v["impact"] in ("serious", "critical")]

    def test_there_are_pages(self):
        names = {str(page.relative_to(BOOK)) for page in PAGES}
        self.assertTrue({"index.html", "search.html", "glossary.html", "timings.html"} <= names, names)
        self.assertGreaterEqual(len(names), 17)

    def test_axe_finds_no_serious_fault(self):
        found = []
        for page in PAGES:
            self.open(page)
            found += self.faults(page)
        self.assertEqual(found, [])

    def test_dark_pages_have_enough_contrast(self):
        found = []
        self.media("dark")
        for page in PAGES:
            self.open(page)
            found += self.faults(page, ["color-contrast", "link-in-text-block"])
        self.assertEqual(found, [])

    def test_a_small_screen_scrolls_in_boxes_alone(self):
        found = []
        self.screen(320, 640)
        for page in PAGES:
            self.open(page)
            wide = self.browser.execute_script("return document.documentElement.scrollWidth")
            if wide > 320:
                found.append(f"{page.relative_to(BOOK)} is {wide} wide: {self.browser.execute_script(TOO_WIDE)}")
            found += self.faults(page, ["scrollable-region-focusable", "target-size"])
        self.assertEqual(found, [])

    def test_no_page_asks_elsewhere_nor_complains(self):
        self.browser.get_log("browser")  # what was said before
        for page in PAGES:
            self.open(page)
            self.assertEqual(self.browser.execute_script(ELSEWHERE), [], page)
        said = [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]
        self.assertEqual(said, [])

    def test_headings_are_in_order(self):
        for page in PAGES:
            self.open(page)
            levels = self.browser.execute_script(
                "return [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))")
            self.assertEqual(levels.count(1), 1, page)
            self.assertEqual([(a, b) for a, b in zip([0] + levels, levels) if b > a + 1], [], page)

    def test_the_theme_is_switched_and_kept(self):
        self.open(BOOK / "index.html")
        ground = "return getComputedStyle(document.body).backgroundColor"
        light = self.browser.execute_script(ground)
        button = self.browser.find_element(By.ID, "theme")
        self.assertEqual(button.get_attribute("aria-pressed"), "false")
        button.send_keys(Keys.ENTER)
        self.assertEqual(button.get_attribute("aria-pressed"), "true")
        dark = self.browser.execute_script(ground)
        self.assertNotEqual(light, dark)
        self.open(BOOK / "glossary.html")
        self.assertEqual(self.browser.execute_script(ground), dark)
        self.browser.execute_script("localStorage.clear()")
        self.media("dark")
        self.open(BOOK / "index.html")
        self.assertEqual(self.browser.execute_script(ground), dark, "the system's own wish")

    def test_the_first_stop_skips_to_the_text(self):
        self.open(BOOK / "03-fine-tuning.html")
        self.browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        first = self.browser.switch_to.active_element
        self.assertEqual(first.get_attribute("class"), "skip")
        first.send_keys(Keys.ENTER)
        self.assertEqual(self.browser.switch_to.active_element.get_attribute("id"), "main")

    def arrive(self, there):
        """Waits until the next page is there."""
        WebDriverWait(self.browser, 20, ignored_exceptions=[StaleElementReferenceException]).until(lambda _: there())

    def test_search_finds_sections_by_the_beginnings_of_words(self):
        self.open(BOOK / "02-small-data.html")
        field = self.browser.find_element(By.ID, "q")
        field.send_keys("early stop", Keys.ENTER)
        self.arrive(lambda: self.browser.find_elements(By.CSS_SELECTOR, "#results a"))
        self.assertTrue(self.browser.current_url.endswith("search.html?q=early+stop"), self.browser.current_url)
        found = self.browser.find_elements(By.CSS_SELECTOR, "#results a")
        self.assertGreater(len(found), 1)
        self.assertIn("section", self.browser.find_element(By.ID, "status").text)
        marked = {mark.text.lower() for mark in self.browser.find_elements(By.CSS_SELECTOR, "#results mark")}
        self.assertEqual(marked, {"early", "stop"})
        self.picture("search-1280")
        found[0].click()
        self.arrive(lambda: "search.html" not in self.browser.current_url)
        place = self.browser.current_url.rpartition("#")[2]
        self.assertTrue(self.browser.find_elements(By.ID, place), self.browser.current_url)
        self.open(BOOK / "search.html", "?q=%3Cb%3Exyzzy")
        self.assertIn("Nothing", self.browser.find_element(By.ID, "status").text)

    def test_every_page_prints(self):
        if SCREENSHOTS:
            Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
        for name in ("03-fine-tuning", "index", "glossary"):
            self.open(BOOK / f"{name}.html")
            printed = self.browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
            pdf = base64.b64decode(printed["data"])
            self.assertTrue(pdf.startswith(b"%PDF"))
            if SCREENSHOTS:
                (Path(SCREENSHOTS) / f"{name}.pdf").write_bytes(pdf)

    def test_pictures_to_look_at(self):
        if not SCREENSHOTS:
            self.skipTest("LAB_SCREENSHOTS names no folder")
        for name in ("index", "03-fine-tuning", "es/03-fine-tuning", "glossary", "timings", "09-where-word-vectors-come-from"):
            for width, height in ((1280, 900), (768, 1000), (360, 740)):
                self.screen(width, height)
                self.media("light")
                self.open(BOOK / f"{name}.html")
                self.picture(f"{name.replace('/', '-')}-{width}")
                if name != "index":
                    self.browser.execute_script("scrollTo({top: 2600, behavior: 'instant'})")
                    self.picture(f"{name.replace('/', '-')}-{width}-below")
                if width == 1280:
                    self.media("dark")
                    self.picture(f"{name.replace('/', '-')}-{width}-dark")


if __name__ == "__main__":
    unittest.main()
