"""Starts each user's server in a control group of its own: JupyterHub's own LocalProcessSpawner takes a mem_limit, but
leaves it to the kernels to keep it."""

import pwd
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner

MOUNTED = Path("/sys/fs/cgroup")


class ControlGroups:
    """The control groups below the hub's own, version 2 or 1, whichever has the memory."""

    def __init__(self, mounted=MOUNTED, own=Path("/proc/self/cgroup")):
        self.parent = None
        groups = [line.split(":", 2) for line in own.read_text().splitlines()]
        for _, controllers, path in groups:
            if "memory" in controllers.split(","):
                self.parent, self.limit = mounted / "memory" / path.lstrip("/"), "memory.limit_in_bytes"
                # In a container the path that /proc names may not be there.
                if not self.parent.is_dir():
                    self.parent = mounted / "memory"
                return
        for _, controllers, path in groups:
            parent = mounted / path.lstrip("/")
            if not controllers and "memory" in (parent / "cgroup.controllers").read_text().split():
                self.parent, self.limit = parent, "memory.max"
                self.make_room()
                return
        raise OSError("no control group here limits memory")

    def make_room(self):
        """Version 2: a group that hands memory down holds no process itself, so the hub moves into one of its own."""
        hub = self.parent / "hub"
        hub.mkdir(exist_ok=True)
        for process in (self.parent / "cgroup.procs").read_text().split():
            (hub / "cgroup.procs").write_text(process)
        (self.parent / "cgroup.subtree_control").write_text("+memory")

    def group(self, name, limit):
        """The file to write a process into, of a group that may hold `limit` bytes."""
        group = self.parent / f"lab-{name}"
        group.mkdir(exist_ok=True)
        (group / self.limit).write_text(str(limit))
        return group / "cgroup.procs"

    def remove(self, name):
        """Takes a group away, which works when nothing runs in it any more."""
        try:
            (self.parent / f"lab-{name}").rmdir()
        except OSError:
            pass


class LabSpawner(LocalProcessSpawner):
    """A LocalProcessSpawner that keeps its mem_limit."""

    groups = None

    def make_preexec_fn(self, name):
        become_user = super().make_preexec_fn(name)
        members = self.members()

        def in_group():
            if members:
                members.write_text("0")  # the process that writes
            become_user()

        return in_group

    def members(self):
        if not self.mem_limit:
            return None
        try:
            LabSpawner.groups = LabSpawner.groups or ControlGroups()
            return LabSpawner.groups.group(self.group_name(), self.mem_limit)
        except OSError as e:
            self.log.warning("no memory limit for %s: %s", self.user.name, e)
            return None

    def group_name(self):
        # Of the system, not of the hub: another hub beside this one has its own numbers. A named server has its own group.
        name = f"{pwd.getpwnam(self.user.name).pw_uid}-{self.name}".rstrip("-")
        return "".join(each if each.isalnum() or each == "-" else "_" for each in name)

    async def poll(self):
        status = await super().poll()
        if status is not None and LabSpawner.groups:
            LabSpawner.groups.remove(self.group_name())
        return status
