"""A Dockerfile's steps without Docker: executed in a folder with a bare Debian, by chroot.

Only the instructions that ours has are known; another one is a failure, not something that is passed over. Each command
runs in a mount and process namespace of its own, so that nothing stays mounted or running after it.
"""

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
from fnmatch import fnmatch
from pathlib import Path

SUITES = {"debian:12": "bookworm", "debian:12-slim": "bookworm"}
# How this machine gets at packages: what a person's Docker would be told by its own configuration.
HOSTS_OWN = ["/etc/resolv.conf", "/etc/hosts", "/etc/apt/apt.conf.d", "/usr/local/share/ca-certificates", "/etc/ssl/certs/java/cacerts"]
PROXIES = [f"{scheme}_proxy" for scheme in ("http", "https", "all", "no")]


class ImageError(Exception):
    """A step that failed, or an instruction that is not known here."""


def instructions(text):
    """The (instruction, argument) pairs of a Dockerfile: lines joined, comments left out."""
    found, line = [], ""
    for each in text.splitlines():
        if each.lstrip().startswith("#") or (not line and not each.strip()):
            continue
        line += each.strip() if not line else " " + each.strip()
        if line.endswith("\\"):
            line = line[:-1].rstrip()
            continue
        name, _, argument = line.partition(" ")
        found.append((name.upper(), argument.strip()))
        line = ""
    if line:
        raise ImageError(f"the last line goes on: {line}")
    return found


def mirror():
    """The Debian mirror of this machine's own sources as a list; empty if they name none: debootstrap has its own."""
    for file in [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]:
        if file.is_file():
            named = re.search(r"https?://\S+/debian/?(?=\s|$)", file.read_text(errors="replace"))
            if named:
                return [named.group()]
    return []


class Image:
    """A root folder, and what the instructions so far have set."""

    def __init__(self, root, context, ignored=()):
        self.root, self.context, self.ignored = root, context, list(ignored)
        self.arguments, self.environment, self.user, self.folder, self.command = {}, {}, "root", "/", None

    def build(self, text):
        for name, argument in instructions(text):
            step = getattr(self, f"do_{name.lower()}", None)
            if step is None:
                raise ImageError(f"{name} is not known here")
            step(argument)

    def expanded(self, text):
        values = {**self.arguments, **self.environment}
        return re.sub(r"\$\{?(\w+)\}?", lambda found: values.get(found.group(1), ""), text)

    def do_from(self, argument):
        suite = SUITES.get(argument)
        if suite is None:
            raise ImageError(f"FROM {argument} is not known here; known are {', '.join(SUITES)}")
        kept = Path(os.environ.get("LAB_IMAGES", self.root.parent)) / f"{suite}.tar"
        if not kept.exists():
            made = subprocess.run(["debootstrap", "--variant=minbase", suite, str(self.root), *mirror()], capture_output=True, text=True)
            if made.returncode:
                raise ImageError(f"debootstrap: {made.stdout[-1000:]}{made.stderr[-1000:]}")
            subprocess.run(["tar", "-C", str(self.root), "-cf", f"{kept}.part", "."], check=True)
            os.replace(f"{kept}.part", kept)
        else:
            self.root.mkdir(exist_ok=True)
            subprocess.run(["tar", "-C", str(self.root), "-xf", str(kept)], check=True)

    def do_arg(self, argument):
        name, _, value = argument.partition("=")
        self.arguments.setdefault(name, value)

    def do_env(self, argument):
        for each in shlex.split(argument):
            name, equals, value = each.partition("=")
            if not equals:
                raise ImageError(f"ENV without an equals sign: {argument}")
            self.environment[name] = self.expanded(value)

    def do_user(self, argument):
        self.user = argument

    def do_workdir(self, argument):
        self.folder = os.path.join(self.folder, argument)
        # As Docker has it: made by root, if it is not there.
        self.inside(self.folder).mkdir(parents=True, exist_ok=True)

    def do_expose(self, argument):
        if not argument.isdigit():
            raise ImageError(f"EXPOSE {argument}")

    def do_cmd(self, argument):
        self.command = json.loads(argument)

    def do_run(self, argument):
        answer = self.run(["/bin/sh", "-c", argument])
        if answer.returncode:
            raise ImageError(f"RUN {argument[:80]}: {answer.stdout[-2000:]}{answer.stderr[-2000:]}")

    def do_copy(self, argument):
        words = shlex.split(argument)
        owner = None
        if words[0].startswith("--chown="):
            owner = words.pop(0).split("=", 1)[1]
        if len(words) != 2 or any(word.startswith("--") for word in words):
            raise ImageError(f"COPY {argument}: expected one source and one target")
        source, target = self.context / words[0], self.inside(os.path.join(self.folder, words[1]))
        if words[1].endswith("/"):
            target = target / source.name
        made = [target]
        if source.is_dir():
            # The content, into a folder that may be there.
            for folder, names, files in os.walk(source):
                here = Path(folder).relative_to(self.context)
                names[:] = [name for name in names if not self.is_ignored(here / name)]
                into = target / Path(folder).relative_to(source)
                into.mkdir(parents=True, exist_ok=True)
                made.append(into)
                for name in files:
                    if not self.is_ignored(here / name):
                        shutil.copy2(Path(folder) / name, into / name, follow_symlinks=False)
                        made.append(into / name)
        elif source.is_file() and not self.is_ignored(source.relative_to(self.context)):
            shutil.copy2(source, target)
        else:
            raise ImageError(f"COPY {argument}: the context has no {words[0]}")
        user, group = (self.number(each) for each in (owner or "root:root").split(":"))
        for each in made:
            os.chown(each, user, group, follow_symlinks=False)

    def is_ignored(self, path):
        """By .dockerignore's rules, as far as ours uses them: names anywhere, paths, and a later ! that takes back."""
        result = False
        for line in self.ignored:
            pattern = line.lstrip("!")
            if pattern.startswith("**/"):
                hit = any(fnmatch(part, pattern[3:]) for part in path.parts)
            else:
                hit = path == Path(pattern) or Path(pattern) in path.parents
            if hit:
                result = not line.startswith("!")
        return result

    def number(self, name):
        for line in self.inside("/etc/passwd").read_text().splitlines():
            parts = line.split(":")
            if parts[0] == name:
                return int(parts[2])
        raise ImageError(f"there is no user {name}")

    def home(self):
        for line in self.inside("/etc/passwd").read_text().splitlines():
            parts = line.split(":")
            if parts[0] == self.user:
                return parts[5]
        raise ImageError(f"there is no user {self.user}")

    def inside(self, path):
        return self.root / path.lstrip("/")

    def arrange(self):
        """What Docker gives to every container, and this machine's own way to the net."""
        for name in HOSTS_OWN:
            source, target = Path(name), self.inside(name)
            if source.is_dir():
                for file in source.iterdir():
                    # How this machine installs is not how the image does.
                    if file.is_file() and (file.suffix == ".crt" or "Check-" in file.read_text(errors="replace") or "Proxy" in file.read_text(errors="replace")):
                        target.mkdir(parents=True, exist_ok=True)
                        shutil.copy(file, target / file.name)
            elif source.exists() and target.parent.is_dir():
                shutil.copy(source, target)
        settings, home = Path.home() / ".m2" / "settings.xml", self.inside(self.home())
        if settings.exists() and self.user != "root":
            (home / ".m2").mkdir(exist_ok=True)
            shutil.copy(settings, home / ".m2" / "settings.xml")
            for each in (home / ".m2", home / ".m2" / "settings.xml"):
                os.chown(each, self.number(self.user), self.number(self.user))

    def arguments_of(self, command):
        """The program that runs `command` inside as the user of now, with nothing of this machine's environment."""
        variables = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": self.home(),
            "DEBIAN_FRONTEND": "noninteractive",
            **{name: os.environ[name] for name in PROXIES if name in os.environ},
            **self.arguments,
            **self.environment,
        }
        inside = ["chroot", f"--userspec={self.user}", str(self.root), "/usr/bin/env", "-i", *(f"{k}={v}" for k, v in variables.items())]
        inside += ["/bin/sh", "-c", 'cd "$0" && exec "$@"', self.folder, *command]
        # The root is a mount of its own, as a container's is: Java looks for it among the mounts.
        prepare = 'mount --bind "$0" "$0" && mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec "$@"'
        return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "/bin/sh", "-c", prepare, str(self.root), *inside]

    def run(self, command, seconds=900):
        self.arrange()
        return subprocess.run(
            self.arguments_of(command), stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=seconds
        )

    @contextlib.contextmanager
    def running(self, command, log):
        """A command that goes on until this ends."""
        self.arrange()
        with open(log, "wb") as said:
            process = subprocess.Popen(
                self.arguments_of(command), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
            )
            try:
                yield process
            finally:
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
