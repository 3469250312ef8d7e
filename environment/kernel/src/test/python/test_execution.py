"""Cells: statements, types, results, queues, history, input."""

import os
import unittest

from kernel_case import KernelCase, KernelSpecs, on_each_jdk


@on_each_jdk
class Execution(KernelCase):
    def test_last_expression_is_the_result(self):
        self.assertEqual("7", self.ok("int seven = 7;\nseven").text)
        self.assertIsNone(self.ok("int eight = 8;").result)
        self.assertIsNone(self.ok('int nine = 9; System.out.print("");').result)

    def test_several_statements_on_lines_and_in_one(self):
        self.assertEqual("6", self.ok("int p = 1; int q = 2;\nint r = 3; p + q + r").text)

    def test_sealed_types_of_one_cell(self):
        reply = self.ok(
            "sealed interface Shape permits Circle, Square {}\n"
            "record Circle(double r) implements Shape {}\n"
            "record Square(double a) implements Shape {}\n"
            "new Square(2)"
        )
        self.assertEqual("Square[a=2.0]", reply.text)

    def test_types_that_refer_to_each_other(self):
        reply = self.ok(
            "class Node { List<Edge> edges = new ArrayList<>(); }\n"
            "class Edge { Node to = new Node(); }\n"
            "Node node = new Node(); node.edges.add(new Edge()); node.edges.get(0).to.edges.size()"
        )
        self.assertEqual("0", reply.text)

    def test_methods_that_call_each_other(self):
        reply = self.ok(
            "boolean even(int n) { return n == 0 || odd(n - 1); }\n"
            "boolean odd(int n) { return n != 0 && even(n - 1); }\n"
            "even(10)"
        )
        self.assertEqual("true", reply.text)

    def test_redefinition(self):
        self.ok("int twice(int a) { return 2 * a; }\nrecord Pair(int a) {}\nvar v = 1;")
        self.ok("int twice(int a) { return a + a + 1; }\nrecord Pair(String b) {}\nvar v = \"one\";")
        self.assertEqual("7 Pair[b=x] one", self.ok('twice(3) + " " + new Pair("x") + " " + v').text)

    def test_default_imports(self):
        self.ok(
            "List<Integer> l = Stream.of(1, 2).collect(Collectors.toList());\n"
            "Function<Integer, Integer> f = a -> a; Path path = Path.of(\"x\");\n"
            "Duration d = Duration.ofSeconds(1); BigDecimal big = BigDecimal.ONE;\n"
            "Pattern pattern = Pattern.compile(\"a\"); URI uri = URI.create(\"a:b\");\n"
            "ExecutorService none = null; File file = new File(\"x\");"
        )

    def test_comments_and_blank_cells(self):
        self.assertIsNone(self.ok("").result)
        self.assertIsNone(self.ok("  \n// nothing\n/* at all */\n").result)
        self.assertEqual("4", self.ok("// first\n4 // last\n").text)

    def test_windows_line_ends(self):
        self.assertEqual("3", self.ok("int w = 1;\r\nw + 2\r\n").text)

    def test_null_is_a_result(self):
        self.assertEqual("null", self.ok("(Object) null").text)

    def test_eval_in_a_cell(self):
        self.assertEqual("6", self.ok('(int) eval("1 + 2") + 3').text)
        self.ok('eval("int fromEval = 5;");')
        self.assertEqual("5", self.ok("fromEval").text)

    def test_silent(self):
        before = self.ok("1").content["execution_count"]
        reply = self.kernel.run('System.out.println("x"); 5', silent=True)
        self.assertEqual("ok", reply.status)
        self.assertEqual([], reply.messages)
        self.assertEqual(before + 1, self.ok("1").content["execution_count"])

    def test_store_history_false_does_not_count(self):
        before = self.ok("1").content["execution_count"]
        self.kernel.run("2", store_history=False)
        self.assertEqual(before + 1, self.ok("3").content["execution_count"])

    def test_user_expressions(self):
        reply = self.kernel.run("int u = 20;", user_expressions={"a": "u + 1", "b": "nonsense"})
        found = reply.content["user_expressions"]
        self.assertEqual("ok", found["a"]["status"])
        self.assertEqual("21", found["a"]["data"]["text/plain"])
        self.assertEqual("error", found["b"]["status"])
        self.assertIn("cannot find symbol", found["b"]["evalue"])

    def test_queued_cells_abort_after_an_error(self):
        sent = [
            self.kernel.send('Thread.sleep(300); throw new Exception("first");'),
            self.kernel.send('System.out.println("second");'),
            self.kernel.send("3"),
        ]
        replies = [self.kernel.finish(s) for s in sent]
        self.assertEqual(["error", "aborted", "aborted"], [r.status for r in replies])
        self.assertEqual("", replies[1].stdout)
        self.assertEqual("4", self.ok("4").text)

    def test_other_requests_behind_an_error_are_answered(self):
        failing = self.kernel.send('Thread.sleep(300); throw new Exception("first");')
        info = self.kernel.client.kernel_info()
        self.assertEqual("error", self.kernel.wait_reply(failing)["content"]["status"])
        self.assertEqual("ok", self.kernel.wait_reply(info)["content"]["status"])

    def test_queued_cells_go_on_if_asked(self):
        first = self.kernel.send('throw new Exception("first");', stop_on_error=False)
        second = self.kernel.send("2")
        self.assertEqual("error", self.kernel.finish(first).status)
        self.assertEqual("ok", self.kernel.finish(second).status)

    def test_history(self):
        self.ok("int forHistory = 41;")
        self.ok("forHistory + 1")
        ask = {"hist_access_type": "tail", "n": 2, "output": True, "raw": True}
        found = self.kernel.request("history_request", ask)["history"]
        self.assertEqual(["int forHistory = 41;", None], found[0][2])
        self.assertEqual(["forHistory + 1", "42"], found[1][2])
        ask = {"hist_access_type": "search", "pattern": "forHis*", "n": 1, "output": False}
        found = self.kernel.request("history_request", ask)["history"]
        self.assertEqual("forHistory + 1", found[0][2])

    def test_context_class_loader_sees_the_classes_of_cells(self):
        self.ok("class Seen {}")
        reply = self.ok(
            "Thread.currentThread().getContextClassLoader().loadClass(Seen.class.getName())"
            " == Seen.class"
        )
        self.assertEqual("true", reply.text)


@on_each_jdk
class Input(KernelCase):
    def answer(self, code, *lines):
        request = self.kernel.send(code, allow_stdin=True)
        for line in lines:
            asked = self.kernel.client.get_stdin_msg(timeout=60)
            self.assertEqual("input_request", asked["msg_type"])
            self.kernel.client.input(line)
        return self.kernel.finish(request)

    def test_scanner(self):
        code = "Scanner in = new Scanner(System.in); in.nextLine() + in.nextInt()"
        self.assertEqual("grüße 世界12", self.answer(code, "grüße 世界", "12").text)

    def test_reader(self):
        code = "new BufferedReader(new InputStreamReader(System.in)).readLine()"
        self.assertEqual("abc", self.answer(code, "abc").text)

    def test_what_a_cell_leaves_is_not_for_the_next(self):
        self.assertEqual("97", self.answer("System.in.read()", "abc").text)
        self.assertEqual("120", self.answer("System.in.read()", "xyz").text)

    def test_not_allowed(self):
        reply = self.error("System.in.read()", allow_stdin=False)
        self.assertIn("allow_stdin", reply.content["evalue"])
        reply = self.error("new Scanner(System.in).nextLine()", allow_stdin=False)
        self.assertIn("allow_stdin", reply.content["evalue"])

    def test_interrupt_while_waiting(self):
        request = self.kernel.send("System.in.read()", allow_stdin=True)
        self.kernel.client.get_stdin_msg(timeout=60)
        self.kernel.interrupt()
        self.assertEqual("Interrupted", self.kernel.finish(request).content["ename"])
        self.assertEqual("2", self.ok("1 + 1").text)


@on_each_jdk
class Environment(KernelCase):
    script = os.path.join(KernelSpecs.folder, "start-%s.jshell" % os.getpid())
    env = {
        "IJAVA_COMPILER_OPTS": "-parameters",
        "IJAVA_STARTUP_SCRIPT": "int fromScript = 11;",
        "IJAVA_STARTUP_SCRIPTS_PATH": os.path.join(KernelSpecs.folder, "start-*.jshell"),
        "IJAVA_CLASSPATH": KernelSpecs.folder,
        "IJAVA_TIMEOUT": "1500 MILLISECONDS",
    }

    @classmethod
    def setUpClass(cls):
        with open(cls.script, "w") as out:
            out.write("int fromFile = 31;\nimport java.text.*;\n")
        with open(os.path.join(KernelSpecs.folder, "on-the-path.txt"), "w") as out:
            out.write("found")
        super().setUpClass()

    def test_startup_scripts(self):
        self.assertEqual("42", self.ok("fromFile + fromScript").text)
        self.ok("NumberFormat format = null;")

    def test_compiler_options(self):
        code = 'class Named { void f(int first) {} }\nNamed.class.getDeclaredMethod("f", int.class).getParameters()[0].getName()'
        self.assertEqual("first", self.ok(code).text)

    def test_classpath(self):
        code = 'Thread.currentThread().getContextClassLoader().getResource("on-the-path.txt") != null'
        self.assertEqual("true", self.ok(code).text)

    def test_timeout(self):
        self.assertEqual("Timeout", self.error("while (true) {}").content["ename"])
        self.assertEqual("Timeout", self.error("Thread.sleep(60_000);").content["ename"])
        self.assertEqual("2", self.ok("1 + 1").text)


if __name__ == "__main__":
    unittest.main()
