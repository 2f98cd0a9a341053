package steadystate.reconcile.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Files that are replaced as a whole, for their owner alone. */
final class StateFolder {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;

  StateFolder(Path folder) {
    this.folder = folder;
  }

  /** What a file says; empty when there is none. A link is not followed. */
  Optional<String> read(String name, int largest) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (Files.size(file) > largest) {
      throw new IOException(name + " is too large");
    }
    return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  /** A reader sees the old file or the new one, never a part; nor does one after a crash. */
  void write(String name, String text) throws IOException {
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, name, ".draft", OWNER_ONLY);
    try {
      Files.writeString(draft, text);
      Files.move(
          draft,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
