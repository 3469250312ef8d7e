import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * ONNX Runtime in a process of its own, idle until it is asked: "open SIDE FILE", "run STEPS BATCH" (answers with the
 * milliseconds a picture takes), a line each. Started as {@code java -cp onnxruntime.jar OnnxPeer.java THREADS}.
 */
public class OnnxPeer {
  public static void main(String[] args) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(Integer.parseInt(args[0]));
    System.out.println("ONNX Runtime " + environment.getVersion());
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
    OrtSession session = null;
    int side = 0;
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("open")) {
        if (session != null) {
          session.close();
        }
        side = Integer.parseInt(words[1]);
        session = environment.createSession(line.substring(words[0].length() + words[1].length() + 2), options);
        System.out.println("opened");
        continue;
      }
      int steps = Integer.parseInt(words[1]);
      int batch = Integer.parseInt(words[2]);
      FloatBuffer x =
          ByteBuffer.allocateDirect(batch * side * side * 3 * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
      for (int i = 0; i < x.capacity(); i++) {
        x.put(i, (i * 31 % 200 - 100) / 64f);
      }
      try (OnnxTensor tensor = OnnxTensor.createTensor(environment, x, new long[] {batch, side, side, 3})) {
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
          session.run(Map.of("prepared", tensor), Set.of("probabilities")).close();
        }
        System.out.printf(Locale.ROOT, "%.5f%n", (System.nanoTime() - start) / 1e6 / steps / batch);
      }
    }
  }
}
