"""A student who does a lab once: `environment/lab test student` (LAB_STUDENT="3 7" for some labs alone).

The lab is opened from the student's own copies in a browser, and run cell by cell. At each exercise the student first
runs what is given, then gives a wrong answer (LAB_STUDENT_WRONG=all: each that wrong-answers/NN-name.jsh has), reads
what is said, and gives the right one; in the first exercise a semicolon is forgotten too. What it was like (times,
silences, memory, messages, faults of the page, a picture of each figure and message) is written to
build/student/NN-name.html; a wrong answer that is not told what is wrong, a right one that does not pass, an error,
a figure without words or one that is wider than the page makes the run fail.
"""

import html
import json
import os
import re
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "browser")]

from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

from lesson import exercises, filled  # noqa: E402
from page import NotebookPage  # noqa: E402
from session import CONNECTED, REPOSITORY, START_SECONDS, Session  # noqa: E402

NOTEBOOKS = REPOSITORY / "notebooks"
WRONG = REPOSITORY / "environment" / "commands" / "src" / "test" / "resources" / "wrong-answers"
INTO = Path(os.environ.get("LAB_STUDENT_INTO", REPOSITORY / "build" / "student"))
# Over this there should be a sign of life.
SILENT_SECONDS = 2
# Over this the sign should say more than that the cell runs: how far it is.
CLOCK_SECONDS = 5
# The kernel gives free memory back when it has been idle for some seconds.
IDLE_SECONDS = 12

# What Debian's Notebook 6 writes to every page's console: an extension that it names and does not bring, and an empty
# font of its mathematics.
JUPYTERS_OWN = ("nbextensions/widgets/notebook/js/extension.js", "about:blank")


class Student:
    def __init__(self, name, session):
        self.name, self.session, self.browser = name, session, session.browser
        self.into = INTO / name
        self.into.mkdir(parents=True, exist_ok=True)
        for old in self.into.glob("*.png"):
            old.unlink()
        self.faults, self.steps, self.silences, self.untold = [], [], [], []
        self.tried, self.seconds, self.opened = 0, 0.0, 0.0
        self.memory = self.later = [None, None]
        lab = f"{name}.ipynb"
        self.exercises = exercises(session.labs / lab, NOTEBOOKS / "solutions" / lab, WRONG / f"{name}.jsh")
        self.filled, self.questions = filled(session.labs / lab, NOTEBOOKS / "solutions" / lab)

    def do(self):
        """Does the lab; what was seen until a failure or an end from outside is reported, too."""
        began = time.monotonic()
        try:
            self.do_all(began)
        except (Exception, SystemExit) as e:
            self.seconds = time.monotonic() - began
            self.fault("end", [f"the lab was not done to its end: {type(e).__name__} {e}"[:300]])

    def do_all(self, began):
        self.browser.get(self.session.address("notebooks", f"{self.name}.ipynb"))
        WebDriverWait(self.browser, START_SECONDS, poll_frequency=0.3).until(lambda b: b.execute_script(CONNECTED))
        self.page = NotebookPage(self.browser)
        self.idle()
        self.opened = time.monotonic() - began
        checks = {exercise.check_cell: [] for exercise in self.exercises}
        for exercise in self.exercises:
            checks[exercise.check_cell].append(exercise)
        for number, kind in enumerate(self.page.cells()):
            if number in self.filled:
                # Once as it is given: an empty place must stop nobody.
                self.step(number, "as given")
                self.page.write(number, self.filled[number])
            if kind == "code":
                self.step(number, "run")
            for exercise in checks.get(number, []):
                self.exercise(exercise, first=exercise is self.exercises[0])
            self.fault(number, self.page.faults(number))
        self.seconds = time.monotonic() - began
        self.summary()
        self.memory = self.kernel_memory()
        time.sleep(IDLE_SECONDS)
        self.later = self.kernel_memory()
        self.script_save()
        for entry in self.browser.get_log("browser"):
            if entry["level"] in ("SEVERE", "ERROR") and not any(each in entry["message"] for each in JUPYTERS_OWN):
                self.fault("console", [entry["message"][:300]])

    def idle(self):
        WebDriverWait(self.browser, START_SECONDS, poll_frequency=0.1).until(
            lambda b: not b.execute_script("return Jupyter.notebook.kernel_busy"))

    def script_save(self):
        self.page.script("Jupyter.notebook.save_checkpoint()")

    def fault(self, where, what):
        for each in what:
            if (where, each) not in self.faults:
                self.faults.append((where, each))

    def step(self, number, what, fails=False):
        """Runs a cell and looks at it; `fails`: an error is what is expected."""
        ran = self.page.run(number, lambda element: self.picture(element, f"{number:02}-live"))
        # A wrong answer may choose to be silent; what the lab and its solution do is ours.
        if "wrong" not in what:
            self.silences.append((ran.silence, number, ran.silent_from, ran.seconds))
            self.untold.append((ran.untold, number, ran.seconds))
        if ran.error and not fails:
            self.fault(number, ["an error: " + ran.error[:300]])
        pictures = []
        if what == "run":
            for count, area in enumerate(self.page.pictures(number), 1):
                pictures.append(self.picture(area, f"{number:02}-figure-{count}"))
        else:
            pictures.append(self.picture(self.page.output(number), f"{number:02}-{re.sub(r'[^a-z0-9]+', '-', what.lower())[:40]}"))
        live = self.into / f"{number:02}-live.png"
        if what == "run" and live.exists():
            pictures.insert(0, live.name)
        self.steps.append({"cell": number, "what": what, "seconds": ran.seconds, "silence": ran.silence,
                           "text": ran.text, "pictures": [p for p in pictures if p]})
        return ran

    def picture(self, element, name):
        try:
            self.page.script("arguments[0].scrollIntoView({block: 'center'})", element)
            element.screenshot(str(self.into / f"{name}.png"))
            return f"{name}.png"
        except Exception:  # an output without a height has no picture
            return None

    def exercise(self, exercise, first):
        self.fault(exercise.check_cell, [] if exercise.wrong else [f"no wrong answers known for exercise {exercise.id}"])
        self.expect(exercise, "○", "not attempted yet", self.page.text(exercise.check_cell), "the stub")
        answers = [(wrong.words, wrong.told, exercise.answered(wrong.code)) for wrong in exercise.wrong]
        if os.environ.get("LAB_STUDENT_WRONG") != "all":
            answers = answers[:1]
        if first:
            self.tried += 1
            self.page.write(exercise.answer_cell, exercise.misspelt())
            said = self.step(exercise.answer_cell, "a semicolon forgotten", fails=True).text
            if not re.search(r"cell \d+, line \d+: ';' expected", said):
                self.fault(exercise.answer_cell, [f"a semicolon forgotten: expected the cell, the line and \"';' expected\", found: {said[:300]}"])
        for words, told, source in answers:
            self.tried += 1
            self.expect(exercise, "✗", told, self.give(exercise, source, f"{exercise.id} wrong: {words}"), words)
        self.expect(exercise, "✓", "", self.give(exercise, exercise.right(), f"{exercise.id} right"), "the right answer")

    def give(self, exercise, source, what):
        """Gives an answer; returns what is said to it."""
        self.page.write(exercise.answer_cell, source)
        said = self.step(exercise.answer_cell, what).text
        if exercise.check_cell != exercise.answer_cell:
            said = self.step(exercise.check_cell, what + " (check)").text
        return said

    def expect(self, exercise, mark, told, said, words):
        lines = [line for line in said.splitlines() if f"Exercise {exercise.id}" in line]
        if not any(line.startswith(mark) and told in line for line in lines):
            self.fault(exercise.check_cell, [f"exercise {exercise.id}, {words}: expected {mark} ... {told}, found: {' / '.join(lines) or said[-300:]}"])

    def summary(self):
        said = [step["text"] for step in self.steps if "Local checks:" in step["text"]]
        wanted = (f"Local checks: {len(self.exercises)} passed, 0 to mend, 0 not attempted yet.\n"
                  f"Quiz: {self.questions} of {self.questions} right.")
        if not said or not said[-1].endswith(wanted):
            self.fault("end", [f"expected {wanted} found: {said[-1:] or 'no Check.summary()'}"])

    def kernel_memory(self):
        """MiB of the kernel now and at most; Nones where there is no /proc."""
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                text = status.read_text()
                command = (status.parent / "cmdline").read_bytes()
                if f"PPid:\t{self.session.server.pid}\n" in text and b"io.transferlab.kernel.Main" in command:
                    return [int(re.search(rf"{field}:\s+(\d+)", text).group(1)) // 1024 for field in ("VmRSS", "VmHWM")]
            except OSError:
                pass  # a process that ended meanwhile
        return [None, None]

    def silent(self):
        """The silences that are too long, the longest first: (seconds, cell, when it began, seconds of the cell)."""
        return sorted((each for each in self.silences if each[0] > SILENT_SECONDS), reverse=True)

    def unexplained(self):
        """Where over five seconds nothing but the kernel's clock was seen, the longest first: (seconds, cell, seconds of the cell)."""
        return sorted((each for each in self.untold if each[0] > CLOCK_SECONDS), reverse=True)

    def record(self):
        longest = max(self.silences, default=(0.0, 0))
        return {"lab": self.name, "seconds": round(self.seconds, 1), "opened": round(self.opened, 1),
                "silence": round(longest[0], 1), "silentCell": longest[1],
                "clock": round(max(self.untold, default=(0.0,))[0], 1), "mib": self.memory[0], "peakMib": self.memory[1],
                "idleMib": self.later[0], "exercises": len(self.exercises), "wrong": self.tried, "faults": len(self.faults)}

    def report(self):
        """Everything that was seen, as a page."""
        rows = self.record()
        parts = [f"<!doctype html><meta charset=utf-8><title>{self.name}</title>"
                 "<style>body{font:14px sans-serif;max-width:1250px;margin:1em auto}pre{white-space:pre-wrap;background:#f5f5f5}img{max-width:100%;border:1px solid #ccc}</style>",
                 f"<h1>{self.name}</h1><p>{html.escape(json.dumps(rows))}</p><h2>Faults</h2><ul>"]
        parts += [f"<li>cell {where}: {html.escape(what)}" for where, what in self.faults] or ["<li>none"]
        parts.append("</ul><h2>Silences over 2 s</h2><ul>")
        parts += [f"<li>cell {n}: {s:.1f} s from {at:.1f} s on, of {total:.1f} s" for s, n, at, total in self.silent()] or ["<li>none"]
        parts.append("</ul><h2>Over 5 s nothing but the kernel's clock</h2><ul>")
        parts += [f"<li>cell {n}: {s:.1f} s, of {total:.1f} s" for s, n, total in self.unexplained()] or ["<li>none"]
        parts.append("</ul>")
        for step in self.steps:
            parts.append(f"<h3>Cell {step['cell']}: {html.escape(step['what'])} ({step['seconds']:.1f} s)</h3><pre>{html.escape(step['text'][:3000])}</pre>")
            parts += [f'<img src="{self.name}/{picture}" alt="">' for picture in step["pictures"]]
        (INTO / f"{self.name}.html").write_text("\n".join(parts), encoding="utf-8")
        (self.into / "record.json").write_text(json.dumps({**rows, "all": self.steps, "faultsSeen": self.faults, "silences": self.silent()},
                                                          ensure_ascii=False, indent=1), encoding="utf-8")


def wanted():
    """The labs that LAB_STUDENT names by number, or all."""
    numbers = {f"{int(word):02}" for word in os.environ.get("LAB_STUDENT", "").split()}
    return [path.stem for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")) if not numbers or path.stem[:2] in numbers]


HEAD = f"{'lab':34} {'seconds':>7} {'silence':>7} {'cell':>4} {'clock':>5} {'MiB':>5} {'peak':>5} {'idle':>5} {'exercises':>9} {'wrong':>5} {'faults':>6}"


def main():
    # So that a server and a browser are closed, and what was seen is written.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    print(HEAD, flush=True)
    failed = 0
    for name in wanted():
        # A session for each: a student opens one lab.
        with tempfile.TemporaryDirectory(prefix="lab-student-", ignore_cleanup_errors=True) as folder:
            session = Session(Path(folder), Path(folder) / "labs", console=True)
            try:
                student = Student(name, session)
                student.do()
            finally:
                session.close()
        student.report()
        r = student.record()
        print(f"{name:34} {r['seconds']:7.1f} {r['silence']:7.1f} {r['silentCell']:4} {r['clock']:5.1f} {r['mib'] or 0:5} {r['peakMib'] or 0:5} {r['idleMib'] or 0:5}"
              f" {r['exercises']:9} {r['wrong']:5} {r['faults']:6}", flush=True)
        for where, what in student.faults:
            print(f"  cell {where}: {what}", flush=True)
        for seconds, cell, at, total in student.silent():
            print(f"  cell {cell}: silent for {seconds:.1f} s (from {at:.1f} s on, of {total:.1f} s)", flush=True)
        for seconds, cell, total in student.unexplained():
            print(f"  cell {cell}: for {seconds:.1f} s nothing but the clock (of {total:.1f} s)", flush=True)
        failed += bool(student.faults)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
