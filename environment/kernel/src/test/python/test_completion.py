"""Completion and inspection."""

import os
import subprocess
import unittest
import zipfile

from kernel_case import QUICK, KernelCase, KernelSpecs, on_each_jdk

LIBRARY = '''package shop;

/** Sells things; {@code open} by default. */
public class Counter {
  /** How much is left. */
  public int left;

  /**
   * Sells one thing.
   *
   * @param name of the thing, not {@link String#isEmpty() empty}
   * @param price in euros, &gt; 0
   * @return the change
   */
  public double sell(String name, double price) { return 0; }

  /** Sells many. */
  public double sell(java.util.List<String> names) { return 0; }
}
'''


@on_each_jdk
class Completion(KernelCase):
    @classmethod
    def prepare(cls, java):
        """A library with its sources beside it, as the course's own jar has them."""
        root = os.path.join(KernelSpecs.folder, cls.__name__)
        os.makedirs(os.path.join(root, "shop"), exist_ok=True)
        source = os.path.join(root, "shop", "Counter.java")
        with open(source, "w") as out:
            out.write(LIBRARY)
        javac = os.path.join(os.path.dirname(java), "javac")
        subprocess.run([javac, "-J" + QUICK, "-parameters", "-d", root, source], check=True)
        jar = os.path.join(root, "shop-1.0.jar")
        with zipfile.ZipFile(jar, "w") as out:
            out.write(os.path.join(root, "shop", "Counter.class"), "shop/Counter.class")
        with zipfile.ZipFile(os.path.join(root, "shop-1.0-sources.jar"), "w") as out:
            out.write(source, "shop/Counter.java")
        cls.more_classpath = [jar]

    def complete(self, code, cursor=None):
        content = {"code": code, "cursor_pos": len(code) if cursor is None else cursor}
        return self.kernel.request("complete_request", content)

    def inspect(self, code, cursor=None):
        content = {"code": code, "cursor_pos": len(code) if cursor is None else cursor}
        reply = self.kernel.request("inspect_request", {**content, "detail_level": 0})
        return reply["data"]["text/plain"] if reply["found"] else None

    def test_members(self):
        reply = self.complete('"abc".subst')
        self.assertEqual(["substring("], reply["matches"])
        self.assertEqual((6, 11), (reply["cursor_start"], reply["cursor_end"]))

    def test_variables_of_other_cells(self):
        self.ok("int remembered = 1;")
        self.assertEqual(["remembered"], self.complete("rememb")["matches"])

    def test_inside_a_chained_call(self):
        self.assertIn("map(", self.complete("List.of(1).stream()\n    .ma")["matches"])
        self.assertIn(
            "collect(", self.complete("List.of(1).stream().map(i -> i + 1)\n  .filter(i -> i > 0).coll")["matches"]
        )

    def test_inside_a_lambda(self):
        self.assertEqual(
            ["toUpperCase("], self.complete('List.of("a").stream().map(s -> s.toUpp')["matches"]
        )

    def test_in_the_middle(self):
        code = 'int n = "abc".len() + 1;\nint m = 2;'
        reply = self.complete(code, code.index("len") + 3)
        self.assertEqual(["length()"], reply["matches"])

    def test_variables_of_the_same_cell(self):
        self.assertIn("substring(", self.complete('String word = "x";\nword.subs')["matches"])
        self.assertIn("wordOfCell", self.complete('String wordOfCell = "x";\nwordOf')["matches"])

    def test_no_names_of_results(self):
        self.ok("1 + 1")
        self.assertFalse([m for m in self.complete("")["matches"] if m.startswith("$")])

    def test_characters_beyond_the_basic_plane(self):
        code = '"😀".subst'
        reply = self.complete(code)
        self.assertEqual(["substring("], reply["matches"])
        self.assertEqual(4, reply["cursor_start"])

    def test_magics(self):
        self.assertIn("%jars", self.complete("int a = 1;\n%j")["matches"])
        self.assertEqual(["%%time"], self.complete("%%ti")["matches"])

    def test_nonsense_is_answered(self):
        self.assertEqual("ok", self.complete("]]] ..")["status"])
        self.assertIsNone(self.inspect("nowhere.nothing"))
        self.assertIsNone(self.inspect(""))

    def test_inspect_without_a_parenthesis(self):
        self.assertIn("Math.max(double a, double b)", self.inspect("Math.max"))
        self.assertIn("ArrayList", self.inspect("new ArrayList"))

    def test_inspect_inside_the_arguments(self):
        self.assertIn("Math.max(double a, double b)", self.inspect("Math.max(1, "))
        self.assertIn("Math.max(double a, double b)", self.inspect("Math.max(1, 2)", 6))

    def test_inspect_variable(self):
        self.ok("Map<String, Integer> counts = new HashMap<>();")
        self.assertIn("Map<String,Integer>", self.inspect("counts").replace(" ", ""))

    def test_inspect_with_documentation_of_a_library(self):
        self.ok("import shop.Counter;\nCounter counter = new Counter();")
        text = self.inspect("counter.sell")
        self.assertIn("sell(String name, double price)", text)
        self.assertIn("Sells one thing.", text)
        self.assertIn("price in euros, > 0", text)
        self.assertIn("Sells many.", text)
        self.assertNotIn("{@", text)
        self.assertIn("Sells things; open by default.", self.inspect("Counter"))

    def test_is_complete(self):
        for code, expected in {
            "int a = 1": "complete",
            "void f() { }": "complete",
            "}": "invalid",
            "foo)": "invalid",
            "if (true) {": "incomplete",
            "if (true)": "incomplete",
            "int n = 3;\nfor (int i = 0; i < n; i++)": "incomplete",
            "while (true) // forever": "incomplete",
            'String s = """\n  text': "incomplete",
            "List.of(1)\n  .stream().": "incomplete",
            "%jars x.jar": "complete",
            "%%time\nfor (": "complete",
            "int a = 7, b = 2;\nint c = a\n%b;": "complete",
        }.items():
            reply = self.kernel.request("is_complete_request", {"code": code})
            self.assertEqual(expected, reply["status"], code)
        reply = self.kernel.request("is_complete_request", {"code": "while (true) {"})
        self.assertEqual("    ", reply["indent"])


if __name__ == "__main__":
    unittest.main()
