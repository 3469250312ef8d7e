"""Interrupts stop what runs, and nothing of it is left over."""

import time
import unittest

from kernel_case import KernelCase, on_each_jdk

ENDLESS_IN_THE_LIBRARY = (
    "java.util.stream.LongStream.range(0, Long.MAX_VALUE)"
    ".filter(Long.valueOf(-3)::equals).findFirst();"
)


@on_each_jdk
class Interrupt(KernelCase):
    # Loops that both compilers have compiled, as in a lab.
    flags = ()

    def stops(self, code):
        return self.ends(self.kernel.running(code), code)

    def ends(self, request, code):
        start = time.monotonic()
        self.kernel.interrupt()
        reply = self.kernel.finish(request)
        took = time.monotonic() - start
        self.assertEqual("error", reply.status, code)
        self.assertEqual("Interrupted", reply.content["ename"], code)
        self.assertLess(took, 5, "far from at once, even on a busy machine")
        following = self.ok('System.out.println("next"); 1 + 1')
        self.assertEqual("next\n", following.stdout)
        self.assertEqual("2", following.text)
        return took

    def test_sleep(self):
        self.stops("Thread.sleep(600_000);")

    def test_empty_loop(self):
        self.stops("while (true) {}")

    def test_computing_loop(self):
        self.stops("long sum = 0; for (long i = 0; ; i++) { sum += i * i; }")

    def test_loop_in_a_method_that_is_compiled(self):
        self.ok("double spin(double x) { while (x != -1) { x = Math.sin(x); } return x; }")
        self.stops("spin(0.5);")

    def test_printing_loop(self):
        self.stops('while (true) { System.out.println("text"); }')

    def test_recursion(self):
        self.ok("long fib(long n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }")
        self.stops("fib(90);")

    def test_loop_that_catches_exceptions(self):
        self.stops("while (true) { try { Thread.sleep(1); } catch (Exception e) { } }")

    def test_stream_with_a_lambda_of_the_cell(self):
        self.stops("Stream.iterate(1L, i -> i + 1).filter(i -> i < 0).findFirst();")

    def test_parallel_stream(self):
        self.stops(
            "LongStream.range(0, Long.MAX_VALUE).parallel().map(i -> i % 7).sum();"
        )

    def test_wait_for_a_lock(self):
        self.stops("Object lock = new Object(); synchronized (lock) { lock.wait(); }")

    def test_constructor_and_initialiser(self):
        self.ok("class Slow { int a; Slow() { while (true) { a++; } } }")
        self.stops("new Slow();")
        self.ok("class Early { static int a; static { while (a >= 0) { a = 1; } } }")
        self.stops("int early = Early.a;")

    def test_result_whose_text_takes_for_ever(self):
        code = (
            "new Object() { public String toString() {"
            ' System.out.println("begun"); while (true) {} } }'
        )
        self.ends(self.kernel.begun(code), code)

    def test_second_interrupt_gives_a_library_loop_up(self):
        request = self.kernel.running(ENDLESS_IN_THE_LIBRARY)
        self.kernel.interrupt()
        self.kernel.interrupt()
        self.assertEqual("Interrupted", self.kernel.finish(request).content["ename"])
        self.assertEqual("2", self.ok("1 + 1").text)
        self.stops("while (true) {}")

    def test_a_stuck_cell_says_what_helps(self):
        request = self.kernel.running(ENDLESS_IN_THE_LIBRARY)
        self.kernel.interrupt()
        self.kernel.wait_published(
            request, lambda m: m["msg_type"] == "stream" and "Interrupt again" in m["content"]["text"]
        )
        self.kernel.interrupt()
        self.assertEqual("Interrupted", self.kernel.finish(request).content["ename"])

    def test_what_was_given_up_stays_mute(self):
        # It runs in the library, where the interrupt does not reach it, and prints from there.
        request = self.kernel.running(
            "var out = System.out;\n"
            "LongStream.range(0, Long.MAX_VALUE).mapToObj(Long::toString).forEach(out::println);"
        )
        self.kernel.interrupt()
        self.kernel.interrupt()
        self.assertEqual("Interrupted", self.kernel.finish(request).content["ename"])
        reply = self.ok('Thread.sleep(300); System.out.println("only this");')
        self.assertEqual("only this\n", reply.stdout)

    def test_interrupt_without_a_cell_does_nothing(self):
        self.ok("1")
        self.kernel.interrupt()
        self.assertEqual("ok", self.ok("Thread.sleep(10);").status)

    def test_queued_cells_are_aborted(self):
        first = self.kernel.running("while (true) {}")
        second = self.kernel.send("2")
        self.kernel.interrupt()
        self.assertEqual("error", self.kernel.finish(first).status)
        self.assertEqual("aborted", self.kernel.finish(second).status)

    def test_variables_survive(self):
        self.ok("int kept = 17;")
        self.stops("kept = 18; while (true) {}")
        self.assertEqual("18", self.ok("kept").text)

    # What uses the flag of the thread up: the interrupt holds all the same.

    def test_a_thread_of_the_cell_that_polls(self):
        self.stops("while (!Thread.interrupted()) { Thread.onSpinWait(); }\nThread.sleep(60_000);")

    def test_what_a_library_returned_when_told_is_assigned(self):
        self.ok("boolean told = false;")
        self.stops(
            "told = Stream.generate(Thread::interrupted).filter(Boolean.TRUE::equals).findFirst().get();\n"
            "Thread.sleep(60_000);"
        )
        self.assertEqual("true", self.ok("told").text)

    def test_waits_that_are_caught(self):
        wait = "try { Thread.sleep(60_000); } catch (InterruptedException e) { }\n"
        self.stops(wait * 3)

    def test_a_catch_of_everything(self):
        self.stops("try { while (true) {} } catch (Throwable e) { }\nThread.sleep(60_000);")

    def test_a_cell_that_ends_well_all_the_same(self):
        self.ok("int reached = 0;")
        self.stops("try { Thread.sleep(60_000); } catch (InterruptedException e) { reached = 1; }")
        self.assertEqual("1", self.ok("reached").text)

    def test_the_following_statement_is_not_begun(self):
        self.ok("int reached = 0;")
        code = (
            'System.out.println("begun");\n'
            "try { Thread.sleep(60_000); } catch (InterruptedException e) { }\n"
            "reached = 1;"
        )
        self.ends(self.kernel.begun(code), code)
        self.assertEqual("0", self.ok("reached").text)

    def test_finally_runs_to_its_end(self):
        self.ok("var steps = new ArrayList<Integer>();")
        self.stops("try { Thread.sleep(60_000); } finally { steps.add(1); steps.add(2); }")
        self.assertEqual("[1, 2]", self.ok("steps").text)


if __name__ == "__main__":
    unittest.main()
