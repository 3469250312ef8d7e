import subprocess
import unittest

from fakes import REPOSITORY, function


def counts(of, report):
    return function(f"{of} <<<\"$1\"", report)


class CountsTest(unittest.TestCase):
    def test_surefire_reports_add_up(self):
        report = """<?xml version="1.0"?>
<testsuite xmlns:xsi="x" name="a.ATest" time="0.1" tests="5" errors="1" skipped="1" failures="1">
  <testcase name="tests"/></testsuite>
<testsuite name="b.BTest" tests="3"
    errors="0" skipped="0" failures="0"></testsuite>"""
        self.assertEqual(counts("surefire_counts", report), "5 2 1")

    def test_no_reports(self):
        self.assertEqual(counts("surefire_counts", ""), "0 0 0")

    def test_unittest_says_ok(self):
        self.assertEqual(counts("unittest_counts 0", "Ran 7 tests in 1.0s\n\nOK (skipped=2)"), "5 0 2")
        self.assertEqual(counts("unittest_counts 0", "Ran 1 test in 1.0s\n\nOK"), "1 0 0")

    def test_unittest_says_failed(self):
        report = "Ran 7 tests in 1.0s\n\nFAILED (failures=1, errors=2, skipped=1)"
        self.assertEqual(counts("unittest_counts 1", report), "3 3 1")

    def test_a_suite_that_ends_early_or_finds_nothing_has_failed(self):
        self.assertEqual(counts("unittest_counts 1", "Traceback: no such module"), "0 1 0")
        self.assertEqual(counts("unittest_counts 0", "Ran 0 tests in 0.0s\n\nOK"), "0 1 0")


class TestCommandTest(unittest.TestCase):
    def test_an_unknown_suite_is_wrong_usage(self):
        answer = subprocess.run(
            [str(REPOSITORY / "environment" / "lab"), "test", "lauchner"], capture_output=True, text=True, timeout=60
        )
        self.assertEqual(answer.returncode, 2)
        self.assertIn("unknown suite lauchner", answer.stderr)


if __name__ == "__main__":
    unittest.main()
