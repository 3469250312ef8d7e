"""The stock tests that every Jupyter kernel should pass (jupyter_kernel_test)."""

import unittest

import jupyter_kernel_test
from kernel_case import JAVA, KernelSpecs, archived, without_clock


class Stock:
    version = None
    language_name = "java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Collection", "matches": {"Collection", "Collections"}},
        {"text": '"a".toUpp', "matches": {"toUpperCase("}},
    ]
    complete_code_samples = ["1 + 1", "int x = 3;", "for (int i = 0; i < 3; i++) { }", "class A { }"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "int f(", "int x =", "/* begun", '"""\na']
    invalid_code_samples = ["}", "int 3x = ;", "foo)"]
    code_generate_error = "int zero = 0; 1 / zero"
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": 'List.of("x", 1)', "result": "[x, 1]"},
    ]
    code_display_data = [{"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"}]
    code_history_pattern = "1 +*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"
    code_clear_output = "clearOutput();"

    @classmethod
    def setUpClass(cls):
        if JAVA[cls.version] is None:
            raise unittest.SkipTest("JDK %d is not installed here" % cls.version)
        java = JAVA[cls.version]
        cls.kernel_name = KernelSpecs.make("stock%d" % cls.version, java, archived(java))
        super().setUpClass()
        # Each stock test waits 15 s at most, and not for the first start of JShell.
        cls.kc.wait_for_ready(timeout=60)
        cls.kc.execute_interactive("1", timeout=60, output_hook=lambda message: None)

    def execute_helper(self, *args, **options):
        reply, messages = super().execute_helper(*args, **options)
        return reply, without_clock(messages)


class StockOn17(Stock, jupyter_kernel_test.KernelTests):
    version = 17


class StockOn25(Stock, jupyter_kernel_test.KernelTests):
    version = 25


if __name__ == "__main__":
    unittest.main()
