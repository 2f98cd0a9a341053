package steadystate.source;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import steadystate.environment.reading.SpecFile;
import steadystate.environment.reading.SpecFiles;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.YamlReader;

/**
 * Reads the specs of a commit out of the object database. No name in it ever becomes a path on this
 * machine, links lead nowhere, and nothing is executed.
 */
final class CommitFiles {
  private static final int DEEPEST = 8;

  private final ObjectReader reader;
  private final GitSettings settings;
  private final String root;
  private final SortedMap<String, SpecFile> files = new TreeMap<>();
  private int entries;
  private long bytes;

  private CommitFiles(ObjectReader reader, GitSettings settings) {
    this.reader = reader;
    this.settings = settings;
    this.root = settings.path().equals(".") ? "" : settings.path();
  }

  /**
   * All spec files below the followed folder; a snapshot that failed when it is no folder or holds
   * more than is taken.
   */
  static SpecFiles read(Repository repository, AnyObjectId commit, GitSettings settings)
      throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      ObjectId tree = walk.parseCommit(commit).getTree().getId();
      return new CommitFiles(reader, settings).files(tree);
    }
  }

  private SpecFiles files(ObjectId tree) throws IOException {
    Optional<ObjectId> folder = folder(tree);
    if (folder.isEmpty()) {
      return failed("the folder " + root + " is missing on branch " + settings.branch());
    }
    try {
      walk(folder.get(), "", 1);
      return new SpecFiles(root, files);
    } catch (BoundedRepository.TooMuch tooMuch) {
      return failed("the folder " + root + " is not read: " + tooMuch.getMessage());
    }
  }

  private SpecFiles failed(String message) {
    return SpecFiles.failed(root, SpecFiles.empty(root, message));
  }

  /** The followed folder; empty when the path leads to something else or nowhere. */
  private Optional<ObjectId> folder(ObjectId tree) throws IOException {
    ObjectId here = tree;
    for (String name : root.isEmpty() ? new String[0] : root.split("/", -1)) {
      Optional<ObjectId> below = Optional.empty();
      CanonicalTreeParser names = new CanonicalTreeParser(new byte[0], reader, here);
      for (; !names.eof() && below.isEmpty(); names.next()) {
        boolean isFolder = FileMode.TREE.equals(names.getEntryRawMode());
        if (isFolder && names.getEntryPathString().equals(name)) {
          below = Optional.of(names.getEntryObjectId());
        }
      }
      if (below.isEmpty()) {
        return Optional.empty();
      }
      here = below.get();
    }
    return Optional.of(here);
  }

  private void walk(ObjectId folder, String path, int depth) throws IOException {
    Set<String> seen = new HashSet<>();
    CanonicalTreeParser names = new CanonicalTreeParser(new byte[0], reader, folder);
    for (; !names.eof(); names.next()) {
      limit(++entries, settings.limits().entries(), "names");
      String name = names.getEntryPathString();
      if (!name.startsWith(".")) {
        String below = path.isEmpty() ? name : path + "/" + name;
        if (isOdd(name) || !seen.add(name)) {
          refuse("odd-name", path, shown(path) + " holds a name that no file should have");
        } else {
          visit(names.getEntryFileMode(), names.getEntryObjectId(), below, depth);
        }
      }
    }
  }

  private void visit(FileMode mode, ObjectId id, String path, int depth) throws IOException {
    boolean spec = SpecFiles.isSpec(path.substring(path.lastIndexOf('/') + 1));
    if (FileMode.TREE.equals(mode)) {
      if (depth < DEEPEST) {
        walk(id, path, depth + 1);
      }
    } else if (FileMode.SYMLINK.equals(mode)) {
      if (spec || !path.substring(path.lastIndexOf('/') + 1).contains(".")) {
        refuse(
            "symbolic-link", path, shown(path) + " is a symbolic link, and links are not followed");
      }
    } else if (FileMode.GITLINK.equals(mode)) {
      refuse("submodule", path, shown(path) + " is a submodule, and these are not followed");
    } else if (spec) {
      put(path, file(id, path));
    }
  }

  /** What could mean another place, or another name than it looks like. */
  private static boolean isOdd(String name) {
    return name.isEmpty()
        || name.contains("/")
        || name.contains("\\")
        || name.toLowerCase(Locale.ROOT).startsWith("git~")
        || name.codePoints()
            .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  private SpecFile file(ObjectId id, String path) throws IOException {
    try {
      long size = reader.getObjectSize(id, Constants.OBJ_BLOB);
      if (size > SpecFiles.LARGEST) {
        return new SpecFile.Refused(YamlReader.tooLarge(shown(path)));
      }
      bytes += size;
      limit(bytes, settings.limits().textBytes(), "bytes of specs");
      return SpecFiles.decode(shown(path), reader.open(id, Constants.OBJ_BLOB).getBytes());
    } catch (MissingObjectException leftOut) {
      return new SpecFile.Refused(YamlReader.tooLarge(shown(path)));
    }
  }

  private void put(String path, SpecFile file) throws IOException {
    limit(files.size() + 1, settings.limits().files(), "specs");
    files.put(path, file);
  }

  private void refuse(String code, String path, String message) throws IOException {
    Problem problem = new Problem(code, new SourceSpan(shown(path), 1, 1), "", message);
    put(path.isEmpty() ? "." : path, new SpecFile.Refused(problem));
  }

  private static void limit(long found, long most, String what) throws IOException {
    if (found > most) {
      throw new BoundedRepository.TooMuch("it holds more than " + most + " " + what);
    }
  }

  private String shown(String path) {
    return root.isEmpty() ? path : path.isEmpty() ? root : root + "/" + path;
  }
}
