"""Rich output: display, updates, pictures, tables, charts, arrays."""

import base64
import struct
import unittest
import zlib

from kernel_case import KernelCase, on_each_jdk


def check_png(case, text):
    """A whole PNG: every chunk with its checksum, up to the end chunk. Returns width and height."""
    data = base64.b64decode(text, validate=True)
    case.assertEqual(b"\x89PNG\r\n\x1a\n", data[:8])
    at, size, kind = 8, None, None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        crc = struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0]
        case.assertEqual(zlib.crc32(kind + body), crc)
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        at += 12 + length
    case.assertEqual((b"IEND", len(data)), (kind, at))
    return size


@on_each_jdk
class Display(KernelCase):
    def shown(self, code):
        return self.ok(code).of_type("display_data")

    def test_display_of_a_value(self):
        shown = self.shown("display(List.of(1, 2));")
        self.assertEqual("[1, 2]", shown[0]["data"]["text/plain"])

    def test_the_id_is_not_shown_as_a_result(self):
        reply = self.ok('display("x");')
        self.assertEqual(1, len(reply.of_type("display_data")))
        self.assertIsNone(reply.result)
        self.assertEqual("36", self.ok('String kept = display("x");\nkept.length()').text)

    def test_display_as_types(self):
        data = self.shown('display("<b>x</b>", "text/html", "text/markdown");')[0]["data"]
        self.assertEqual({"text/html", "text/markdown", "text/plain"}, set(data))
        data = self.shown("display(\"alert('Hello from IJava!');\", \"application/javascript\");")[0]
        self.assertIn("application/javascript", data["data"])

    def test_update_in_place(self):
        reply = self.ok(
            'String id = display("<b>Countdown:</b> 3", "text/html");\n'
            'for (int i = 3; i >= 0; i--) updateDisplay(id, "<b>Countdown:</b> " + i, "text/html");\n'
            'render("<b>Liftoff!</b>", "text/html")'
        )
        first = reply.of_type("display_data")[0]["transient"]["display_id"]
        updates = reply.of_type("update_display_data")
        self.assertEqual([first] * 4, [u["transient"]["display_id"] for u in updates])
        self.assertEqual("<b>Countdown:</b> 0", updates[-1]["data"]["text/html"])
        self.assertEqual("<b>Liftoff!</b>", reply.result["text/html"])

    def test_update_from_another_cell(self):
        self.ok('String shownId = display("old");')
        update = self.ok('updateDisplay(shownId, "new");').of_type("update_display_data")[0]
        self.assertEqual("new", update["data"]["text/plain"])

    def test_render_markdown(self):
        reply = self.ok('String md = "Hello from **IJava**";\nrender(md, "text/markdown")')
        self.assertEqual("Hello from **IJava**", reply.result["text/markdown"])

    def test_clear_output(self):
        reply = self.ok("clearOutput(true); clearOutput();")
        self.assertEqual([True, False], [c["wait"] for c in reply.of_type("clear_output")])

    def test_null(self):
        self.assertEqual("null", self.shown("display(null);")[0]["data"]["text/plain"])
        self.assertEqual("null", self.ok("render(null)").text)

    def test_picture(self):
        reply = self.ok("new java.awt.image.BufferedImage(31, 17, 1)")
        self.assertEqual((31, 17), check_png(self, reply.result["image/png"]))
        metadata = reply.of_type("execute_result")[0]["metadata"]["image/png"]
        self.assertIn("31 x 17", metadata["alt"])
        self.assertIn("31 x 17", reply.text)

    def test_pictures_of_many_sizes_are_whole(self):
        shown = self.shown(
            "for (int w = 1; w < 12; w++) {"
            " var image = new java.awt.image.BufferedImage(w, 3, java.awt.image.BufferedImage.TYPE_INT_ARGB);"
            " image.setRGB(0, 0, 0xff00ff00); display(image); }"
        )
        for width, one in enumerate(shown, 1):
            self.assertEqual((width, 3), check_png(self, one["data"]["image/png"]))

    def test_picture_as_jpeg(self):
        data = self.shown('display(new java.awt.image.BufferedImage(8, 8, 2), "image/jpeg");')[0]
        jpeg = base64.b64decode(data["data"]["image/jpeg"])
        self.assertEqual((b"\xff\xd8", b"\xff\xd9"), (jpeg[:2], jpeg[-2:]))

    def test_long_collections_are_cut(self):
        text = self.ok("IntStream.range(0, 1_000_000).boxed().toList()").text
        self.assertLess(len(text), 2000)
        self.assertTrue(text.startswith("[0, 1, 2") and text.endswith("more)]"), text)
        self.assertLess(len(self.ok("new double[1_000_000]").text), 2000)
        self.assertLess(len(self.ok("new double[1000][1000]").text), 20_000)
        self.assertEqual("[[1, 2], [3]]", self.ok("new int[][] {{1, 2}, {3}}").text)

    def test_value_that_shows_itself(self):
        reply = self.ok(
            "class Badge {\n"
            '  public Map<String, Object> mimeBundle() { return Map.of("text/html", "<i>b</i>", "text/plain", "b"); }\n'
            '  public Map<String, Object> mimeMetadata() { return Map.of("text/html", Map.of("isolated", true)); }\n'
            "}\nnew Badge()"
        )
        self.assertEqual({"text/html": "<i>b</i>", "text/plain": "b"}, reply.result)
        metadata = reply.of_type("execute_result")[0]["metadata"]
        self.assertEqual({"text/html": {"isolated": True}}, metadata)

    def test_bridge_for_libraries(self):
        reply = self.ok(
            'Class<?> bridge = Class.forName("io.transferlab.kernel.KernelBridge");\n'
            'boolean running = (boolean) bridge.getMethod("isRunning").invoke(null);\n'
            'Map<String, Object> data = Map.of("image/png", "iVBORw0KGgo=", "text/plain", "p");\n'
            'Map<String, Object> meta = Map.of("image/png", Map.of("alt", "a picture"));\n'
            'var shownBy = bridge.getMethod("display", Map.class, Map.class).invoke(null, data, meta);\n'
            "var updating = new Thread(() -> { try {\n"
            '  bridge.getMethod("update", String.class, Map.class, Map.class).invoke(null, shownBy, data, null);\n'
            "} catch (Exception e) { throw new RuntimeException(e); } });\n"
            "updating.start(); updating.join();\nrunning"
        )
        self.assertEqual("true", reply.text)
        shown = reply.of_type("display_data")[0]
        self.assertEqual("a picture", shown["metadata"]["image/png"]["alt"])
        update = reply.of_type("update_display_data")[0]
        self.assertEqual(shown["transient"]["display_id"], update["transient"]["display_id"])

    def test_a_line_for_long_work_is_replaced_and_gone_with_its_cell(self):
        sign = 'Class.forName("io.transferlab.kernel.KernelBridge").getMethod("sign", String.class)'
        reply = self.ok(
            f"var signing = {sign};\n"
            'for (String line : List.of("1 of 9", "2 of 9", "", "other work")) { signing.invoke(null, line); }\n'
            "5"
        )
        shown = reply.of_type("display_data")
        self.assertEqual([{"text/plain": "1 of 9"}], [each["data"] for each in shown])
        updates = reply.of_type("update_display_data")
        self.assertEqual(["2 of 9", "", "other work", ""], [each["data"]["text/plain"] for each in updates])
        ids = {each["transient"]["display_id"] for each in shown + updates}
        self.assertEqual(1, len(ids))
        self.assertEqual("5", reply.text)
        # The next cell has a line of its own.
        again = self.ok('signing.invoke(null, "3 of 9");').of_type("display_data")
        self.assertEqual(1, len(again))
        self.assertNotIn(again[0]["transient"]["display_id"], ids)

    def test_registered_renderer(self):
        reply = self.ok(
            "import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;\n"
            "class Celsius { double t = 20; }\n"
            "getKernelInstance().getRenderer().createRegistration(Celsius.class)\n"
            "    .preferring(MIMEType.TEXT_HTML)\n"
            '    .register((c, context) -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> c.t + " C"));\n'
            "new Celsius()"
        )
        self.assertEqual("20.0 C", reply.result["text/html"])

    def test_error_in_to_string(self):
        for thrown in ('new StackOverflowError("deep")', 'new RuntimeException("deep")', 'new AssertionError("deep")'):
            reply = self.error("new Object() { public String toString() { throw %s; } }" % thrown)
            self.assertEqual("deep", reply.content["evalue"])
            self.assertEqual("2", self.ok("1 + 1").text)
        self.error("display(new Object() { public String toString() { throw new Error(); } });")
        self.error("class Endless { public String toString() { return \"\" + this; } }\nnew Endless()")
        self.assertEqual("2", self.ok("1 + 1").text)


@on_each_jdk
class Libraries(KernelCase):
    flags = (
        "-Xmx1g",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.bytedeco.javacpp.maxbytes=256m",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=3g",
    )

    def test_chart(self):
        self.need("org.knowm.xchart.XYChart")
        reply = self.ok(
            "import org.knowm.xchart.*;\n"
            'var chart = new XYChartBuilder().width(200).height(150).title("Accuracy").build();\n'
            'chart.addSeries("train", new double[] {1, 2}, new double[] {3, 4});\nchart'
        )
        self.assertEqual((200, 150), check_png(self, reply.result["image/png"]))
        alt = reply.of_type("execute_result")[0]["metadata"]["image/png"]["alt"]
        self.assertIn("Accuracy", alt)
        self.assertIn("train", alt)

    def test_table(self):
        self.need("tech.tablesaw.api.Table")
        reply = self.ok(
            "import tech.tablesaw.api.*;\n"
            'Table.create("T").addColumns(StringColumn.create("a<b", "x", "y"), IntColumn.create("n", 1, 2))'
        )
        self.assertIn("<th scope=\"col\">a&lt;b</th>", reply.result["text/html"])
        self.assertIn("<td>y</td>", reply.result["text/html"])
        self.assertIn("a<b", reply.text)

    def test_array(self):
        self.need("org.nd4j.linalg.factory.Nd4j")
        self.ok("import org.nd4j.linalg.factory.Nd4j;")
        small = self.ok("Nd4j.ones(2, 3)").text
        self.assertTrue(small.startswith("FLOAT [2, 3]\n"), small)
        self.assertIn("1.0000", small)
        large = self.ok("Nd4j.zeros(500, 500)").text
        self.assertIn("FLOAT [500, 500]", large)
        self.assertLess(len(large), 200)

    def test_interrupt_of_array_work(self):
        self.need("org.nd4j.linalg.factory.Nd4j")
        self.ok("import org.nd4j.linalg.factory.Nd4j;\nvar m = Nd4j.rand(64, 64);")
        request = self.kernel.running("while (true) { m = m.mmul(m); }")
        self.kernel.interrupt()
        self.assertEqual("Interrupted", self.kernel.finish(request).content["ename"])

    def test_arrays_outside_the_heap_are_freed(self):
        self.need("org.nd4j.linalg.factory.Nd4j")
        self.ok("import org.nd4j.linalg.factory.Nd4j;")
        for i in range(20):
            self.ok("var big = Nd4j.zeros(%d, 1000, 1000); big" % (12 + i % 2))


if __name__ == "__main__":
    unittest.main()
