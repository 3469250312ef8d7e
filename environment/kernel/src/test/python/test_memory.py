"""What cells let go of is freed."""

import os
import time
import unittest

from kernel_case import KernelCase, on_each_jdk


@on_each_jdk
class Memory(KernelCase):
    flags = ("-Xmx1g",)

    def test_variables_declared_anew(self):
        for i in range(20):
            self.ok("byte[] big = new byte[200_000_000 + %d]; big[%d] = 1;" % (i, i))
        self.assertEqual("200000019", self.ok("big.length").text)
        self.ok("big = null;")

    def test_shown_results(self):
        for i in range(20):
            self.ok("new byte[200_000_000 + %d]" % i)

    def test_variables_of_changing_type(self):
        for i in range(10):
            self.ok("var data = new byte[200_000_000];")
            self.ok("var data = new int[50_000_000 + %d];" % i)
        self.ok("var data = 0;")

    def test_same_text_again_keeps_its_value(self):
        for _ in range(3):
            self.ok("int[] again = {1, 2, 3};")
            self.assertEqual("[1, 2, 3]", self.ok("again").text)
        self.ok("int sum() { return again[0] + again[2]; }")
        self.ok("int[] again = {10, 2, 30};")
        self.assertEqual("40", self.ok("sum()").text)

    def test_refused_declarations(self):
        for i in range(8):
            self.ok("byte[] bulk = new byte[200_000_000 + %d];" % i)
            self.error('byte[] bulk = "text";')
        # What is free but for one such array. In pieces: on JDK 17, 3 of 8 kernels found no room for
        # 800 MB in one stretch right after a full collection that left 46 MB alive (GC log), because
        # G1's compaction leaves regions in use here and there.
        self.ok("byte[][] rest = new byte[80][10_000_000];\nrest = null;")

    def test_goes_back_to_the_system_when_idle(self):
        self.ok("1 + 1")
        before = self.resident()
        self.ok("byte[][] held = new byte[60][10_000_000];\nfor (byte[] part : held) { Arrays.fill(part, (byte) 1); }")
        held = self.resident()
        self.assertGreater(held, before + 300)
        self.ok("held = null;")
        end = time.monotonic() + 90
        while self.resident() > held - 300 and time.monotonic() < end:
            time.sleep(0.2)
        self.assertLess(self.resident(), held - 300)

    def resident(self):
        """Megabytes."""
        with open("/proc/%d/statm" % self.kernel.manager.provisioner.pid) as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2 ** 20


if __name__ == "__main__":
    unittest.main()
