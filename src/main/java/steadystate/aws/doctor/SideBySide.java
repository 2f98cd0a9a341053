package steadystate.aws.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Asks several things of AWS at once; few enough for IAM, which throttles early. */
final class SideBySide {
  private static final int WIDTH = 6;

  private SideBySide() {}

  /** The answers in the order of the questions. */
  static <Q, A> List<A> ask(List<Q> questions, Function<Q, A> ask) {
    Semaphore places = new Semaphore(WIDTH);
    List<Future<A>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Q question : questions) {
        asked.add(
            threads.submit(() -> {
              places.acquire();
              try {
                return ask.apply(question);
              } finally {
                places.release();
              }
            }));
      }
    }
    return asked.stream().map(SideBySide::answer).toList();
  }

  private static <A> A answer(Future<A> asked) {
    try {
      return asked.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
