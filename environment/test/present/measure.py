"""Slides as a browser draws them at 1280 x 720: does all of a slide fit, can it be read, is another host asked?"""

import json
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

WIDTH, HEIGHT = 1280, 720
CODE_POINTS = 20
PRINTED_POINTS = 18

OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    # No host is found, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-proxy-server",
)

# All of a slide, with what comes on keys; heights in the points of the slide itself.
MEASURE = """
const section = Reveal.getCurrentSlide(), top = section.getBoundingClientRect(), scale = Reveal.getScale();
const shown = [...section.querySelectorAll('*')].filter(e => !e.closest('aside, math, svg'));
let bottom = 0, right = 0, least = 1, lowest = '';
for (const e of shown) {
  const box = e.getBoundingClientRect();
  if (!box.width || !box.height) continue;
  if (box.bottom - top.top > bottom) { bottom = box.bottom - top.top; lowest = e.tagName; }
  right = Math.max(right, box.right - top.left);
  if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != 'inline' && e.clientWidth) {
    right = Math.max(right, box.left - top.left + e.scrollWidth);
  }
  if (e.tagName == 'IMG') least = Math.min(least, box.height / e.naturalHeight);
}
const points = e => parseFloat(getComputedStyle(e).fontSize) * scale;
const least_of = s => Math.min(999, ...[...section.querySelectorAll(s)].filter(e => !e.closest('aside')).map(points));
return {
  h: Reveal.getIndices().h, v: Reveal.getIndices().v, bottom, right, lowest, figure: least, scale,
  code: least_of('.highlight pre'), printed: least_of('.jp-OutputArea-output > pre'),
  words: section.innerText.length, notes: section.querySelectorAll('aside.notes').length,
  pictures: [...section.querySelectorAll('img')].filter(e => !e.complete || !e.naturalWidth).length,
  alts: [...section.querySelectorAll('img')].filter(e => !e.alt).length,
  title: (section.querySelector('h1,h2,h3,.again') || {}).innerText || '',
};
"""


def browser():
    options = Options()
    for option in OPTIONS:
        options.add_argument(option)
    options.add_argument(f"--window-size={WIDTH},{HEIGHT}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    # The window's own edges do not count.
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False},
    )
    return driver


def requests(driver):
    """The addresses that were asked for since the last call."""
    asked = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(message["params"]["request"]["url"])
    return asked


def measure(driver, page: Path, pictures: Path = None):
    """What each slide of a page is like, and which other addresses it asked for; screenshots go into `pictures`."""
    requests(driver)
    driver.get(page.resolve().as_uri())
    places = driver.execute_script(
        "return Reveal.getSlides().map(s => Reveal.getIndices(s)).map(i => [i.h, i.v || 0])"
    )
    slides = []
    for number, (h, v) in enumerate(places, 1):
        driver.execute_script("Reveal.slide(arguments[0], arguments[1], 99)", h, v)
        slide = driver.execute_script(MEASURE)
        slide["number"] = number
        slides.append(slide)
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
            driver.save_screenshot(str(pictures / f"{number:03}.png"))
    asked = [url for url in requests(driver) if not url.startswith(("data:", "blob:", "about:"))]
    return slides, [url for url in asked if url.split("#")[0] != page.resolve().as_uri()]


def faults(slides, asked):
    """What is wrong with the slides of a page, a line each."""
    found = [f"asks for {url}" for url in asked]
    for slide in slides:
        where = f"slide {slide['number']} ({slide['title'][:40]})"
        if slide["bottom"] > HEIGHT - 12:
            found.append(f"{where}: {slide['bottom'] - HEIGHT + 12:.0f} points too high, at {slide['lowest']}")
        if slide["right"] > WIDTH + 1:
            found.append(f"{where}: {slide['right'] - WIDTH:.0f} points too wide")
        if slide["code"] < CODE_POINTS:
            found.append(f"{where}: code of {slide['code']:.1f} points")
        if slide["printed"] < PRINTED_POINTS:
            found.append(f"{where}: printed text of {slide['printed']:.1f} points")
        if slide["figure"] < 0.6:
            found.append(f"{where}: a figure at {slide['figure']:.0%} of its size")
        if slide["pictures"]:
            found.append(f"{where}: a picture that is not there")
        if slide["alts"]:
            found.append(f"{where}: a picture without words")
        if not slide["words"] and slide["figure"] == 1:
            found.append(f"{where}: empty")
    return found


def contact_sheets(folder: Path, columns=4, rows=6):
    """All screenshots of a folder on sheets to be looked at; none where there is no Pillow."""
    try:
        from PIL import Image
    except ImportError:
        return
    pictures = sorted(folder.glob("[0-9]*.png"))
    for sheet, first in enumerate(range(0, len(pictures), columns * rows), 1):
        some = pictures[first : first + columns * rows]
        page = Image.new("RGB", (columns * 484, -(-len(some) // columns) * 274), "grey")
        for i, picture in enumerate(some):
            with Image.open(picture) as image:
                page.paste(image.convert("RGB").resize((480, 270)), (i % columns * 484 + 2, i // columns * 274 + 2))
        page.save(folder / f"sheet-{sheet}.png")
