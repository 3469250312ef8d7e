"""The first lab as a student meets it: Jupyter started by the launcher, in a browser without a screen.

LAB_BROWSER_NOTEBOOK names another notebook; the screenshot goes to the folder that LAB_SCREENSHOTS names.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

REPOSITORY = Path(__file__).resolve().parents[3]
NOTEBOOK = Path(os.environ.get("LAB_BROWSER_NOTEBOOK", REPOSITORY / "notebooks" / "00-start-here.ipynb"))
SCREENSHOTS = Path(os.environ.get("LAB_SCREENSHOTS", REPOSITORY / "build" / "browser"))

# When to stop waiting, not how long it should take.
START_SECONDS = 120
RUN_SECONDS = 600

CHROMIUM_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1600",
)

CONNECTED = "return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected())"
# A cell that waits or runs has the prompt In [*].
RUNNING = "return Jupyter.notebook.get_cells().filter(c => c.cell_type == 'code' && c.element.hasClass('running')).length"
UNRUN = "return Jupyter.notebook.get_cells().filter(c => c.cell_type == 'code' && c.get_text().trim() && !c.input_prompt_number).length"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class BrowserTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lab-browser-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        # Jupyter saves what it opens: it gets a copy.
        (self.top / "notebooks").mkdir()
        shutil.copy(NOTEBOOK, self.top / "notebooks")
        self.address = self.start_jupyter()
        self.browser = self.start_browser()

    def start_jupyter(self):
        runtime = self.top / "runtime"
        environment = {
            **os.environ,
            "LAB_NOTEBOOKS": str(self.top / "notebooks"),
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_CONFIG_DIR": str(self.top / "config"),
        }
        log = open(self.top / "jupyter.log", "w+", encoding="utf-8")
        self.addCleanup(log.close)
        server = subprocess.Popen(
            [str(REPOSITORY / "environment" / "lab"), "start", "--no-browser", "--port", str(free_port())],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        self.addCleanup(self.stop, server)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            for described in runtime.glob("nbserver-*.json"):
                try:
                    found = json.loads(described.read_text())
                    return f"{found['url']}notebooks/{NOTEBOOK.name}?token={found['token']}"
                except ValueError:
                    pass  # half written
            if server.poll() is not None:
                break
            time.sleep(0.2)
        log.seek(0)
        self.fail(f"Jupyter did not start: {log.read()}")

    @staticmethod
    def stop(server):
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()

    def start_browser(self):
        options = Options()
        for option in CHROMIUM_OPTIONS:
            options.add_argument(option)
        options.add_argument(f"--user-data-dir={self.top / 'chromium'}")
        browser = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.addCleanup(browser.quit)
        return browser

    def wait(self, seconds, condition, what):
        WebDriverWait(self.browser, seconds, poll_frequency=0.5).until(lambda b: condition(), f"expected {what}")

    def script(self, text):
        return self.browser.execute_script(text)

    def screenshot(self):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.browser.save_screenshot(str(SCREENSHOTS / f"{NOTEBOOK.stem}.png"))

    def test_the_lab_runs_and_its_plot_is_there(self):
        self.browser.get(self.address)
        self.wait(START_SECONDS, lambda: self.script(CONNECTED), "a kernel that is connected")
        self.browser.find_element(By.ID, "celllink").click()
        self.browser.find_element(By.ID, "run_all_cells").click()
        try:
            self.wait(RUN_SECONDS, lambda: not self.script(UNRUN) and not self.script(RUNNING), "every cell to run")
            images = self.browser.find_elements(By.CSS_SELECTOR, ".output_area img")
            errors = [each.text for each in self.browser.find_elements(By.CSS_SELECTOR, ".output_error")]
            self.assertEqual(errors, [])
            self.assertNotEqual(images, [], "expected a figure in the outputs")
            for image in images:
                self.assertTrue((image.get_attribute("alt") or "").strip(), "a figure has no text alternative")
                for side in ("naturalWidth", "naturalHeight"):
                    self.assertGreater(self.script_of(image, side), 0, side)
            self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", images[0])
        finally:
            self.screenshot()

    def script_of(self, element, field):
        return self.browser.execute_script(f"return arguments[0].{field}", element)


if __name__ == "__main__":
    unittest.main()
