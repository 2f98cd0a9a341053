package steadystate.source;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Git without the configuration of machine and user: no address is rewritten, no check is switched
 * off, and the {@code git} program is not run to ask where its configuration is.
 */
final class OwnGitConfig extends SystemReader.Delegate {
  private static final OwnGitConfig ONLY = new OwnGitConfig(SystemReader.getInstance());

  private OwnGitConfig(SystemReader machine) {
    super(machine);
  }

  /** For the whole process, from now on. */
  static void use() {
    SystemReader.setInstance(ONLY);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS files) {
    return new Empty(parent, files);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS files) {
    return new Empty(parent, files);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS files) {
    return new Empty(parent, files);
  }

  private static final class Empty extends FileBasedConfig {
    Empty(Config parent, FS files) {
      super(parent, new File("no-git-configuration"), files);
    }

    /**
     * How exact the times of files are. Git would measure it at its first use, for up to half a
     * minute; one second is coarse enough for every disk, and costs a second look at young files.
     */
    @Override
    public @Nullable String getString(
        @Nullable String section, @Nullable String subsection, @Nullable String name) {
      return ConfigConstants.CONFIG_FILESYSTEM_SECTION.equals(section)
          ? "1s"
          : super.getString(section, subsection, name);
    }

    @Override
    public void load() {
      // There is nothing to load.
    }

    @Override
    public void save() {
      // What is measured here is for this process alone.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
