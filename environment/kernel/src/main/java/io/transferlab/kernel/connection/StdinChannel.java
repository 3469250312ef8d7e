package io.transferlab.kernel.connection;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/** Asks the front end for a line of input, from a thread of its own. */
public final class StdinChannel {
  private static final int POLL_MILLIS = 100;

  private final LinkedBlockingQueue<Question> questions = new LinkedBlockingQueue<>();
  private final Channel channel;

  private record Question(
      Message asker, String prompt, boolean password, CompletableFuture<String> answer) {}

  /**
   * @param channel the stdin socket
   */
  public StdinChannel(Channel channel) {
    this.channel = channel;
  }

  /** Serves questions, for ever. */
  public void serve() {
    while (true) {
      try {
        answer(questions.take());
      } catch (InterruptedException e) {
        // Nobody interrupts this thread.
      }
    }
  }

  /**
   * Asks and waits for the answer.
   *
   * @param asker the request whose cell asks
   * @throws InterruptedException if the cell is interrupted meanwhile
   */
  public String ask(Message asker, String prompt, boolean password) throws InterruptedException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    questions.add(new Question(asker, prompt, password, answer));
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(false);
      throw e;
    } catch (ExecutionException | CancellationException e) {
      throw new IllegalStateException("no input arrived", e);
    }
  }

  private void answer(Question question) {
    Optional<Message> stale = channel.poll(0);
    while (stale.isPresent()) {
      stale = channel.poll(0);
    }
    JsonObject content = new JsonObject();
    content.addProperty("prompt", question.prompt());
    content.addProperty("password", question.password());
    channel.reply(question.asker(), "input_request", content);
    while (!question.answer().isDone()) {
      channel
          .poll(POLL_MILLIS)
          .filter(m -> m.type().equals("input_reply"))
          .ifPresent(m -> question.answer().complete(m.text("value", "")));
    }
  }
}
