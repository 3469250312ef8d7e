"""The control groups of single users' servers, in folders that look like both versions of the kernel's."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "jupyterhub"))

try:
    from lab_spawner import ControlGroups
except ImportError as e:
    ControlGroups, WHY_NOT = None, f"{e}: apt-get install jupyterhub"


@unittest.skipIf(ControlGroups is None, "there is no jupyterhub")
class ControlGroupsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.mounted = Path(folder.name) / "cgroup"
        self.own = Path(folder.name) / "self"

    def groups(self, own):
        self.own.write_text(own)
        return ControlGroups(self.mounted, self.own)

    def test_version_1(self):
        parent = self.mounted / "memory" / "system.slice" / "hub"
        parent.mkdir(parents=True)
        members = self.groups("5:cpu:/x\n4:memory:/system.slice/hub\n0::/\n").group("7", 900)
        self.assertEqual(members, parent / "lab-7" / "cgroup.procs")
        self.assertEqual((parent / "lab-7" / "memory.limit_in_bytes").read_text(), "900")

    def test_version_1_in_a_container_that_sees_only_its_own(self):
        (self.mounted / "memory").mkdir(parents=True)
        self.assertEqual(self.groups("4:cpu,memory:/docker/1234\n").group("7", 900).parent.parent, self.mounted / "memory")

    def test_version_2_moves_the_hub_out_of_the_way(self):
        parent = self.mounted / "system.slice" / "hub.service"
        parent.mkdir(parents=True)
        (parent / "cgroup.controllers").write_text("cpu memory pids\n")
        (parent / "cgroup.procs").write_text("1234\n")
        members = self.groups("0::/system.slice/hub.service\n").group("7", 900)
        self.assertEqual((parent / "hub" / "cgroup.procs").read_text(), "1234")
        self.assertEqual((parent / "cgroup.subtree_control").read_text(), "+memory")
        self.assertEqual((members.parent / "memory.max").read_text(), "900")

    def test_where_there_is_none(self):
        self.mounted.mkdir()
        (self.mounted / "cgroup.controllers").write_text("hugetlb\n")
        with self.assertRaises(OSError):
            self.groups("0::/\n")
        with self.assertRaises(OSError):
            self.groups("3:cpu:/x\n")


if __name__ == "__main__":
    unittest.main()
