"""One kernel for a long day: cells of a lab's kind, and the memory that the kernel holds.

    /usr/bin/python3 environment/kernel/src/test/python/soak.py [--cells 2000] [--every 100] [--java 17]

LAB_KERNEL_CP is the class path, as for the tests; it must hold the course's jars. LAB_KERNEL_FLAGS are further flags
for java. Prints the resident memory after every so many cells; exit status 1 if at the end it is more than a tenth
above what it was after cell 200 (a tenth of the way, where fewer cells are run), or if a cell did not do what it should.
"""

import argparse
import os
import re
import sys
import time

from kernel_case import JAVA, Kernel, KernelSpecs

BOUND = 1.10
REFERENCE = 200
# The kernel gives back what is free when it has been idle for a while; a person pauses now and then.
PAUSE = 12
MOST_TOLD = 10

PREPARE = [
    """import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.deeplearning4j.nn.conf.*;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.*;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.knowm.xchart.*;
import java.awt.image.BufferedImage;""",
    """MultiLayerNetwork network(long seed) {
  var conf = new NeuralNetConfiguration.Builder().seed(seed).updater(new Adam(0.001)).list()
      .layer(new ConvolutionLayer.Builder(3, 3).nOut(8).activation(Activation.RELU).build())
      .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
      .layer(new DenseLayer.Builder().nOut(32).activation(Activation.RELU).build())
      .layer(new OutputLayer.Builder(LossFunction.MCXENT).nOut(4).activation(Activation.SOFTMAX).build())
      .setInputType(InputType.convolutional(24, 24, 3)).build();
  var made = new MultiLayerNetwork(conf);
  made.init();
  return made;
}""",
    "MultiLayerNetwork net = network(1);\nList<Double> losses = new ArrayList<>();",
]

# What a cell does, its text for the i-th round, and how it ends: ok, error or interrupted.
KINDS = [
    ("batch", "INDArray pictures = Nd4j.rand(16, 3, 24, 24).muli(%d);\nINDArray labels = Nd4j.eye(4).repeat(0, 4);", "ok"),
    ("train", "for (int step = 0; step < 3; step++) { net.fit(pictures, labels); }\nlosses.add(net.score());\n"
              "String said = \"round %d, loss \" + net.score();\nsaid", "ok"),
    ("chart", "XYChart chart = new XYChartBuilder().width(640).height(400).title(\"Round %d\").build();\n"
              "chart.addSeries(\"loss\", losses.stream().mapToDouble(l -> l).toArray());\ndisplay(chart);", "ok"),
    ("typo", "System.out.println(loses.size() + %d);", "error"),
    ("method", "double half(double a) {\n  double round = %d;\n  return a / 2 + 0 * round;\n}\nhalf(3)", "ok"),
    ("exception", "String nothing = null;\nif (losses.size() > %d - 1_000_000) { nothing.length(); }", "error"),
    ("print", "for (int line = 0; line < 300; line++) { System.out.println(\"line \" + line + \" of round %d\"); }", "ok"),
    ("new net", "net = network(%d);", "ok"),
    ("stop a loop", "{ System.out.println(\"begun %d\");\nlong turns = 0;\nwhile (true) { turns++; } }", "interrupted"),
    ("activations", "net.feedForward(pictures).get(1).mean(0, 2, 3).mul(%d)", "ok"),
    ("class", "record Run(int round, double loss) {}\nList<Run> runs = List.of(new Run(%d, net.score()));\nruns", "ok"),
    ("half a method", "int later() {\n  return notYetThere + %d;\n}", "ok"),
    ("use of it", "later() + %d", "error"),
    ("picture", "BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);\n"
                "image.setRGB(10, 10, %d);\nimage", "ok"),
    ("large", "float[][] features = new float[200][50_000];\nfeatures[1][2] = %d;\nfeatures = null;", "ok"),
    ("array", "INDArray kept = Nd4j.rand(1000, 2048).addi(%d);\nkept", "ok"),
    ("streams", "Map<Integer, Long> counts = losses.stream().collect("
                "Collectors.groupingBy(l -> (int) (10 * l) + %d, TreeMap::new, Collectors.counting()));\ncounts", "ok"),
    ("stop training", "{ System.out.println(\"begun %d\");\nwhile (true) { net.fit(pictures, labels); } }", "interrupted"),
    ("check", "io.transferlab.check.Check.exercise(\"1\", check -> check.that(\"loss\", net.score()).isBetween(0, 1e9 + %d));",
     "ok"),
    ("unrolled", "for (int r = 0; r < 3; r++) { var copy = net.params().dup(); losses.set(0, copy.sumNumber().doubleValue() * 0 + %d); }\n"
                 "while (losses.size() > 50) { losses.remove(0); }", "ok"),
]


def resident(kernel):
    with open("/proc/%d/status" % kernel.manager.provisioner.pid) as file:
        status = file.read()
    return (int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024,
            int(re.search(r"Threads:\s+(\d+)", status).group(1)))


def run(kernel, kind, number):
    """Runs a cell; what is wrong with how it ended, or None."""
    name, text, wanted = kind
    code = text.replace("%d", str(number))
    if wanted == "interrupted":
        request = kernel.begun(code)
        kernel.interrupt()
        reply = kernel.finish(request)
        found = "interrupted" if reply.content.get("ename") == "Interrupted" else reply.status
    else:
        reply = kernel.run(code)
        found = reply.status
    if found == wanted:
        return None
    shown = reply.traceback if reply.status == "error" else reply.content
    return "%s (cell %d): wanted %s, found %s\n%s" % (name, number, wanted, found, shown)


def main():
    parser = argparse.ArgumentParser(description="memory of one kernel over many cells")
    parser.add_argument("--cells", type=int, default=2000)
    parser.add_argument("--every", type=int, default=100)
    parser.add_argument("--java", type=int, default=17, choices=sorted(JAVA))
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds of rest before memory is read")
    options = parser.parse_args()
    java = JAVA[options.java]
    if java is None:
        sys.exit("there is no JDK %d here" % options.java)
    flags = os.environ.get("LAB_KERNEL_FLAGS", "-Xmx2g -XX:ReservedCodeCacheSize=40m").split()
    reference = min(REFERENCE, max(1, options.cells // 10))
    kernel = Kernel(KernelSpecs.make("soak", java, flags + ["-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]))
    wrong, at_reference, last = [], None, None
    try:
        for code in PREPARE:
            reply = kernel.run(code)
            if reply.status != "ok":
                sys.exit(reply.traceback)
        print("%6s %12s %8s %8s" % ("cell", "resident MB", "threads", "seconds"))
        start = time.monotonic()
        for number in range(1, options.cells + 1):
            found = run(kernel, KINDS[(number - 1) % len(KINDS)], number)
            if found:
                wrong.append(found)
                if len(wrong) <= MOST_TOLD:
                    print(found, flush=True)
            if number % options.every == 0 or number in (reference, options.cells):
                seconds = time.monotonic() - start
                time.sleep(options.pause)
                last, threads = resident(kernel)
                print("%6d %12.0f %8d %8.0f" % (number, last, threads, seconds), flush=True)
                if number == reference:
                    at_reference = last
    finally:
        kernel.stop()
    ratio = last / at_reference
    print("after cell %d: %.0f MB, after cell %d: %.0f MB, %.2f times as much (bound %.2f)"
          % (reference, at_reference, options.cells, last, ratio, BOUND))
    print("%d of %d cells did not end as they should" % (len(wrong), options.cells))
    sys.exit(1 if wrong or ratio > BOUND else 0)


if __name__ == "__main__":
    main()
