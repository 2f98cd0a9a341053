package steadystate.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import steadystate.resource.Durations;

/**
 * Everything that {@code serve} can be told. One line here gives the flag, the variable and the key
 * of the settings file.
 */
public enum Setting {
  ENVIRONMENTS(Form.TEXT, "DIR", "folder of the environments"),
  GIT(Form.TEXT, "URL", "repository of the specs, instead of a folder: https, ssh or a local path"),
  BRANCH(Form.TEXT, "B", "branch of the repository (default: main)"),
  PATH(Form.TEXT, "DIR", "folder of the environments in the repository (default: environments)"),
  GIT_INTERVAL(Form.TIME, "TIME", "pause between two looks at the repository (default: 30s)"),
  GIT_USER(Form.TEXT, "NAME", "user name beside the token (default: x-access-token)"),
  GIT_TOKEN(Form.SECRET, "TOKEN", "token for https"),
  GIT_TOKEN_FILE(Form.TEXT, "FILE", "file with the token for https"),
  GIT_SSH_KEY(Form.TEXT, "FILE", "private key for ssh, such as a deploy key"),
  GIT_KNOWN_HOSTS(Form.TEXT, "FILE", "host keys for ssh (default: ~/.ssh/known_hosts)"),
  INTERVAL(Form.TIME, "TIME", "pause between two passes where a spec does not say, such as 60s"),
  DRY_RUN(Form.SWITCH, "BOOLEAN", "no write to AWS for anything, whatever a spec says"),
  PRODUCTION_ACCOUNTS(
      Form.TEXT, "LIST", "accounts in which nothing is run in cost-save, with commas between"),
  LEASE_TABLE(Form.TEXT, "NAME", "DynamoDB table by which several replicas share the environments"),
  LEASE_TIME(Form.TIME, "TIME", "how long a silent replica keeps its leases (default: 15s)"),
  STATE_DIR(Form.TEXT, "DIR", "folder that keeps what people asked, and the history"),
  HISTORY_BUCKET(Form.TEXT, "BUCKET[/PREFIX]", "bucket that keeps the history, for all replicas"),
  EVENTS_QUEUE(Form.TEXT, "URL", "SQS queue that EventBridge feeds with changes"),
  LISTEN(Form.TEXT, "HOST:PORT", "address of the HTTP API (default: 127.0.0.1:8080)"),
  TOKEN_FILE(
      Form.TEXT,
      "FILE",
      "YAML file with the tokens of the API, or the ARN of a secret or parameter that holds it"),
  TLS_KEYSTORE(Form.TEXT, "FILE", "PKCS#12 file by which the HTTP API speaks TLS"),
  TLS_PASSWORD(Form.SECRET, "PASSWORD", "password of the keystore"),
  TLS_PASSWORD_FILE(Form.TEXT, "FILE", "file with the password of the keystore"),
  WEBHOOK_SECRET(Form.SECRET, "SECRET", "secret of the GitHub webhook"),
  WEBHOOK_SECRET_FILE(Form.TEXT, "FILE", "file with the secret of the GitHub webhook"),
  GITHUB_TOKEN(Form.SECRET, "TOKEN", "token by which commits get a status on GitHub"),
  GITHUB_TOKEN_FILE(Form.TEXT, "FILE", "file with the token by which commits get a status"),
  GITHUB_API(Form.TEXT, "URL", "GitHub's API (default: https://api.github.com)"),
  ALLOW_PRIVATE_WEBHOOKS(
      Form.SWITCH, "BOOLEAN", "notifications may go to addresses of inner networks");

  private static final Pattern DASHED = Pattern.compile("-([a-z])");

  private final Form form;
  private final String label;
  private final String description;

  /** What a value looks like. */
  enum Form {
    TEXT,
    TIME,
    SWITCH,
    /** Never a flag: other users of the machine can read command lines. */
    SECRET
  }

  Setting(Form form, String label, String description) {
    this.form = form;
    this.label = label;
    this.description = description;
  }

  Form form() {
    return form;
  }

  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** Whether it has a flag of its own; the folder's is every command's. */
  boolean hasFlag() {
    return form != Form.SECRET && this != ENVIRONMENTS;
  }

  /** {@code --lease-table}. */
  public String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code STEADYSTATE_LEASE_TABLE}. */
  public String variable() {
    return "STEADYSTATE_" + name();
  }

  /** {@code leaseTable}. */
  public String key() {
    return camel(flag().substring(2));
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }

  static String camel(String dashed) {
    return DASHED.matcher(dashed).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }

  /** What is wrong with a value; it is not repeated when it may be a secret. */
  Optional<String> complaint(String value) {
    boolean wrong =
        switch (form) {
          case TEXT, SECRET -> false;
          case TIME -> Durations.parse(value).filter(time -> time.isPositive()).isEmpty();
          case SWITCH -> !List.of("true", "false").contains(value);
        };
    String wanted = form == Form.TIME ? "a time such as 30s, 5m or 2h" : "true or false";
    return wrong ? Optional.of("'" + value + "' is not " + wanted) : Optional.empty();
  }
}
