#!/usr/bin/env python3
"""Sets the course up once for everybody on this machine: the jars, the native libraries and the kernelspec.

What belongs to one person is taken out of the kernelspec: everybody has a LAB_DATA of their own. ND4J unpacks its native
libraries, half a gigabyte, into each home; here they are unpacked once, beside the jars, and so all kernels share them
on the disk and in memory.

Usage: install.py [--prefix DIR] [--data DIR]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]
NATIVE = "native"


def main():
    parser = argparse.ArgumentParser(description="Sets the course up once for everybody on this machine.")
    parser.add_argument("--prefix", type=Path, default=Path("/usr/local"), metavar="DIR", help="where the kernelspec goes: DIR/share/jupyter (default: /usr/local)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of data that everybody reads and nobody here writes (LAB_DATA_PATH)")
    arguments = parser.parse_args()
    closed = closed_to_others(COURSE, *filter(None, [arguments.data]))
    if closed:
        sys.exit(f"install: expected a course and data that everybody can read, but {closed} is closed to others: chmod o+rx there, or use another folder")
    os.umask(0o022)
    environment = {**os.environ}
    if arguments.data:
        environment["LAB_DATA_PATH"] = str(arguments.data.resolve())
    lab = str(COURSE / "environment" / "lab")
    for command in (["setup"], ["kernel", "install", "--prefix", str(arguments.prefix)]):
        if subprocess.run([lab, "--yes", *command], env=environment).returncode:
            sys.exit(1)  # it has said why
    build = Path(environment.get("LAB_BUILD") or COURSE / "build")
    spec = arguments.prefix / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
    share(spec, unpack(spec, build))
    subprocess.run(["chmod", "-R", "a+rX", str(build)], check=True)
    print(f"kernelspec for everybody: {spec}")


def closed_to_others(*folders):
    """The first folder on the way to these that others may not pass; None if there is none."""
    for folder in folders:
        folder = folder.resolve()
        for each in [folder, *folder.parents]:
            if not each.is_dir() or each.stat().st_mode & 0o001 == 0:
                return each
        if folder.stat().st_mode & 0o004 == 0:
            return folder
    return None


def unpack(spec, build):
    """Lets ND4J unpack its libraries once, and puts them and ONNX Runtime's into build/native."""
    java = json.loads(spec.read_text(encoding="utf-8"))["argv"][0]
    jars = [build / each for each in (build / "jars").read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory(prefix=".native-", dir=build) as temporary:
        cache, flat = Path(temporary) / "cache", Path(temporary) / NATIVE
        cache.mkdir()
        flat.mkdir()
        probe = [java, "-Xmx1g", f"-Dorg.bytedeco.javacpp.cachedir={cache}", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
        answer = subprocess.run([*probe, "-cp", ":".join(map(str, jars)), "io.transferlab.cli.Main", "doctor-probe"], capture_output=True, text=True)
        if "nd4j.backend=" not in answer.stdout:
            sys.exit(f"install: ND4J did not start, so that its libraries could not be unpacked: {(answer.stderr or answer.stdout).strip()[-300:]}")
        # Links last: they may name what another jar has.
        for file in sorted(cache.rglob("*.so*"), key=lambda each: each.is_symlink()):
            target = flat / file.name
            if not file.is_symlink():
                shutil.move(file, target)
            elif not target.exists() and os.readlink(file) != file.name:
                target.symlink_to(Path(os.readlink(file)).name)
        for jar in jars:
            if jar.name.startswith("onnxruntime-"):
                unpack_onnx(jar, flat)
        for file in flat.iterdir():
            file.is_symlink() or file.chmod(0o755)
        folder = build / NATIVE
        # Kernels that run keep the old ones open: they are renamed, not written over.
        if folder.exists():
            folder.rename(Path(temporary) / "old")
        flat.rename(folder)
    return folder


def unpack_onnx(jar, into):
    machine = {"x86_64": "linux-x64", "aarch64": "linux-aarch64"}.get(os.uname().machine)
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            if name.startswith(f"ai/onnxruntime/native/{machine}/lib") and name.endswith(".so"):
                (into / Path(name).name).write_bytes(archive.read(name))


def share(spec, native):
    """Takes one person's folders out of a kernelspec, and has the native libraries found in `native`."""
    content = json.loads(spec.read_text(encoding="utf-8"))
    content["env"].pop("LAB_DATA", None)
    options = [each for each in content["argv"] if not each.startswith("-Duser.home=")]
    options[1:1] = [f"-Djava.library.path={native}", "-Dorg.bytedeco.javacpp.pathsFirst=true", f"-Donnxruntime.native.path={native}"]
    content["argv"] = options
    part = spec.with_name(".new-kernel.json")
    part.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(spec)


if __name__ == "__main__":
    main()
