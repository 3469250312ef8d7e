"""What cells let go of is freed."""

import os
import re
import subprocess
import time
import unittest

from kernel_case import JAVA, QUICK, KernelCase, on_each_jdk


@on_each_jdk
class Memory(KernelCase):
    # Arrays of a seventh of it: six at once do not fit.
    flags = ("-Xmx320m", QUICK)

    def test_variables_declared_anew(self):
        for i in range(20):
            self.ok("byte[] big = new byte[50_000_000 + %d]; big[%d] = 1;" % (i, i))
        self.assertEqual("50000019", self.ok("big.length").text)
        self.ok("big = null;")

    def test_shown_results(self):
        for i in range(20):
            self.ok("new byte[50_000_000 + %d]" % i)

    def test_variables_of_changing_type(self):
        for i in range(10):
            self.ok("var data = new byte[50_000_000];")
            self.ok("var data = new int[12_500_000 + %d];" % i)
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
            self.ok("byte[] bulk = new byte[50_000_000 + %d];" % i)
            self.error('byte[] bulk = "text";')
        # What is free but for one such array. In pieces: on JDK 17, 3 of 8 kernels of 1 GB found
        # no room for 800 MB in one stretch right after a full collection that left 46 MB alive (GC log),
        # because G1's compaction leaves regions in use here and there.
        self.ok("byte[][] rest = new byte[80][2_700_000];\nrest = null;")

    def test_goes_back_to_the_system_when_idle(self):
        self.ok("1 + 1")
        before = self.resident()
        self.ok("byte[][] held = new byte[60][3_000_000];\nfor (byte[] part : held) { Arrays.fill(part, (byte) 1); }")
        held = self.resident()
        self.assertGreater(held, before + 100)
        self.ok("held = null;")
        end = time.monotonic() + 90
        while self.resident() > held - 100 and time.monotonic() < end:
            time.sleep(0.2)
        self.assertLess(self.resident(), held - 100)

    def resident(self):
        """Megabytes."""
        with open("/proc/%d/statm" % self.kernel.manager.provisioner.pid) as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2 ** 20


class LongDay(KernelCase):
    """Cells that are over, of which something goes on."""

    def test_a_lambda_of_a_cell_that_is_over_names_its_line(self):
        self.ok("Runnable later;")
        made = self.ok("int unused = 1;\nlater = () -> {\n  Object[] none = {};\n  none[1].hashCode();\n};")
        for again in range(3):
            self.ok("int unused = %d;\nunused++;" % again)
            place = "a lambda (cell %d, line 4)" % made.content["execution_count"]
            self.assertIn(place, self.error("later.run()").traceback)

    def test_a_thread_of_a_cell_that_is_over_goes_on(self):
        self.ok("BlockingQueue<String> asked = new LinkedBlockingQueue<>(), told = new LinkedBlockingQueue<>();")
        self.ok("{\n  Supplier<String> twice = () -> { try { String s = asked.take(); return s + s; } catch (Exception e) "
                "{ return e.toString(); } };\n  new Thread(() -> told.add(twice.get())).start();\n}")
        self.error("told = 3;")
        self.ok('asked.add("ab");')
        self.assertEqual("abab", self.ok("told.take()").text)

    def test_a_name_that_was_refused_declared_anew_and_shown(self):
        for value in range(3):
            self.ok("int count = %d;" % value)
            self.ok("int next() { return count + 1; }")
            self.assertEqual(str(value + 1), self.ok("next()").text)
            self.error('int count = "text";')
            self.error("next()")
            self.ok('String count = "%d";' % value)
            self.assertEqual("%d1" % value, self.ok("count + 1").text)
            self.ok("int count = %d;" % value)
            self.assertEqual(str(value), self.ok("count").text)

    def test_types_and_methods_of_variables_that_are_over(self):
        self.ok("class Crate { int size = 3; int of(Crate other) { return other.size; } }")
        self.ok("Crate crate = new Crate();\nvar anonymous = new Object() { int inside = 4; };")
        self.assertEqual("7", self.ok("crate.of(crate) + anonymous.inside").text)
        self.ok("Crate crate = new Crate() { { size = 5; } };\nvar anonymous = new Object() { int outside = 6; };")
        self.assertEqual("11", self.ok("crate.of(crate) + anonymous.outside").text)


@on_each_jdk
class Forgotten(LongDay):
    def test_what_is_over_is_not_kept(self):
        for number in range(30):
            self.ok("int over = %d;\nover++;\nif (over > 0) { over--; }\nover" % number)
            self.error("over.nothing(%d)" % number)
        for kind in ("StatementSnippet", "ErroneousSnippet", "VarSnippet"):
            self.assertLess(self.instances("jdk.jshell." + kind), 20, kind)

    def instances(self, name):
        jcmd = os.path.join(os.path.dirname(JAVA[self.version]), "jcmd")
        pid = str(self.kernel.manager.provisioner.pid)
        found = subprocess.run([jcmd, pid, "GC.class_histogram"], capture_output=True, text=True, check=True).stdout
        self.assertIn("jdk.jshell.JShell ", found)
        line = re.search(r"^ *\d+: +(\d+) +\d+ +%s( .*)?$" % re.escape(name), found, re.MULTILINE)
        return int(line.group(1)) if line else 0


@on_each_jdk
class Kept(LongDay):
    """Where JShell is not opened to the kernel."""

    opened = False


# Of each kind there is one; the base has no kernel.
del LongDay


if __name__ == "__main__":
    unittest.main()
