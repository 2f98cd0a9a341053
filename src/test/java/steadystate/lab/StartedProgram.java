package steadystate.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the program that serves on an address of its own choice. */
final class StartedProgram implements AutoCloseable {
  private static final Pattern SERVES = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final long startedAt = System.nanoTime();
  private final CompletableFuture<URI> address = new CompletableFuture<>();

  private StartedProgram(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::listen);
  }

  static StartedProgram of(List<String> command) throws IOException {
    return new StartedProgram(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void listen() {
    StringBuilder said = new StringBuilder();
    process
        .inputReader()
        .lines()
        .forEach(line -> {
          said.append(line).append('\n');
          Matcher serves = SERVES.matcher(line);
          if (serves.find()) {
            address.complete(URI.create(serves.group()));
          }
        });
    address.completeExceptionally(new IllegalStateException("it ended: " + said));
  }

  URI address() {
    return address.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  HttpResponse<String> get(HttpClient client, String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address().resolve(path)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  Duration sinceStart() {
    return Duration.ofMillis((System.nanoTime() - startedAt) / 1_000_000);
  }

  /** What the process holds in memory, shared pages of files included. */
  long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /**
   * SIGTERM.
   *
   * @return its exit code
   */
  int stop(Duration patience) throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(patience)) {
      throw new AssertionError("still there " + patience + " after SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
