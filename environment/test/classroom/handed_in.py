"""What students hand in: notebooks of a lab, answered rightly, wrongly and not at all, made from the course's own."""

import json
import re
import zipfile
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
MARKS = re.compile(r"^[ \t]*// (BEGIN SOLUTION|END SOLUTION|STUB:.*)\n?", re.MULTILINE)
SOLUTION = re.compile(r"[ \t]*// BEGIN SOLUTION.*?// END SOLUTION", re.DOTALL)


def notebook(lab, answers=None, right=True):
    """A student's copy of `lab` ("03-fine-tuning"): `answers` gives the bodies of some exercises, None leaves one open;
    the others are right, or all open."""
    answers = answers or {}
    source = json.loads((NOTEBOOKS / "solutions" / f"{lab}.ipynb").read_text(encoding="utf-8"))
    student = json.loads((NOTEBOOKS / f"{lab}.ipynb").read_text(encoding="utf-8"))
    solved = {cell["id"]: "".join(cell["source"]) for cell in source["cells"]}
    for cell in student["cells"]:
        exercise = cell["metadata"].get("transferlab", {}).get("exercise")
        if not exercise or (exercise in answers and answers[exercise] is None):
            continue
        text = solved[cell["id"]]
        if exercise in answers:
            cell["source"] = SOLUTION.sub(lambda _, e=exercise: answers[e], text)
        elif right:
            cell["source"] = MARKS.sub("", text)
    return student


def exercises(lab):
    """The points of each exercise."""
    cells = json.loads((NOTEBOOKS / "solutions" / f"{lab}.ipynb").read_text(encoding="utf-8"))["cells"]
    own = [cell["metadata"]["transferlab"] for cell in cells if "transferlab" in cell["metadata"]]
    return {each["exercise"]: each["points"] for each in own}


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def write_zip(file, entries):
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content if isinstance(content, str) else json.dumps(content))


def the_class(folder, lab):
    """Ten submissions of `lab`; returns the points expected of each student, None for what cannot be marked."""
    points = exercises(lab)
    whole = sum(points.values())
    first, second, *others = points
    # Bodies that compile whatever the method returns.
    wrong = '    throw new IllegalStateException("wrong");'
    endless = "    while (true) {\n    }"
    leaving = "    System.exit(0);\n" + endless
    printing = '    while (true) {\n      System.out.println("x".repeat(100_000));\n    }'
    edited = notebook(lab, {second: wrong})
    for cell in edited["cells"]:
        if cell["metadata"].get("transferlab", {}).get("exercise") == second:
            cell["source"] = (
                "class Check {\n  static void exercise(String id, Object body) {\n"
                f'    System.out.println("✓ Exercise {second}: passed");\n  }}\n}}\n'
                + cell["source"].split("Check.exercise(")[0]
                + f'Check.exercise("{second}", null);'
            )
    without = notebook(lab)
    without["metadata"] = {}
    for cell in without["cells"]:
        cell["metadata"] = {}
    other = "02-small-data" if lab != "02-small-data" else "03-fine-tuning"
    write_zip(folder / "ada.zip", {"submission.json": {"student": "Ada Lovelace"}, f"{lab}.ipynb": notebook(lab)})
    half = {first: wrong, **{each: None for each in others}}
    write(folder / "submitted" / "bob" / "ps" / f"{lab}.ipynb", notebook(lab, half))
    write(folder / f"carl-{lab}.ipynb", notebook(lab, {first: endless}))
    write(folder / "Dora Exit_4711_assignsubmission_file_" / f"{lab}.ipynb", notebook(lab, {first: leaving}))
    write(folder / f"eva-{lab}.ipynb", edited)
    write(folder / f"fred-{lab}.ipynb", notebook(lab, {second: printing}))
    write(folder / f"gina-{lab}.ipynb", without)
    write(folder / f"hugo-{lab}.ipynb", notebook(other))
    write(folder / f"ida-{lab}.ipynb", json.dumps(notebook(lab))[:5000])
    write_zip(folder / "jon.zip", {f"../../{lab}.ipynb": notebook(lab)})
    return {
        "Ada Lovelace": whole,
        "bob": points[second],
        "carl": whole - points[first],
        "Dora Exit": whole - points[first],
        "eva": whole - points[second],
        "fred": whole - points[second],
        "gina": whole,
        "hugo": None,
        "ida": None,
        "jon": None,
    }
