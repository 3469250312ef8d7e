"""Slides from the notebooks that `environment/lab present` prepared: each becomes one HTML file that asks no host."""

import argparse
import hashlib
import io
import os
import sys
import tarfile
import urllib.request
from pathlib import Path

import nbformat
from nbconvert import SlidesExporter

JUPYTER = Path(__file__).resolve().parents[1] / "jupyter"
TEMPLATES = JUPYTER / "nbconvert" / "templates"
VERSION = "5.2.1"
SHA256 = "359b575dd51bbda32f89b2fd4c7dc46ad7389a805572158916c29252f7a27333"
FILES = {
    "reveal.css": "package/dist/reveal.css",
    "reveal.js": "package/dist/reveal.js",
    "notes.js": "package/plugin/notes/notes.js",
    "LICENSE": "package/LICENSE",
}


def reveal(folder: Path) -> Path:
    """The files of reveal.js (MIT licence), fetched from npm's registry the first time that slides are made."""
    wanted = folder / f"reveal.js-{VERSION}"
    if all((wanted / name).is_file() for name in FILES):
        return wanted
    registry = os.environ.get("npm_config_registry") or "https://registry.npmjs.org"
    address = f"{registry.rstrip('/')}/reveal.js/-/reveal.js-{VERSION}.tgz"
    cure = f"connect to the network once, or name a mirror in npm_config_registry, or unpack the file's {', '.join(FILES)} into {wanted}"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            archive = answer.read()
    except (OSError, ValueError) as error:
        sys.exit(f"lab: reveal.js, which shows the slides, could not be fetched from {address} ({error}). Next: {cure}")
    found = hashlib.sha256(archive).hexdigest()
    if found != SHA256:
        sys.exit(f"lab: expected reveal.js {VERSION} with SHA-256 {SHA256} at {address}, found {found}. Next: {cure}")
    wanted.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for name, inside in FILES.items():
            part = wanted / (name + ".part")
            part.write_bytes(members.extractfile(inside).read())
            part.replace(wanted / name)
    return wanted


def script(file: Path) -> str:
    """JavaScript that can stand between tags: what it writes into other pages must not end it here."""
    return file.read_text(encoding="utf-8").replace("</script", "<\\/script")


def convert(prepared: Path, show: Path) -> Path:
    """Writes NAME.slides.html beside NAME.slides.ipynb, and returns it."""
    exporter = SlidesExporter(template_name="lab-slides", extra_template_basedirs=[str(TEMPLATES)])
    inside = {
        "reveal_css": (show / "reveal.css").read_text(encoding="utf-8"),
        "reveal_js": script(show / "reveal.js"),
        "notes_js": script(show / "notes.js"),
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
    parser.add_argument("--keep", type=Path, required=True, help="the folder in which reveal.js is kept")
    parser.add_argument("prepared", type=Path, nargs="+")
    given = parser.parse_args()
    show = reveal(given.keep)
    for prepared in given.prepared:
        print(convert(prepared, show))
        prepared.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
