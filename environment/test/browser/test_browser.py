"""The first lab as a student meets it: Jupyter started by the launcher, in a browser without a screen.

LAB_BROWSER_NOTEBOOK names another notebook; the screenshot goes to the folder that LAB_SCREENSHOTS names.
"""

import os
import shutil
import tempfile
import unittest
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from session import CONNECTED, REPOSITORY, START_SECONDS, Session

NOTEBOOK = Path(os.environ.get("LAB_BROWSER_NOTEBOOK", REPOSITORY / "notebooks" / "00-start-here.ipynb"))
SCREENSHOTS = Path(os.environ.get("LAB_SCREENSHOTS", REPOSITORY / "build" / "browser"))

# When to stop waiting, not how long it should take.
RUN_SECONDS = 600

# A cell that waits or runs has the prompt In [*].
RUNNING = "return Jupyter.notebook.get_cells().filter(c => c.cell_type == 'code' && c.element.hasClass('running')).length"
UNRUN = "return Jupyter.notebook.get_cells().filter(c => c.cell_type == 'code' && c.get_text().trim() && !c.input_prompt_number).length"


class BrowserTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lab-browser-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        # Jupyter saves what it opens: it gets a copy.
        labs = Path(folder.name) / "notebooks"
        labs.mkdir()
        shutil.copy(NOTEBOOK, labs)
        session = Session(Path(folder.name), labs)
        self.addCleanup(session.close)
        self.browser = session.browser
        self.address = session.address("notebooks", NOTEBOOK.name)

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
            broken = "return [...document.querySelectorAll('.output_area pre')].map(e => getComputedStyle(e).wordBreak)"
            self.assertEqual(set(self.script(broken)), {"normal"}, "text breaks between words")
            self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", images[0])
        finally:
            self.screenshot()

    def script_of(self, element, field):
        return self.browser.execute_script(f"return arguments[0].{field}", element)


if __name__ == "__main__":
    unittest.main()
