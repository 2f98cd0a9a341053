package steadystate.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;

/** A real bare repository on disk, to which tests push what they like. */
public final class BareRepository implements AutoCloseable {
  private final Path folder;
  private final FileRepository repository;
  private Instant when = Instant.parse("2026-03-02T12:00:00Z");
  private String author = "Ann";

  public BareRepository(Path folder) {
    OwnGitConfig.use();
    this.folder = folder;
    try {
      repository = new FileRepository(folder.toFile());
      repository.create(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  public Repository repository() {
    return repository;
  }

  public BareRepository author(String name) {
    author = name;
    return this;
  }

  /** One more commit on {@code main}, with these files and no others; answers its id. */
  public String push(String subject, Map<String, String> files) {
    return push(subject, tree(files));
  }

  public String push(String subject, ObjectId tree) {
    ObjectId commit = commit(subject, tree, tip());
    move(commit.name());
    return commit.name();
  }

  public String pushMerge(String subject, ObjectId tree, ObjectId other) {
    ObjectId commit = commit(subject, tree, tip(), other);
    move(commit.name());
    return commit.name();
  }

  /** A commit that no branch has yet; {@link ObjectId#zeroId()} for no parent. */
  public ObjectId commit(String subject, ObjectId tree, ObjectId... parents) {
    when = when.plusSeconds(60);
    PersonIdent person = new PersonIdent(author, "ann@example.com", when, ZoneOffset.UTC);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setAuthor(person);
    commit.setCommitter(person);
    commit.setMessage(subject);
    for (ObjectId parent : parents) {
      if (!parent.equals(ObjectId.zeroId())) {
        commit.addParentId(parent);
      }
    }
    return insert(inserter -> inserter.insert(commit));
  }

  /** Lets {@code main} end at this commit, whatever it was before. */
  public void move(String commit) {
    try {
      RefUpdate update = repository.updateRef("refs/heads/main");
      update.setNewObjectId(ObjectId.fromString(commit));
      update.forceUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void deleteBranch() {
    try {
      RefUpdate update = repository.updateRef("refs/heads/main");
      update.setForceUpdate(true);
      update.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectId tip() {
    try {
      ObjectId tip = repository.resolve("refs/heads/main");
      return tip == null ? ObjectId.zeroId() : tip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folders come from the slashes in the paths. */
  public ObjectId tree(Map<String, String> files) {
    SortedMap<String, TreeMap<String, String>> folders = new TreeMap<>();
    SortedMap<String, String> here = new TreeMap<>();
    files.forEach((path, text) -> {
      int slash = path.indexOf('/');
      if (slash < 0) {
        here.put(path, text);
      } else {
        folders
            .computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>())
            .put(path.substring(slash + 1), text);
      }
    });
    TreeFormatter tree = new TreeFormatter();
    here.forEach((name, text) -> tree.append(name, FileMode.REGULAR_FILE, blob(text)));
    folders.forEach((name, below) -> tree.append(name, FileMode.TREE, tree(below)));
    return insert(tree);
  }

  public ObjectId insert(TreeFormatter tree) {
    return insert(inserter -> inserter.insert(tree));
  }

  public ObjectId blob(String text) {
    return blob(text.getBytes(StandardCharsets.UTF_8));
  }

  public ObjectId blob(byte[] bytes) {
    return insert(inserter -> inserter.insert(Constants.OBJ_BLOB, bytes));
  }

  @FunctionalInterface
  private interface Insertion {
    ObjectId into(ObjectInserter inserter) throws IOException;
  }

  private ObjectId insert(Insertion insertion) {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = insertion.into(inserter);
      inserter.flush();
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
