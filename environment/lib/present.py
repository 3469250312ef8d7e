"""Slides from the notebooks that `environment/lab present` prepared: each becomes one HTML file that asks no host."""

import argparse
import sys
from pathlib import Path

import nbformat
from nbconvert import SlidesExporter

JUPYTER = Path(__file__).resolve().parents[1] / "jupyter"
TEMPLATES = JUPYTER / "nbconvert" / "templates"
REVEAL = JUPYTER / "reveal"


def script(file: Path) -> str:
    """JavaScript that can stand between tags: what it writes into other pages must not end it here."""
    return file.read_text(encoding="utf-8").replace("</script", "<\\/script")


def convert(prepared: Path) -> Path:
    """Writes NAME.slides.html beside NAME.slides.ipynb, and returns it."""
    exporter = SlidesExporter(template_name="lab-slides", extra_template_basedirs=[str(TEMPLATES)])
    inside = {
        "reveal_css": (REVEAL / "reveal.css").read_text(encoding="utf-8"),
        "reveal_js": script(REVEAL / "reveal.js"),
        "notes_js": script(REVEAL / "notes.js"),
        "slides_css": (TEMPLATES / "lab-slides" / "slides.css").read_text(encoding="utf-8"),
    }
    notebook = nbformat.read(prepared, as_version=4)
    body, _ = exporter.from_notebook_node(notebook, resources={"lab": inside, "metadata": {"name": prepared.stem}})
    target = prepared.with_suffix(".html")
    part = target.with_name(target.name + ".part")
    part.write_text(body, encoding="utf-8")
    part.replace(target)
    return target


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path, nargs="+")
    for prepared in parser.parse_args().prepared:
        print(convert(prepared))
        prepared.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
