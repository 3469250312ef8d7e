"""Printed text: complete, in order, in few messages."""

import unittest

from kernel_case import KernelCase, on_each_jdk


@on_each_jdk
class Output(KernelCase):
    def test_many_lines(self):
        reply = self.ok('for (int i = 0; i < 50_000; i++) System.out.println("line " + i);')
        expected = "".join("line %d\n" % i for i in range(50_000))
        self.assertEqual(len(expected), len(reply.stdout))
        self.assertEqual(expected, reply.stdout)
        self.assertLess(len(reply.of_type("stream")), 500)

    def test_both_streams_in_order(self):
        reply = self.ok(
            'System.out.println("a"); System.err.println("b"); System.out.println("c");'
            'display("d"); System.out.println("e");'
        )
        kinds = [
            m["content"].get("text") or m["msg_type"]
            for m in reply.messages
            if m["msg_type"] != "execute_input"
        ]
        self.assertEqual(["a\n", "b\n", "c\n", "display_data", "e\n"], kinds)
        self.assertEqual("b\n", reply.stderr)

    def test_live(self):
        request = self.kernel.send('System.out.println("early"); Thread.sleep(60_000);')
        self.kernel.wait_published(
            request, lambda m: m["msg_type"] == "stream" and "early" in m["content"]["text"]
        )
        self.kernel.interrupt()
        self.kernel.finish(request)

    def test_after_the_end_of_the_cell(self):
        request = self.kernel.send(
            "var go = new CountDownLatch(1);\n"
            'new Thread(() -> { try { go.await(); } catch (InterruptedException e) {} '
            'System.out.println("late"); }).start();'
        )
        self.kernel.finish(request)
        releasing = self.kernel.send("go.countDown();")
        late = self.kernel.wait_published(
            releasing, lambda m: m["msg_type"] == "stream" and "late" in m["content"]["text"]
        )
        self.assertEqual("stdout", late["content"]["name"])

    def test_carriage_return(self):
        reply = self.ok('for (int i = 0; i < 3; i++) { System.out.print("\\r" + i); }')
        self.assertEqual("\r0\r1\r2", reply.stdout)

    def test_unicode(self):
        reply = self.ok('System.out.print("grüße 世界 😀".repeat(3000));')
        self.assertEqual("grüße 世界 😀" * 3000, reply.stdout)

    def test_bytes_of_a_character_in_two_writes(self):
        reply = self.ok(
            'byte[] b = "ü".getBytes("UTF-8"); System.out.write(b, 0, 1); System.out.flush();'
            "System.out.write(b, 1, 1); System.out.flush();"
        )
        self.assertEqual("ü", reply.stdout)

    def test_printf(self):
        self.assertEqual("a 1.50\n", self.ok('printf("a %.2f%n", 1.5);').stdout.replace(",", "."))

    def test_nothing_on_stderr_in_normal_work(self):
        reply = self.ok("int quiet = 1;\nvoid later() { undefinedYet(); }\nquiet")
        self.assertEqual("", reply.stderr)

    def test_exception_of_a_thread(self):
        reply = self.ok(
            'Thread t = new Thread(() -> { throw new IllegalStateException("in thread"); });\n'
            "t.start(); t.join();"
        )
        self.assertIn("IllegalStateException", reply.stderr)
        self.assertIn("in thread", reply.stderr)
        self.assertNotIn("REPL", reply.stderr)


if __name__ == "__main__":
    unittest.main()
