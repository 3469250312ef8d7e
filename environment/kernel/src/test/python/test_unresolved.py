"""What a cell says that does not compile, or that uses what does not: the compiler's error and what to do."""

import re
import unittest

from kernel_case import KernelCase, on_each_jdk

RUN = "run the cells above, from the first"


def plain(text):
    return re.sub("\x1b\\[[0-9;]*m", "", text)


class Said(KernelCase):
    """Looks at messages: none may name what JShell is made of."""

    def clean(self, text):
        for word in ("REPL", "$JShell", "SPIResolution", "$Around", "<local", "jdk.jshell"):
            self.assertNotIn(word, text)
        return text

    def said(self, code):
        return self.clean(self.error(code).traceback)

    def noted(self, code):
        return self.clean(plain(self.ok(code).stdout))

    def pointed(self, text):
        """The part of the line that the first caret is under."""
        lines = text.split("\n")
        at = next(i for i, line in enumerate(lines) if re.fullmatch(r"\s*\^+", line))
        return lines[at - 1][lines[at].index("^"):lines[at].rindex("^") + 1]


@on_each_jdk
class WrongCode(Said):
    def test_an_argument_is_missing_in_a_method(self):
        code = "int bigger(int a) {\n  int b = a;\n  return Integer.compare(b);\n}"
        declared = self.error(code)
        text = self.clean(declared.traceback)
        self.assertIn("line 3: method compare in class Integer cannot be applied", text)
        self.assertIn("required: int,int", text)
        self.assertEqual("Integer.compare", self.pointed(text)[:15])
        self.assertNotIn(RUN, text)
        self.assertIn("required: int,int, found: int", declared.content["evalue"])
        self.assertEqual(text, self.said("bigger(3)"))

    def test_nothing_of_the_cell_runs_after_such_a_method(self):
        reply = self.error('int lesser(int a) {\n  return Integer.compare(a);\n}\nSystem.out.println("reached");')
        self.assertEqual("", reply.stdout)

    def test_a_typo_in_a_method(self):
        text = self.noted("int sum(int number) {\n  int total = numbr + 1;\n  return total;\n}")
        self.assertIn("line 2: cannot find symbol: variable numbr", text)
        self.assertEqual("numbr", self.pointed(text))
        self.assertIn("did you mean number?", text)
        self.assertNotIn(RUN, text)
        self.assertIn("did you mean number?", self.said("sum(3)"))

    def test_a_typo_in_a_name_of_a_cell(self):
        self.ok("int photographs = 3;")
        text = self.said("1 + photografs")
        self.assertIn("did you mean photographs?", text)
        self.assertNotIn(RUN, text)

    def test_names_that_are_near_on_purpose_are_no_typos(self):
        self.ok("int image1 = 1; int tunings = 2;")
        self.assertNotIn("did you mean", self.said("image2"))
        text = self.said("tuning")
        self.assertIn("did you mean tunings? otherwise " + RUN, text)

    def test_a_typo_in_a_member(self):
        text = self.said("var list = Stream.of(1, 2)\n    .map(x -> x + 1)\n    .tolist();")
        self.assertIn("line 3: cannot find symbol", text)
        self.assertEqual(".tolist", self.pointed(text))
        self.assertIn("did you mean toList?", text)
        self.assertNotIn(RUN, text)

    def test_a_typo_in_a_type(self):
        self.assertIn("did you mean List?", self.said("Lisst<String> names = null;"))

    def test_a_wrong_type_in_a_method(self):
        text = self.said("String text(int a) {\n  return a;\n}")
        self.assertIn("line 2: incompatible types: int cannot be converted to String", text)
        self.assertEqual("a", self.pointed(text))

    def test_a_wrong_argument_for_a_method_of_a_cell(self):
        self.ok("int length(String a) { return a.length(); }")
        text = self.said("int twice() {\n  return 2 * length(3);\n}")
        self.assertIn("line 2: incompatible types: int cannot be converted to String", text)

    def test_missing_return_points_at_the_end(self):
        for code in (
            "int sign(int a) {\n  if (a > 2) {\n    return 1;\n  }\n}",
            "class Sign {\n  int of(int a) {\n    if (a > 2) { return 1; }\n\n  }\n}",
        ):
            text = self.said(code)
            self.assertIn("line 5: missing return statement", text)
            self.assertEqual("}", self.pointed(text))

    def test_a_name_out_of_its_block(self):
        text = self.noted(
            "int last() {\n  for (int i = 0; i < 3; i++) {\n    int total = i;\n  }\n  return total;\n}")
        self.assertIn("line 5: cannot find symbol: variable total", text)
        self.assertIn("total is declared in a block that has ended before this line", text)
        self.assertNotIn(RUN, text)

    def test_a_missing_import(self):
        # The index of classes is made in the background when a kernel starts.
        for _ in range(100):
            text = self.said("BufferedImage picture = null;")
            if "or add" in text:
                break
        self.assertIn("or add: import java.awt.image.BufferedImage;", text)

    def test_an_import_of_nothing(self):
        text = self.said("import java.utill.List;")
        self.assertIn("package java.utill does not exist", text)
        self.assertNotIn(RUN, text)

    def test_a_class_with_an_error_in_a_method(self):
        text = self.said("class Sizes {\n  int first() {\n    return List.of(1, 2).size(3);\n  }\n}")
        self.assertIn("line 3: method size in interface List<E> cannot be applied", text)
        text = self.said("class Widths {\n  int first() {\n    String s = 3;\n    return 1;\n  }\n}")
        self.assertIn("line 3: incompatible types", text)
        text = self.noted("enum Kind {\n  A, B;\n  int value() {\n    return nowhere;\n  }\n}")
        self.assertIn("line 4: cannot find symbol: variable nowhere", text)
        self.assertIn("line 4: cannot find symbol: variable nowhere", self.said("Kind.A.value()"))

    def test_a_lambda(self):
        text = self.said("Runnable later =\n    () -> {\n      int y = undefinedThing;\n    };")
        self.assertIn("line 3: cannot find symbol: variable undefinedThing", text)

    def test_where_the_call_is_caught(self):
        self.noted("int broken() {\n  return undefinedThing;\n}")
        for code in (
            "CompletableFuture.supplyAsync(() -> broken()).get()",
            "try { broken(); } catch (Throwable e) { throw new IllegalStateException(e); }",
            'class Holder { static int value = broken(); }\nHolder.value',
        ):
            self.assertIn("line 2: cannot find symbol: variable undefinedThing", self.said(code))


@on_each_jdk
class NotRun(Said):
    alone = True

    def test_one_short_message_for_all_names(self):
        reply = self.error("Plan.Draft draft =\n    Plan.of(network, photos)\n    .with(Rate.of(1));")
        text = self.clean(reply.traceback)
        self.assertIn("line 1: cannot find these names: Plan, network, photos, Rate", text)
        self.assertIn("Hint: " + RUN, text)
        self.assertEqual("Plan", self.pointed(text))
        self.assertEqual(4, len(text.split("\n")), text)
        self.assertEqual("line 1: cannot find these names: Plan, network, photos, Rate", reply.content["evalue"])

    def test_other_errors_beside_them_are_kept(self):
        text = self.said("{\n  String s = 3;\n  use(network).or(photos);\n}")
        self.assertIn("line 2: incompatible types", text)
        self.assertIn("line 3: cannot find these names: network, photos", text)

    def test_a_method_of_a_cell_that_was_not_run(self):
        text = self.noted("int later(int a) {\n  return helper(a) + 1;\n}")
        self.assertIn("cannot find symbol: method helper(int)", text)
        self.assertIn(RUN, text)
        self.assertIn(RUN, self.said("later(3)"))
        self.ok("int helper(int a) { return a; }")
        self.assertEqual("4", self.ok("later(3)").text)

    def test_a_method_that_still_does_not_fit(self):
        self.noted("int much() {\n  return most(1);\n}")
        self.ok("int most(String s) { return 3; }")
        text = self.said("much()")
        self.assertIn("line 2: incompatible types: int cannot be converted to String", text)

    def test_a_type(self):
        text = self.said("record Pair(int a,\n    Absent b) {}")
        self.assertIn("line 2: cannot find symbol: class Absent", text)
        self.assertIn(RUN, text)


@on_each_jdk
class Forward(Said):
    """What refers to a later place of its cell is no error, and not worth a word."""

    def quiet(self, value, code):
        reply = self.ok(code)
        self.assertEqual((value, ""), (reply.text, reply.stdout + reply.stderr))

    def test_methods(self):
        self.quiet("true", "boolean even(int n) { return n == 0 || odd(n - 1); }\n"
                           "boolean odd(int n) { return n != 0 && even(n - 1); }\neven(10)")
        self.quiet("5", "int a() { return b() + c(2); }\nint b() { return c(1); }\n"
                        "int c(int n) { return n + 1; }\na()")

    def test_overloads(self):
        self.quiet("1", "int pick() { return put(1); }\nint put(String s) { return 2; }\n"
                        "int put(int s) { return 1; }\npick()")

    def test_members_of_a_class_that_is_declared_anew(self):
        self.ok("class Room {}")
        self.quiet("3", "int size(Room room) { return room.size(); }\n"
                        "class Room { int size() { return 3; } }\nsize(new Room())")

    def test_types(self):
        self.quiet("4.0", "sealed interface Form permits Ring, Tile {}\nrecord Ring(double r) implements Form {}\n"
                          "record Tile(double a) implements Form { double area() { return square(a); } }\n"
                          "double square(double a) { return a * a; }\nnew Tile(2).area()")
        self.quiet("0", "public class Tree { private static int count; Leaf leaf; static int twice() { return 2 * count; } }\n"
                        "public class Leaf { Tree tree; }\nTree.twice()")

    def test_variables(self):
        self.quiet("7", "int read() { return store; }\nint store = 7;\nread()")


@on_each_jdk
class Exceptions(Said):
    def test_null_of_a_local_variable(self):
        reply = self.error("int size(String text) {\n  String copy = text;\n  return copy.length();\n}\nsize(null)")
        self.assertIn('because "copy" is null', reply.content["evalue"])
        self.assertIn("size (cell %d, line 3)" % reply.content["execution_count"], self.clean(reply.traceback))

    def test_null_of_a_variable_of_cells(self):
        text = self.said("String nothing = null;\nnothing.length()")
        self.assertIn('because "nothing" is null', text)
        self.assertIn("line 2", text)

    def test_cast_of_a_class_of_cells(self):
        text = self.said("class Crate {}\nObject crate = new Crate();\n(String) crate")
        self.assertIn("class Crate cannot be cast to class java.lang.String", text)
        self.assertNotIn("module", text)


@on_each_jdk
class InChecks(Said):
    """The line of a check of the course."""

    alone = True

    def line(self, answer):
        self.need("io.transferlab.check.Check")
        code = 'io.transferlab.check.Check.exercise("1", check -> check.that("n", %s).isBetween(0, 9));'
        return self.clean(plain(self.ok(code % answer).stdout))

    def test_a_typo(self):
        self.noted("int answer(int number) {\n  return numbr + 1;\n}")
        line = self.line("answer(3)")
        self.assertIn("code that does not compile: line 2: cannot find symbol: variable numbr", line)
        self.assertIn("did you mean number?", line)
        self.assertNotIn(RUN, line)

    def test_a_wrong_argument(self):
        self.error("int reply(int number) {\n  return Integer.compare(number);\n}")
        line = self.line("reply(3)")
        self.assertIn("line 2: method compare in class Integer cannot be applied", line)
        self.assertIn("required: int,int", line)

    def test_a_cell_that_was_not_run(self):
        self.noted("int result() {\n  return stepOne() + 1;\n}")
        self.assertIn(RUN, self.line("result()"))

    def test_an_exception_with_its_line(self):
        self.ok("int size(String text) {\n  String copy = text;\n  return copy.length();\n}")
        line = self.line("size(null)")
        self.assertIn('NullPointerException: Cannot invoke "String.length()" because "copy" is null', line)
        self.assertIn("line 3: return copy.length();", line)


if __name__ == "__main__":
    unittest.main()
