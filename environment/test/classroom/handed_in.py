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


def the_class(folder, lab="03-fine-tuning"):
    """Ten submissions of lab 3; returns the points expected of each student, None for what cannot be marked."""
    points = exercises(lab)
    whole = sum(points.values())
    wrong = {
        "3.2": "    return TrainingPlan.FINE_TUNING.withRates(headRate / 10, headRate);",
        "3.3": "    return 0.5;",
        "3.4": None,
    }
    print_forever = '    while (true) {\n      System.out.println("x".repeat(100_000));\n    }'
    edited = notebook(lab, {"3.3": "    return 1;"})
    for cell in edited["cells"]:
        if cell["id"] == "ex3-code":
            cell["source"] += (
                '\nclass Check { static void exercise(String id, Object body) { System.out.println("✓ Exercise 3.3:'
                ' passed"); } }\nCheck.exercise("3.3", null);'
            )
    without = notebook(lab)
    without["metadata"] = {}
    for cell in without["cells"]:
        cell["metadata"] = {}
    write_zip(folder / "ada.zip", {"submission.json": {"student": "Ada Lovelace"}, f"{lab}.ipynb": notebook(lab)})
    write(folder / "submitted" / "bob" / "ps3" / f"{lab}.ipynb", notebook(lab, wrong))
    write(folder / f"carl-{lab}.ipynb", notebook(lab, {"3.3": "    while (true) {\n    }"}))
    write(folder / "Dora Exit_4711_assignsubmission_file_" / f"{lab}.ipynb", notebook(lab, {"3.1": "    System.exit(0);\n    return null;"}))
    write(folder / f"eva-{lab}.ipynb", edited)
    write(folder / f"fred-{lab}.ipynb", notebook(lab, {"3.3": print_forever}))
    write(folder / f"gina-{lab}.ipynb", without)
    write(folder / f"hugo-{lab}.ipynb", notebook("02-small-data"))
    write(folder / f"ida-{lab}.ipynb", json.dumps(notebook(lab))[:5000])
    write_zip(folder / "jon.zip", {f"../../{lab}.ipynb": notebook(lab)})
    return {
        "Ada Lovelace": whole,
        "bob": points["3.1"] + points["3.1b"],
        "carl": whole - points["3.3"],
        "Dora Exit": whole - points["3.1"],
        "eva": whole - points["3.3"],
        "fred": whole - points["3.3"],
        "gina": whole,
        "hugo": None,
        "ida": None,
        "jon": None,
    }
