package steadystate;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.cli.ServeSettings;
import steadystate.cli.Setting;
import steadystate.http.Webhook;
import steadystate.news.GitHub;
import steadystate.reconcile.SpecSource;
import steadystate.resource.Catalogue;
import steadystate.source.FolderSource;
import steadystate.source.GitAddress;
import steadystate.source.GitLimits;
import steadystate.source.GitSettings;
import steadystate.source.GitSource;

/**
 * Where the specs come from: a repository, or a folder where none is told.
 *
 * @param words for people
 * @param webhook by which somebody may hint at a change
 * @param github where commits get a status
 */
record Following(
    SpecSource source, String words, Optional<Webhook> webhook, Optional<GitHub> github) {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  static Following of(ServeSettings told, Catalogue catalogue) {
    Optional<String> secret = told.secret(Setting.WEBHOOK_SECRET, Setting.WEBHOOK_SECRET_FILE);
    Optional<String> token = told.secret(Setting.GITHUB_TOKEN, Setting.GITHUB_TOKEN_FILE);
    boolean git =
        told.stronger(Setting.GIT, Setting.ENVIRONMENTS).filter(Setting.GIT::equals).isPresent();
    if (!git) {
      secret.ifPresent(unused -> LOG.warn("a webhook secret is told, and no repository"));
      token.ifPresent(unused -> LOG.warn("a token for GitHub is told, and no repository"));
      return folder(
          told.file(Setting.ENVIRONMENTS).orElse(Path.of("environments")), told, catalogue);
    }
    GitSettings settings = settings(told);
    return new Following(
        new GitSource(
            settings,
            catalogue,
            told.variables(),
            InstantSource.system(),
            RandomGenerator.of("SecureRandom")),
        settings.toString(),
        secret.map(word -> new Webhook(word, settings::concerns)),
        token.map(word ->
            GitHub.of(
                told.text(Setting.GITHUB_API).orElse(GitHub.API),
                settings.address().path(),
                word)));
  }

  private static Following folder(Path folder, ServeSettings told, Catalogue catalogue) {
    return new Following(
        new FolderSource(folder, catalogue, told.variables()),
        folder.toString(),
        Optional.empty(),
        Optional.empty());
  }

  private static GitSettings settings(ServeSettings told) {
    return new GitSettings(
        GitAddress.parse(told.text(Setting.GIT).orElseThrow()),
        told.text(Setting.BRANCH).orElse(GitSettings.BRANCH),
        told.text(Setting.PATH).orElse(GitSettings.PATH),
        told.time(Setting.GIT_INTERVAL).orElse(GitSettings.INTERVAL),
        new GitSettings.Login(
            told.text(Setting.GIT_USER).orElse(GitSettings.Login.USER),
            told.secret(Setting.GIT_TOKEN, Setting.GIT_TOKEN_FILE),
            told.file(Setting.GIT_SSH_KEY),
            told.file(Setting.GIT_KNOWN_HOSTS)),
        GitLimits.USUAL);
  }
}
