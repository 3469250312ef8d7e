"""A notebook in the browser, cell by cell, with a clock on what its reader sees."""

import time

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

# When to stop waiting for a cell, not how long it should take.
CELL_SECONDS = 300
# A picture of the page while a cell runs, of those that run this long.
LIVE_SECONDS = 4

# In the page itself: what changes in a cell's output is a sign of life, and no poll from outside can miss one.
WATCH = """
window.lab = {
  begin(number) {
    const cell = Jupyter.notebook.get_cell(number);
    const now = () => performance.now() / 1000;
    const seen = this.seen = {began: now(), last: now(), silence: 0, at: 0, told: now(), untold: 0, signs: 0, done: false};
    const sign = clock => {
      if (now() - seen.last > seen.silence) { seen.silence = now() - seen.last; seen.at = seen.last - seen.began; }
      seen.last = now();
      if (!clock) { seen.untold = Math.max(seen.untold, now() - seen.told); seen.told = now(); }
    };
    // The kernel's own clock is a sign of life, and says nothing else.
    const clock = all => all.every(each => {
      const area = (each.target.nodeType == 1 ? each.target : each.target.parentElement).closest('.output_area');
      return area ? /^running, .* so far$/.test(area.innerText.trim())
        : [...each.addedNodes].some(node => /^running, .* so far$/.test((node.innerText || '').trim()));
    });
    const output = new MutationObserver(all => { seen.signs++; sign(clock(all)); });
    output.observe(cell.element.find('.output_wrapper')[0], {childList: true, subtree: true, characterData: true, attributes: true});
    let ran = false;
    const state = new MutationObserver(() => {
      const runs = cell.element.hasClass('running');
      if (ran && !runs && !seen.done) { sign(false); seen.seconds = now() - seen.began; seen.done = true; state.disconnect(); output.disconnect(); }
      ran = ran || runs;
    });
    state.observe(cell.element[0], {attributes: true});
  },
};
"""

LAY = """
const cell = Jupyter.notebook.get_cell(arguments[0]).element[0];
const about = e => e.tagName.toLowerCase() + (typeof e.className == 'string' && e.className ? '.' + e.className.trim().split(/\\s+/).join('.') : '');
const faults = [];
for (const e of cell.querySelectorAll('.output_subarea, .output pre, .output table, .text_cell_render, .text_cell_render pre, .text_cell_render table')) {
  if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && e.tagName != 'TABLE')
    faults.push(`wider than its place: ${about(e)} ${e.scrollWidth} px in ${e.clientWidth}: ${e.innerText.split('\\n').reduce((a, b) => a.length >= b.length ? a : b, '').slice(0, 120)}`);
}
if ([...cell.querySelectorAll('.output pre')].some(e => getComputedStyle(e).wordBreak == 'break-all')) faults.push('text that breaks within words');
if (cell.querySelector('.output_scroll')) faults.push('output in a scroll box of ' + cell.querySelector('.output_scroll').scrollHeight + ' px');
for (const e of cell.querySelectorAll('img')) {
  if (!(e.getAttribute('alt') || '').trim()) faults.push('figure without alternative text');
  if (e.naturalWidth == 0) faults.push('picture that is not there: ' + e.getAttribute('src').slice(0, 80));
  if (e.clientWidth && e.naturalWidth > 1.02 * e.clientWidth) faults.push(`picture of ${e.naturalWidth} px shown in ${e.clientWidth}`);
}
for (const e of cell.querySelectorAll('.output svg')) {
  if (!e.querySelector('title') && !e.getAttribute('aria-label') && !e.closest('[aria-label],[role=img]')) faults.push('drawing without alternative text');
}
return [...new Set(faults)];
"""


class Ran:
    """What running a cell was like: seconds in all, the longest silence and when it began, how long at most nothing but
    the kernel's clock was seen, text and faults."""

    def __init__(self, seen, text, error):
        self.seconds, self.silence, self.silent_from = seen["seconds"], seen["silence"], seen["at"]
        self.untold = seen["untold"]
        self.text, self.error = text, error


class NotebookPage:
    def __init__(self, browser):
        self.browser = browser
        self.script(WATCH)

    def script(self, text, *arguments):
        return self.browser.execute_script(text, *arguments)

    def cells(self):
        """The kind of each cell."""
        return self.script("return Jupyter.notebook.get_cells().map(c => c.cell_type)")

    def element(self, number):
        return self.script("return Jupyter.notebook.get_cell(arguments[0]).element[0]", number)

    def look_at(self, number):
        self.script("Jupyter.notebook.get_cell(arguments[0]).element[0].scrollIntoView({block: 'start'})", number)

    def write(self, number, source):
        self.script("Jupyter.notebook.get_cell(arguments[0]).set_text(arguments[1])", number, source)

    def run(self, number, live=None):
        """Shift-Enter in a cell, until it has run. `live(element)` is called once when that takes some seconds."""
        self.script(
            "Jupyter.notebook.select(arguments[0]); Jupyter.notebook.command_mode(); Jupyter.notebook.focus_cell();"
            "lab.begin(arguments[0])", number)
        self.browser.switch_to.active_element.send_keys(Keys.SHIFT, Keys.ENTER)
        began = time.monotonic()
        while not self.script("return lab.seen.done && !Jupyter.notebook.kernel_busy"):
            waited = time.monotonic() - began
            if waited > CELL_SECONDS:
                raise AssertionError(f"cell {number} has run for {waited:.0f} s")
            if live and waited > LIVE_SECONDS:
                self.look_at(number)
                live(self.output(number))
                live = None
            time.sleep(0.1)
        # What was printed last may come after the reply.
        time.sleep(0.2)
        self.look_at(number)
        return Ran(self.script("return lab.seen"), self.text(number), self.failed(number))

    def output(self, number):
        return self.element(number).find_element(By.CSS_SELECTOR, ".output_wrapper")

    def text(self, number):
        return self.script("return Jupyter.notebook.get_cell(arguments[0]).element.find('.output')[0].innerText", number).strip()

    def failed(self, number):
        """What a cell says that failed, or wrote to the error stream; nothing if it did neither."""
        return self.script(
            "return Jupyter.notebook.get_cell(arguments[0]).element.find('.output_error, .output_stderr').text()", number).strip()

    def faults(self, number):
        """What is wrong with how a cell looks."""
        return self.script(LAY, number)

    def pictures(self, number):
        return self.script("return Jupyter.notebook.get_cell(arguments[0]).element.find('.output_area').has('img, svg, table').toArray()", number)
