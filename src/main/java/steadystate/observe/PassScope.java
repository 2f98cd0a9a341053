package steadystate.observe;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import steadystate.environment.Environment;
import steadystate.resource.Scope;

/** The scope of one pass: shares reads among kinds, and knows what never changes. */
public final class PassScope implements Scope {
  private final Environment environment;
  private final Surroundings surroundings;
  private final ConcurrentMap<String, CompletableFuture<?>> forever;
  private final ConcurrentMap<String, CompletableFuture<?>> once = new ConcurrentHashMap<>();

  /**
   * @param forever answers that stay true for the life of the process, shared by all passes over
   *     one account and region
   */
  public PassScope(
      Environment environment,
      Surroundings surroundings,
      ConcurrentMap<String, CompletableFuture<?>> forever) {
    this.environment = environment;
    this.surroundings = surroundings;
    this.forever = forever;
  }

  @Override
  public String environment() {
    return environment.name();
  }

  @Override
  public String account() {
    return environment.settings().account();
  }

  @Override
  public String region() {
    return environment.settings().region();
  }

  @Override
  public String mode() {
    return environment.settings().mode().word();
  }

  @Override
  public String installation() {
    return surroundings.installation();
  }

  @Override
  public Instant now() {
    return surroundings.clock().instant();
  }

  @Override
  public <C> C client(Class<C> type) {
    return surroundings.client(type, region());
  }

  @Override
  public <T> T once(String question, Supplier<T> read) {
    return answer(once, question, read);
  }

  @Override
  public void forget() {
    once.clear();
  }

  /** A failed read is not remembered here: the next pass may ask again. */
  @Override
  public <T> T forever(String question, Supplier<T> read) {
    String key = account() + "/" + region() + "/" + question;
    try {
      return answer(forever, key, read);
    } catch (RuntimeException failed) {
      forever.remove(key);
      throw failed;
    }
  }

  /** The first caller reads; the others wait for what it finds. */
  @SuppressWarnings("unchecked")
  private static <T> T answer(
      ConcurrentMap<String, CompletableFuture<?>> answers, String question, Supplier<T> read) {
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<?> first = answers.putIfAbsent(question, mine);
    if (first == null) {
      try {
        mine.complete(read.get());
      } catch (RuntimeException | Error failed) {
        mine.completeExceptionally(failed);
      }
      first = mine;
    }
    try {
      return (T) first.join();
    } catch (CompletionException wrapped) {
      if (wrapped.getCause() instanceof Error error) {
        throw error;
      }
      throw wrapped.getCause() instanceof RuntimeException cause ? cause : wrapped;
    }
  }
}
