package steadystate.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** What the JDK's exceptions about files mean: their own messages are often a path alone. */
final class Messages {
  private Messages() {}

  static String of(IOException exception) {
    return switch (exception) {
      case NoSuchFileException missing -> "no such file: " + missing.getFile();
      case AccessDeniedException denied -> "may not read or write " + denied.getFile();
      case FileSystemException other -> other.getFile() + ": " + other.getReason();
      default -> Objects.toString(exception.getMessage(), exception.toString());
    };
  }
}
