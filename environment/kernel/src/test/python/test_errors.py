"""What a failing cell says."""

import unittest

from kernel_case import KernelCase, on_each_jdk

MACHINERY = ("io.transferlab.kernel.", "jdk.jshell", "REPL", "do_it$", "reflect", "spencerpark")


@on_each_jdk
class Errors(KernelCase):
    def fails(self, code):
        reply = self.error(code)
        for word in MACHINERY:
            self.assertNotIn(word, reply.traceback)
        return reply

    def test_exception_with_line_and_source(self):
        reply = self.fails("int zero = 0;\nint one = 1;\nint bad = one / zero;")
        self.assertEqual("java.lang.ArithmeticException", reply.content["ename"])
        self.assertEqual("/ by zero", reply.content["evalue"])
        self.assertIn("line 3", reply.traceback)
        self.assertIn("int bad = one / zero;", reply.traceback)
        self.assertEqual([reply.content["traceback"]], [e["traceback"] for e in reply.of_type("error")])

    def test_method_of_an_earlier_cell(self):
        earlier = self.ok("int half(int a) {\n  int none = 0;\n  return a / none;\n}").content
        reply = self.fails("\nhalf(4)")
        self.assertIn("half (cell %d, line 3)" % earlier["execution_count"], reply.traceback)
        self.assertIn("return a / none;", reply.traceback)
        self.assertIn("line 2", reply.traceback)

    def test_lambda_and_class(self):
        reply = self.fails(
            "class Box {\n  Object in;\n  int size() {\n    return in.hashCode();\n  }\n}\n"
            "Stream.of(new Box())\n  .map(b -> b.size())\n  .toList()"
        )
        self.assertIn("NullPointerException", reply.content["ename"])
        self.assertIn("Box.size", reply.traceback)
        self.assertIn("return in.hashCode();", reply.traceback)
        self.assertIn(".map(b -> b.size())", reply.traceback)

    def test_causes(self):
        reply = self.fails(
            'try { Integer.parseInt("x"); } catch (Exception e) {\n'
            '  throw new IllegalStateException("outer", e);\n}'
        )
        self.assertEqual("java.lang.IllegalStateException", reply.content["ename"])
        self.assertIn("Caused by: java.lang.NumberFormatException", reply.traceback)

    def test_carriers_are_left_out(self):
        reply = self.fails('CompletableFuture.supplyAsync(() -> List.of().get(0)).get()')
        self.assertIn("IndexOutOfBounds", reply.content["ename"])
        reply = self.fails("class Broken { static int v = 1 / (int) 0.5; }\nBroken.v")
        self.assertEqual("java.lang.ArithmeticException", reply.content["ename"])

    def test_own_exception(self):
        self.ok("class TooHot extends RuntimeException { TooHot(String m) { super(m); } }")
        reply = self.fails('throw new TooHot("90 C");')
        self.assertEqual(("TooHot", "90 C"), (reply.content["ename"], reply.content["evalue"]))

    def test_compile_error(self):
        reply = self.fails('int fine = 1;\nint\tbroken = "text";')
        self.assertEqual("CompilationError", reply.content["ename"])
        self.assertIn("line 2", reply.content["evalue"])
        self.assertIn("incompatible types", reply.content["evalue"])
        lines = reply.traceback.split("\n")
        source = next(i for i, line in enumerate(lines) if "broken" in line)
        self.assertEqual(lines[source].index('"text"'), lines[source + 1].index("^"))

    def test_syntax_error(self):
        reply = self.fails("int a = ;")
        self.assertEqual("CompilationError", reply.content["ename"])
        self.assertIn("illegal start of expression", reply.content["evalue"])
        self.fails("for (int i = 0; i < 3; i++) {")
        self.fails("}")
        self.fails('String s = "open;')

    def test_unknown_name(self):
        reply = self.fails("\n\nnowhere + 1")
        self.assertIn("line 3", reply.content["evalue"])
        self.assertIn("nowhere", reply.traceback)

    def test_unknown_name_in_a_method(self):
        reply = self.ok("int later() {\n  return missingName + 1;\n}")
        self.assertIn("missingName", reply.stdout)
        reply = self.fails("later()")
        self.assertIn("missingName", reply.traceback)

    def test_unknown_supertype(self):
        reply = self.fails("class Lost extends Nowhere {}")
        self.assertIn("Nowhere", reply.content["evalue"])

    def test_statements_before_the_error_are_done(self):
        self.fails('int before = 5;\nthrow new Exception("x");')
        self.assertEqual("5", self.ok("before").text)

    def test_class_that_could_not_be_initialised(self):
        self.ok("class Fragile { static Object o = Integer.valueOf(\"no number\"); }")
        self.assertIn("NumberFormat", self.fails("Fragile.o").content["ename"])
        again = self.fails("Fragile.o == null")
        self.assertIn("NumberFormat", again.content["ename"])
        self.assertIn("no number", again.content["evalue"])

    def test_cure_for_a_full_heap(self):
        reply = self.fails("new long[Integer.MAX_VALUE - 8]")
        self.assertIn("OutOfMemoryError", reply.content["ename"])
        self.assertIn("-Xmx", reply.traceback)
        self.assertEqual("2", self.ok("1 + 1").text)

    def test_cure_for_a_missing_library(self):
        reply = self.fails('System.loadLibrary("nowhere-to-be-found");')
        self.assertIn("classifier", reply.traceback)

    def test_stack_overflow_is_short(self):
        reply = self.fails("int down(int n) { return 1 + down(n + 1); }\ndown(0)")
        self.assertIn("StackOverflowError", reply.content["ename"])
        self.assertLess(len(reply.content["traceback"]), 60)

    def test_throwable_of_the_users_own(self):
        self.assertEqual("java.lang.Throwable", self.fails('throw new Throwable("t");').content["ename"])

    def test_exit_is_refused(self):
        for code in ("System.exit(0);", "Runtime.getRuntime().halt(1);", "Runtime.getRuntime().exit(1);"):
            self.assertIn("would end the kernel", self.fails(code).content["evalue"])
        self.assertEqual("2", self.ok("1 + 1").text)
        self.fails("IntConsumer leave = System::exit;\nleave.accept(3);")
        self.assertEqual("2", self.ok("1 + 1").text)


if __name__ == "__main__":
    unittest.main()
