package steadystate.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import steadystate.report.Paper;

/**
 * Where results, progress and answers go. Results to {@code out}, everything else to {@code err}.
 *
 * @param live whether {@code err} is a terminal that can rewrite a line
 * @param asks whether a person can answer
 * @param results what results are written on
 * @param remarks what progress and errors are written on
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    BufferedReader in,
    boolean live,
    boolean asks,
    Paper results,
    Paper remarks) {
  private static final int DEFAULT_WIDTH = 100;

  /** The terminal, pipes or files that this process was started with. */
  public static Terminal ofProcess(Map<String, String> environment) {
    boolean in = isTerminal(0);
    boolean out = isTerminal(1);
    boolean err = isTerminal(2);
    boolean clever = !"dumb".equals(environment.get("TERM"));
    boolean colour = clever && environment.getOrDefault("NO_COLOR", "").isEmpty();
    int width = out || err ? width(environment) : DEFAULT_WIDTH;
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        err && clever,
        in && err,
        new Paper(out ? width : DEFAULT_WIDTH, out && colour),
        new Paper(err ? width : DEFAULT_WIDTH, err && colour));
  }

  /** Arrows must not depend on the locale of a build server. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** The same without colours. */
  Terminal withoutColour() {
    return new Terminal(
        out,
        err,
        in,
        live,
        asks,
        new Paper(results.width(), false),
        new Paper(remarks.width(), false));
  }

  /** Java knows only whether input and output are both a terminal; Linux knows each. */
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException noProc) {
      return Optional.ofNullable(System.console()).map(c -> c.isTerminal()).orElse(false);
    }
  }

  private static int width(Map<String, String> environment) {
    return number(environment.getOrDefault("COLUMNS", ""))
        .or(Terminal::askedWidth)
        .orElse(DEFAULT_WIDTH);
  }

  /** {@code stty size} answers {@code rows columns} about its standard input. */
  private static Optional<Integer> askedWidth() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor(1, TimeUnit.SECONDS);
      String[] words = answer.strip().split(" ", -1);
      return words.length == 2 ? number(words[1]) : Optional.empty();
    } catch (IOException noTerminal) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
