import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

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

    def test_long_suites_run_only_when_they_are_named(self):
        suites = function('echo "$SUITES|$NAMED_SUITES"').split("|")
        self.assertEqual(suites[1].split(), ["fuzz", "soak", "student", "spark", "class", "handout", "present", "hub", "images", "book", "languages"])
        self.assertFalse(set(suites[0].split()) & set(suites[1].split()))
        for suite in " ".join(suites).split():
            self.assertEqual(function('type -t "suite_$1"', suite), "function", suite)


class LanesTest(unittest.TestCase):
    def lanes(self, cores, mib, **variables):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "meminfo").write_text(f"MemTotal: {mib * 1024} kB\n")
            (Path(folder) / "cgroup").touch()
            found = {"LAB_MEMINFO": f"{folder}/meminfo", "LAB_CGROUP": f"{folder}/cgroup"}
            return function(f"nproc() {{ echo {cores}; }}; test_lanes 2>&1", **found, **variables)

    @unittest.skipUnless(os.path.exists("/proc/meminfo"), "a Mac's memory is not in a file")
    def test_a_lane_has_a_core_and_memory(self):
        self.assertEqual(self.lanes(2, 24000), "2")
        self.assertEqual(self.lanes(1, 24000), "1")
        self.assertEqual(self.lanes(4, 8000), "2")
        self.assertEqual(self.lanes(8, 2000), "1")
        self.assertEqual(self.lanes(2, 24000, LAB_TEST_LANES="3"), "3")

    def test_what_is_no_number_is_named(self):
        for word in ("0", "two", "-1"):
            self.assertIn(f"LAB_TEST_LANES, found {word}", self.lanes(2, 24000, LAB_TEST_LANES=word))


# A suite whose program has a child in a session of its own, as kernels are.
LASTING = """
set_up() { :; }
LAB_BUILD=$1
suite_java() { ( setsid sleep 500 & echo $! >"$LAB_BUILD/part"; mv "$LAB_BUILD/part" "$LAB_BUILD/pid"; sleep 500 ) & wait; }
test_command java
"""


class StopTest(unittest.TestCase):
    def test_ctrl_c_leaves_no_process(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "pid"
            test = subprocess.Popen(
                ["bash", "-c", f'. "{REPOSITORY}/environment/lab"; {LASTING}', "lab", folder],
                env={"PATH": os.environ["PATH"]},
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                # Where the tests run in the background of a script the signal is ignored, by all that they start too.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
            self.addCleanup(test.kill)
            end = time.monotonic() + 60
            while not file.exists() and time.monotonic() < end:
                time.sleep(0.05)
            os.killpg(test.pid, signal.SIGINT)
            self.assertEqual(test.wait(60), -signal.SIGINT)
            state = subprocess.run(["ps", "-o", "stat=", "-p", file.read_text().strip()], capture_output=True, text=True)
            # One that ended may wait for its new parent to ask how.
            self.assertRegex(state.stdout.strip(), "^(Z.*)?$")


class PresentTest(unittest.TestCase):
    def test_the_source_of_a_lab_is_found_by_number_name_and_file(self):
        solutions = REPOSITORY / "notebooks" / "solutions"
        for word in ("3", "03", "03-fine-tuning", "fine", str(solutions / "03-fine-tuning.ipynb")):
            with self.subTest(word):
                self.assertEqual(function('source_named "$1"', word), str(solutions / "03-fine-tuning.ipynb"))
        self.assertEqual(function('source_named "$1" || echo none', "embedding"), "none")
        self.assertEqual(function('source_named "$1" || echo none', "33"), "none")


class SparkTest(unittest.TestCase):
    def test_only_who_says_spark_gets_it(self):
        for typed, expected in {
            "Sketch_Objects sketch-rooms": "no",
            "Sketch_Objects sketch-rooms --spark local[2]": "local[2]",
            "Sketch_Objects --spark=spark://h:7077 sketch-rooms": "spark://h:7077",
            "Sketch_Objects sketch-rooms --spark-svm": "no",
        }.items():
            with self.subTest(typed):
                found = function(f"if wants_spark {typed}; then spark_master {typed}; else echo no; fi")
                self.assertEqual(found, expected)

    def test_the_arguments_of_java_survive_odd_names(self):
        with tempfile.TemporaryDirectory() as folder:
            jars = Path(folder) / "a b" / "spark" / "jars"
            jars.mkdir(parents=True)
            (jars / "x.jar").touch()
            (jars.parent / "java-options").write_text("--add-opens=a\n")
            found = function('LAB_BUILD=$1; spark_arguments', str(Path(folder) / "a b"))
            self.assertEqual(found.splitlines(), ["--add-opens=a", "-cp", f'"{jars}/x.jar"'])


# In place of Maven and Python: what would be called.
SUITE = """
TEST_LOGS=$1 LAB_ROOT=$1 LAB_BUILD=$1 JAVA_MAJOR=17 JAVA_BIN=/java PASSED=0 FAILED=0 SKIPPED=0
need() { :; }; lab_class_path() { LAB_CLASS_PATH=cp; }; find_python() { echo fake_python; }
maven() { echo "maven $*" >>"$TEST_LOGS/calls"; eval "$MAVEN"; }
fake_python() { echo "python $LAB_FUZZ $*" >>"$TEST_LOGS/calls"; eval "$PYTHON"; }
"""


class NamedSuitesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lab-suites-")
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        (self.top / "environment/kernel/src/test/python").mkdir(parents=True)

    def suite(self, name, **fakes):
        answer = function(SUITE + f"suite_{name}", str(self.top), **fakes)
        return answer.splitlines(), (self.top / "calls").read_text()

    def test_fuzz_asks_for_many_rounds_of_both(self):
        report = 'mkdir -p lab-support/target/surefire-reports; echo \'<testsuite tests="3" errors="0" failures="0" skipped="0">\' >lab-support/target/surefire-reports/TEST-a.xml'
        said, calls = self.suite("fuzz", MAVEN=f"(cd $TEST_LOGS && {report})", PYTHON='echo "Ran 2 tests in 1s"; echo OK')
        self.assertEqual(said, ["3 passed, 0 failed, 0 skipped", "2 passed, 0 failed, 0 skipped"])
        self.assertIn("-Dgroups=fuzz -Dlab.fuzz=10000", calls)
        self.assertIn("python 10000 ", calls)
        self.assertIn("test_mutated.py", calls)

    def test_fuzz_that_finds_no_test_has_failed(self):
        said, _ = self.suite("fuzz", MAVEN=":", PYTHON='echo "Ran 0 tests in 0s"; echo OK')
        self.assertEqual([line for line in said if " passed" in line], ["0 passed, 1 failed, 0 skipped"] * 2)

    def test_the_student_s_labs_are_counted_by_their_faults(self):
        table = 'printf "%s\\n" "lab seconds faults" "00-start 24.0 0" "  cell 3: silent" "10-documents 30.1 10"'
        said, calls = self.suite("student", PYTHON=table)
        self.assertEqual(said[-1], "1 passed, 1 failed, 0 skipped")
        self.assertIn("student.py", calls)
        # It ended before the first lab.
        self.assertEqual(self.suite("student", PYTHON="return 1")[0][-1], "0 passed, 1 failed, 0 skipped")

    def test_soak_shows_its_table_and_fails_when_the_bound_breaks(self):
        said, calls = self.suite("soak", PYTHON="echo cell 200: 300 MB")
        self.assertEqual(said, ["cell 200: 300 MB", "1 passed, 0 failed, 0 skipped"])
        self.assertIn("soak.py", calls)
        self.assertEqual((self.top / "soak.log").read_text(), "cell 200: 300 MB\n")
        self.assertEqual(self.suite("soak", PYTHON="return 1")[0][-1], "0 passed, 1 failed, 0 skipped")

    def test_java_tests_that_are_switched_off_have_failed(self):
        said, _ = self.suite("java", MAVEN=":")
        self.assertEqual(said[-1], "0 passed, 1 failed, 0 skipped")


if __name__ == "__main__":
    unittest.main()
