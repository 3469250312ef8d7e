"""The text alternatives of figures in JupyterLab 4 and Notebook 7: our prebuilt extension, in a page that shares what
theirs share. JupyterLab itself is no package of Debian's; a stand-in has the part of it that the extension touches."""

import json
import shutil
import tempfile
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from test_show import OPTIONS

EXTENSION = Path(__file__).resolve().parents[2] / "jupyter" / "labextensions" / "transferlab-alt"

# How JupyterLab loads a prebuilt extension (jupyterlab/staging/index.js) and shows a picture (rendermime).
PAGE = """<!doctype html><meta charset="utf-8"><script src="{script}"></script><script>
class RenderedImage {{
  constructor(options) {{ this.mimeType = options.mimeType; this.node = document.createElement("div"); }}
  async render(model) {{
    const image = document.createElement("img");
    image.src = "data:" + this.mimeType + ";base64," + model.data[this.mimeType];
    this.node.textContent = "";
    this.node.appendChild(image);
  }}
}}
async function show(shared, mime, metadatas) {{
  const about = {about}.jupyterlab._build;
  const container = window._JUPYTERLAB["transferlab-alt"];
  await container.init(shared ? {{"@jupyterlab/rendermime": {{"4.6.6": {{get: async () => () => ({{RenderedImage}})}}}}}} : {{}});
  const instance = (await container.get(about.mimeExtension))();
  instance.__scope__ = "transferlab-alt";
  const plugin = instance.default;
  if (!plugin.rendererFactory.mimeTypes.includes(mime)) throw new Error("no " + mime);
  const renderer = plugin.rendererFactory.createRenderer({{mimeType: mime}});
  const texts = [];
  for (const metadata of metadatas) {{
    await renderer.render({{data: {{[mime]: "AAAA"}}, metadata}});
    texts.push(renderer.node.querySelector("img").getAttribute("alt"));
  }}
  return {{texts, rank: plugin.rank, safe: plugin.rendererFactory.safe}};
}}
</script>"""


class AlternativesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="lab-alt-", ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        about = json.loads((EXTENSION / "package.json").read_text())
        page = Path(folder.name) / "page.html"
        script = EXTENSION / about["jupyterlab"]["_build"]["load"]
        page.write_text(PAGE.format(script=script.as_uri(), about=json.dumps(about)), encoding="utf-8")
        options = Options()
        for option in OPTIONS:
            options.add_argument(option)
        options.add_argument(f"--user-data-dir={Path(folder.name) / 'chromium'}")
        cls.browser = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        cls.addClassCleanup(cls.browser.quit)
        cls.browser.get(page.as_uri())

    def show(self, shared, mime, *metadatas):
        return self.browser.execute_async_script(
            "const done = arguments[3]; show(arguments[0], arguments[1], arguments[2])"
            ".then(done, error => done(String(error)))", shared, mime, list(metadatas)
        )

    def test_a_figure_has_the_words_of_its_output_s_metadata(self):
        words = 'Accuracy rises "to" <90 %> – é'
        for mime in ("image/png", "image/jpeg"):
            shown = self.show(True, mime, {mime: {"alt": words}}, {"alt": "for all"}, {mime: {"width": 3}}, {})
            self.assertEqual(shown["texts"], [words, "for all", "", ""])
            self.assertEqual((shown["rank"], shown["safe"]), (90, True))

    def test_a_live_figure_has_the_words_of_its_last_state(self):
        shown = self.show(True, "image/png", {"image/png": {"alt": "epoch 1"}}, {"image/png": {"alt": "epoch 2"}})
        self.assertEqual(shown["texts"], ["epoch 1", "epoch 2"])

    def test_text_breaks_between_words(self):
        self.browser.execute_script(
            "document.head.insertAdjacentHTML('afterbegin', '<style>.jp-OutputArea-output pre { word-break: break-all }</style>');"
            "document.body.innerHTML = '<div class=\"jp-RenderedText jp-OutputArea-output\"><pre>word</pre></div>'")
        found = self.browser.execute_script("return getComputedStyle(document.querySelector('pre')).wordBreak")
        self.assertEqual(found, "normal")

    def test_a_page_that_shares_nothing_is_told_and_keeps_its_own_pictures(self):
        self.assertIn("shares no @jupyterlab/rendermime", self.show(False, "image/png", {}))


if __name__ == "__main__":
    unittest.main()
