"""Jupyter as the launcher starts it, over a folder of labs, and a browser without a screen in front of it."""

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

REPOSITORY = Path(__file__).resolve().parents[3]

# When to stop waiting, not how long it should take.
START_SECONDS = 120

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


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Session:
    """A server and a browser, both with all their files below the folder `top`; `close` ends them."""

    def __init__(self, top, labs, *, console=False):
        """The working copies of the labs are in `labs`; `console` keeps what pages write to the browser's console."""
        self.top, self.labs = top, labs
        self.server = self.browser = None
        try:
            self.url, self.token = self.start_jupyter()
            self.browser = self.start_browser(console)
        except BaseException:
            self.close()
            raise

    def address(self, kind, name=""):
        """The page of a notebook (`notebooks`) or of the folder (`tree`)."""
        return f"{self.url}{kind}/{name}?token={self.token}"

    def start_jupyter(self):
        runtime = self.top / "runtime"
        environment = {
            **os.environ,
            "LAB_NOTEBOOKS": str(self.labs),
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "JUPYTER_CONFIG_DIR": str(self.top / "config"),
        }
        with open(self.top / "jupyter.log", "w", encoding="utf-8") as log:
            self.server = subprocess.Popen(
                [str(REPOSITORY / "environment" / "lab"), "start", "--no-browser", "--port", str(free_port())],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.server.poll() is None:
            for described in runtime.glob("nbserver-*.json"):
                try:
                    found = json.loads(described.read_text())
                    return found["url"], found["token"]
                except ValueError:
                    pass  # half written
            time.sleep(0.2)
        raise AssertionError(f"Jupyter did not start: {(self.top / 'jupyter.log').read_text()}")

    def start_browser(self, console):
        options = Options()
        for option in CHROMIUM_OPTIONS:
            options.add_argument(option)
        options.add_argument(f"--user-data-dir={self.top / 'chromium'}")
        if console:
            options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        return webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)

    def close(self):
        if self.browser:
            self.browser.quit()
        if self.server:
            self.server.terminate()
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
