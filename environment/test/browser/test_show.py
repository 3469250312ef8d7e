"""The page of `environment/lab show` as people use it: dropped, pasted, chosen and taken pictures, by mouse and by
keyboard, on a desk and on a telephone; and what it does not let happen. Screenshots go to LAB_SCREENSHOTS.
"""

import base64
import http.server
import json
import os
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
import unittest
import zlib
from pathlib import Path
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from session import CHROMIUM_OPTIONS, REPOSITORY
from test_browser import SCREENSHOTS

# When to stop waiting, not how long it should take.
SECONDS = 120

LAB = str(REPOSITORY / "environment" / "lab")
# A host name that somebody lets point to this machine (DNS rebinding), and a camera that sees a test picture.
OPTIONS = (
    *CHROMIUM_OPTIONS,
    "--host-resolver-rules=MAP rebound.example 127.0.0.1",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)

CLASSES = {"Möwe": (240, 240, 250), "Ziege": (120, 80, 40), "Gras": (40, 160, 60)}

GIVE = """
const [kind, name, type, text] = arguments;
const file = new File([Uint8Array.from(atob(text), c => c.charCodeAt(0))], name, {type});
const data = new DataTransfer();
data.items.add(file);
document.body.dispatchEvent(kind == 'drop'
  ? new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})
  : new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
"""


def png(colour, seed=0, side=72):
    """A square of a colour with a darker disc somewhere on it."""
    x, y, radius = side * (3 + seed % 5) // 10, side * (3 + seed % 4) // 10, side // 4
    rows = bytearray()
    for row in range(side):
        rows.append(0)
        for column in range(side):
            inside = (column - x) ** 2 + (row - y) ** 2 < radius**2
            rows += bytes(v // 2 if inside else v for v in colour)
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content)) for name, content in parts
    )


class ShowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="lab-show-", ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        cls.top = Path(folder.name)
        for name, colour in CLASSES.items():
            (cls.top / "pictures" / name).mkdir(parents=True)
            for i in range(10):
                (cls.top / "pictures" / name / f"{i}.png").write_bytes(png(colour, i))
        cls.network = cls.top / "network.zip"
        cls.train()
        cls.start_page()
        cls.start_browser()

    @classmethod
    def train(cls):
        made = subprocess.run(
            [LAB, "fine-tune", "Sketch_Objects", str(cls.top / "pictures"), "--epochs", "2", "--save", str(cls.network)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS,
        )
        if made.returncode:
            raise AssertionError(made.stdout + made.stderr)

    @classmethod
    def start_page(cls):
        cls.page = subprocess.Popen(
            [LAB, "show", str(cls.network), "--no-browser"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            # Tests that run in the background have Ctrl-C ignored, and would hand that down.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        cls.addClassCleanup(cls.end_page)
        # Binary pipe, read without a buffer: communicate() at the end would not see what a reader of lines had already taken.
        cls.address = cls.page.stdout.readline().decode().strip()
        if not cls.address.startswith("http://127.0.0.1:"):
            raise AssertionError(f"{cls.address}\n{cls.page.stderr.read().decode()}")

    @classmethod
    def end_page(cls):
        cls.page.kill()
        cls.page.communicate()

    @classmethod
    def tearDownClass(cls):
        """Ctrl-C ends the page with a word."""
        cls.page.send_signal(signal.SIGINT)
        out, errors = (text.decode() for text in cls.page.communicate(timeout=SECONDS))
        if cls.page.returncode != 130 or errors != "The page is closed; no picture was kept.\n" or "No picture leaves this machine." not in out:
            raise AssertionError(f"{cls.page.returncode}\n{out}\n{errors}")

    @classmethod
    def start_browser(cls):
        options = Options()
        for option in OPTIONS:
            options.add_argument(option)
        options.add_argument(f"--user-data-dir={cls.top / 'chromium'}")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        cls.browser = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        cls.addClassCleanup(cls.browser.quit)

    def setUp(self):
        self.emulate(1280, 1000, "light")
        self.browser.get("about:blank")
        self.logs()
        self.browser.get(self.address)
        self.wait(lambda: self.all("#samples button"), "pictures to begin with")

    def emulate(self, width, height, scheme):
        command = self.browser.execute_cdp_cmd
        command("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        command("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def wait(self, condition, what):
        WebDriverWait(self.browser, SECONDS, poll_frequency=0.05).until(lambda b: condition(), f"expected {what}")

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def script(self, text, *arguments):
        return self.browser.execute_script(text, *arguments)

    def give(self, kind, name, mime, content):
        self.script(GIVE, kind, name, mime, base64.b64encode(content).decode())

    def wait_for_answer(self):
        self.wait(lambda: not self.script("return document.body.hasAttribute('aria-busy')"), "an answer")
        self.assertEqual([e.text for e in self.all("#problem") if e.is_displayed()], [])
        self.wait(lambda: self.script("return document.getElementById('heat').naturalWidth > 0"), "a heat map")

    def verdict(self):
        return self.one("#verdict").text

    def screenshot(self, name):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.wait(lambda: not self.script("return document.getAnimations().length"), "bars at their length")
        image = self.browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
        (SCREENSHOTS / f"show-{name}.png").write_bytes(base64.b64decode(image["data"]))

    def logs(self):
        """What was complained of, and the addresses of what was asked for, since the last time."""
        complaints = [each["message"] for each in self.browser.get_log("browser")]
        events = [json.loads(each["message"])["message"] for each in self.browser.get_log("performance")]
        return complaints, [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def assert_quiet(self):
        complaints, asked = self.logs()
        self.assertEqual(complaints, [])
        self.assertNotEqual(asked, [])
        for address in asked:
            self.assertTrue(address.startswith((self.address, "data:", "blob:", "about:")), address)

    def test_a_dropped_picture_is_answered_with_its_reasons(self):
        self.give("drop", "Möwe am Meer.png", "image/png", png(CLASSES["Möwe"], 3, 200))
        self.wait_for_answer()
        rows = [(row.find_element(By.TAG_NAME, "th").text, row.find_element(By.CLASS_NAME, "number").text) for row in self.all("#classes tbody tr")]
        self.assertEqual({label for label, _ in rows}, set(CLASSES))
        shares = [float(share.removesuffix(" %")) for _, share in rows]
        self.assertAlmostEqual(sum(shares), 100, delta=0.2)
        self.assertEqual(shares, sorted(shares, reverse=True))
        self.assertIn(self.verdict(), (f"{rows[0][0]}, {rows[0][1]}", "I do not know"))
        self.assertEqual(self.one("#picture").get_attribute("alt"), "Your picture, Möwe am Meer.png")
        self.assertIn(rows[0][0], self.one("#heat-words").text)
        self.assertIn("Heat map", self.one("#heat").get_attribute("alt"))
        near = self.all("#nearest img")
        self.assertEqual(len(near), 6)
        for image in near:
            self.assertTrue(image.get_attribute("alt").startswith("A training picture of "))
            self.assertGreater(self.script("return arguments[0].naturalWidth", image), 0)
        # The reason for another class: one press on it.
        self.all("#classes th button")[2].click()
        self.wait(lambda: rows[2][0] in self.one("#heat-words").text, "what speaks for the third")
        self.assertIn("stays on this machine", self.one("footer").text)
        self.screenshot("desk")
        self.emulate(1280, 1000, "dark")
        self.screenshot("dark")
        self.assert_quiet()

    def test_the_keyboard_is_enough(self):
        self.assertEqual(self.press(Keys.TAB, "a.skip"), "To the answer")
        self.assertIn("Choose a picture", self.press(Keys.TAB, "#drop"))
        self.press(Keys.TAB, "#take")
        self.assertIn(self.press(Keys.TAB, "#samples button"), CLASSES)
        self.browser.switch_to.active_element.send_keys(Keys.ENTER)
        self.wait_for_answer()
        self.assertIn("It learned from this very picture", self.one("#words").text)
        self.assertEqual(self.one("#said").get_attribute("aria-live"), "polite")
        self.one("#heat-on").send_keys(Keys.SPACE)
        self.wait(lambda: self.one("#heat").value_of_css_property("opacity") == "0", "no heat map")
        self.one("#heat-on").send_keys(Keys.SPACE)
        self.press(Keys.TAB, "#classes th button", after="#heat-on")
        self.assert_quiet()

    def press(self, key, selector, after=None):
        """Presses a key; the element that has the focus then is the one named, and shows that it has it."""
        (self.one(after) if after else self.browser.switch_to.active_element).send_keys(key)
        found = self.browser.switch_to.active_element
        self.assertTrue(self.script("return arguments[0].matches(arguments[1])", found, selector), found.get_attribute("outerHTML")[:200])
        self.assertNotEqual(found.value_of_css_property("outline-style"), "none", selector)
        return found.text

    def test_a_telephone_is_wide_enough(self):
        self.emulate(360, 740, "light")
        self.assertEqual(self.script("return document.documentElement.scrollWidth"), 360)
        picture = self.top / "from the telephone.png"
        picture.write_bytes(png(CLASSES["Gras"], 4))
        self.script("document.getElementById('drop').focus()")
        self.one("#file").send_keys(str(picture))
        self.wait_for_answer()
        self.assertEqual(self.script("return document.activeElement.id"), "another", "the focus is not lost")
        self.assertEqual(self.script("return document.documentElement.scrollWidth"), 360)
        self.screenshot("phone")
        self.emulate(360, 740, "dark")
        self.screenshot("phone-dark")
        self.assert_quiet()

    def test_a_picture_from_the_clipboard_and_one_from_the_camera(self):
        self.give("paste", "image.png", "image/png", png(CLASSES["Ziege"], 1))
        self.wait_for_answer()
        self.one("#take").click()
        self.wait(lambda: self.script("return document.getElementById('video').videoWidth > 0"), "the camera's picture")
        self.one("#shoot").click()
        self.wait(lambda: "camera" in self.one("#picture").get_attribute("alt"), "an answer to it")
        self.wait_for_answer()
        self.assertIsNone(self.script("return document.getElementById('video').srcObject"))
        self.assert_quiet()

    def test_what_cannot_be_answered_is_told(self):
        self.assertEqual(self.verdict(), "Waiting for a picture")
        for name, content, words in (
            ("a.raf", b"FUJIFILMCCD-RAW 0201", "a camera RAW file, which this cannot read: export it as JPEG"),
            ("a.png", png(CLASSES["Gras"])[:200], "cannot be decoded"),
            ("a.txt", b"hello", "not a picture"),
            ("empty.png", b"", "empty"),
        ):
            self.script("document.getElementById('problem').textContent = ''")
            self.give("drop", name, "", content)
            self.wait(lambda: words in self.one("#problem").text, words)
            self.assertEqual(self.one("#problem").get_attribute("role"), "alert")
            self.assertEqual(self.verdict(), "No answer")
        self.logs()  # the browser itself notes each refusal
        self.script("look(new Blob([new Uint8Array(21e6)]), 'large.png')")
        self.assertIn("too large: 21 MB, and at most 20 MB", self.one("#problem").text)
        self.assertEqual(self.logs(), ([], []))
        self.script("document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: new DataTransfer(), bubbles: true}))")
        self.assertIn("no picture file", self.one("#problem").text)
        self.screenshot("problem")

    def test_no_other_page_gets_in(self):
        port = urlsplit(self.address).port
        secret = urlsplit(self.address).path
        self.browser.get(f"http://rebound.example:{port}{secret}")
        self.assertIn("nowhere else", self.one("body").text)
        self.browser.get(f"http://127.0.0.1:{port}/")
        self.assertIn("lacks its secret part", self.one("body").text)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as other:
            other.RequestHandlerClass.log_message = lambda *_: None
            threading.Thread(target=other.serve_forever, daemon=True).start()
            self.browser.get(f"http://127.0.0.1:{other.server_port}/no-such-page")
            for request in ("fetch(a + 'about')", "fetch(a + 'answer', {method: 'POST', body: 'x'})", "include(a + 'show.js')"):
                got = self.browser.execute_async_script(
                    "const [a, done] = arguments;"
                    "const include = from => new Promise((yes, no) => document.head.append("
                    "  Object.assign(document.createElement('script'), {src: from, onload: yes, onerror: no})));"
                    f"{request}.then(() => done('got in'), () => done('kept out'))",
                    self.address,
                )
                self.assertEqual(got, "kept out", request)
            other.shutdown()


if __name__ == "__main__":
    unittest.main()
