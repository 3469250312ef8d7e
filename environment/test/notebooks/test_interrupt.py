"""Stops a training cell as a student does with the stop button: the cell ends, the network can be used."""

import unittest

from jupyter_client.manager import start_new_kernel

# Not how long anything should take, but when to stop waiting.
SECONDS = 300

PREPARE = """
import io.transferlab.data.*;
import io.transferlab.network.*;
import io.transferlab.train.*;

Splits cats = Targets.open("sketch-catsdogs", TargetOptions.defaults().withPerClass(4));
Backbone source = Pretrained.SKETCH_OBJECTS.load();
FineTuner tuner = FineTuner.of(source, cats.train().classes())
    .withPlan(TrainingPlan.FINE_TUNING.withBatchSize(4).withEpochs(1000));
FineTuned tuned = null;
"""

TRAIN = 'tuned = tuner.fit("stopped", cats.train(), cats.validation(), EpochListener.LINES);'

USE = """
System.out.println("interrupted: " + tuned.history().interrupted());
System.out.println("epochs: " + (tuned.history().epochs().size() < 1000));
System.out.println("pictures: " + tuned.network().evaluate(cats.validation()).total());
"""


class InterruptTest(unittest.TestCase):
    def setUp(self):
        self.manager, self.client = start_new_kernel(kernel_name="java", startup_timeout=SECONDS)
        self.addCleanup(self.manager.shutdown_kernel, now=True)
        self.addCleanup(self.client.stop_channels)

    def run_cell(self, code, at_output=None):
        """Runs a cell; returns its reply and what it printed. `at_output` is called once, at the first line."""
        printed = []

        def look(message):
            nonlocal at_output
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])
                if at_output:
                    act, at_output = at_output, None
                    act()

        reply = self.client.execute_interactive(code, timeout=SECONDS, output_hook=look)
        return reply["content"], "".join(printed)

    def test_a_stopped_training_leaves_a_usable_network(self):
        reply, _ = self.run_cell(PREPARE)
        self.assertEqual(reply["status"], "ok", reply)
        reply, printed = self.run_cell(TRAIN, at_output=self.manager.interrupt_kernel)
        self.assertIn("epoch 1:", printed, reply)
        reply, printed = self.run_cell(USE)
        self.assertEqual(reply["status"], "ok", reply)
        self.assertIn("interrupted: true", printed)
        self.assertIn("epochs: true", printed)
        self.assertIn("pictures: 60", printed)


if __name__ == "__main__":
    unittest.main()
