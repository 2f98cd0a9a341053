package steadystate.environment.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlReader;

/**
 * Takes the snapshot of a folder on disk. A symbolic link is not followed: what it points to may be
 * anything on this machine. The one exception are links into a hidden folder beside them, which is
 * how Kubernetes mounts a ConfigMap.
 */
public final class SpecFolder {
  private static final int DEEPEST = 8;
  private static final int MOST_FILES = 10_000;

  private final Path folder;
  private final Path real;
  private final String root;
  private final SortedMap<String, SpecFile> files = new TreeMap<>();

  private SpecFolder(Path folder, Path real, String root) {
    this.folder = folder;
    this.real = real;
    this.root = root;
  }

  /** All spec files below a folder, at this moment. */
  public static SpecFiles read(Path folder) {
    String root = folder.toString().replace('\\', '/').replaceAll("(?<=.)/+$", "");
    try {
      SpecFolder reading = new SpecFolder(folder, folder.toRealPath(), root);
      if (!Files.isDirectory(reading.real)) {
        return SpecFiles.failed(root, SpecFiles.empty(root, root + " is not a folder"));
      }
      reading.walk("", 1);
      return new SpecFiles(root, reading.files);
    } catch (TooMany tooMany) {
      return SpecFiles.failed(root, SpecFiles.empty(root, root + " holds more than 10,000 files"));
    } catch (IOException missing) {
      String why =
          Files.exists(folder, LinkOption.NOFOLLOW_LINKS) ? "cannot be read" : "is missing";
      return SpecFiles.failed(root, SpecFiles.empty(root, "the folder " + root + " " + why));
    }
  }

  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void walk(String path, int depth) throws IOException {
    for (Path child : children(folder.resolve(path))) {
      String name = child.getFileName().toString();
      String below = path.isEmpty() ? name : path + "/" + name;
      if (files.size() >= MOST_FILES) {
        throw new TooMany();
      }
      if (!name.startsWith(".")) {
        visit(child, below, depth);
      }
    }
  }

  private void visit(Path child, String path, int depth) throws IOException {
    boolean spec = SpecFiles.isSpec(path.substring(path.lastIndexOf('/') + 1));
    if (Files.isSymbolicLink(child) && !staysInMount(child)) {
      if (spec || isFolderLink(child)) {
        files.put(path, new SpecFile.Refused(link(path)));
      }
    } else if (Files.isDirectory(child) && !Files.isSymbolicLink(child)) {
      if (depth < DEEPEST) {
        walk(path, depth + 1);
      }
    } else if (spec) {
      files.put(path, file(child, path));
    }
  }

  /** Whether a link leads to a folder, or nowhere; only its kind is asked for. */
  private static boolean isFolderLink(Path link) {
    return Files.isDirectory(link) || !Files.exists(link);
  }

  private boolean staysInMount(Path link) {
    try {
      Path target = link.toRealPath();
      return target.startsWith(real) && real.relativize(target).toString().startsWith(".");
    } catch (IOException gone) {
      return false;
    }
  }

  private Problem link(String path) {
    return new Problem(
        "symbolic-link",
        new SourceSpan(shown(path), 1, 1),
        "",
        shown(path) + " is a symbolic link, and links are not followed",
        "put the file itself here, or name it in `extends`");
  }

  private SpecFile file(Path file, String path) {
    try {
      if (!Files.isRegularFile(file)) {
        return unreadable(path, "is no regular file");
      }
      return Files.size(file) > SpecFiles.LARGEST
          ? new SpecFile.Refused(YamlReader.tooLarge(shown(path)))
          : SpecFiles.decode(shown(path), Files.readAllBytes(file));
    } catch (IOException denied) {
      return unreadable(path, "cannot be read");
    }
  }

  private SpecFile unreadable(String path, String why) {
    SourceSpan at = new SourceSpan(shown(path), 1, 1);
    return new SpecFile.Refused(new Problem("unreadable", at, "", shown(path) + " " + why));
  }

  private String shown(String path) {
    return root.isEmpty() ? path : root + "/" + path;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}
