package steadystate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import steadystate.aws.AwsAccess;
import steadystate.aws.StoredText;
import steadystate.failure.FailureException;
import steadystate.sandbox.Fault;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;
import steadystate.sandbox.SandboxAccess;

class StoredTokensTest {
  private static final String REGION = "eu-west-1";

  private final Sandbox sandbox = new Sandbox(new ManualClock(Instant.EPOCH));
  private final AwsAccess access = new SandboxAccess(sandbox);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.DEBUG);
  }

  @AfterEach
  void fall_silent() {
    root.detachAppender(log);
    root.setLevel(level);
    assertThat(log.list).noneMatch(event -> said(event).contains("c4n4ry"));
  }

  private static String said(ILoggingEvent event) {
    return event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy();
  }

  @Test
  void a_secret_holds_the_tokens_and_a_new_version_of_it_counts_after_a_while() {
    String arn = secret(tokens("c4n4ry-1"));
    StoredTokens tokens = tokensOf(arn);

    assertThat(tokens.get().caller("c4n4ry-1")).isPresent();

    secrets().putSecretValue(r -> r.secretId(arn).secretString(tokens("c4n4ry-2")));
    assertThat(tokens.refresh()).isTrue();

    assertThat(tokens.get().caller("c4n4ry-1")).isEmpty();
    assertThat(tokens.get().caller("c4n4ry-2")).isPresent();
  }

  @Test
  void a_parameter_holds_the_tokens_in_ciphertext() {
    ssm()
        .putParameter(
            r -> r.name("/ops/tokens").type(ParameterType.SECURE_STRING).value(tokens("c4n4ry-1")));
    String arn = "arn:aws:ssm:" + REGION + ":123456789012:parameter/ops/tokens";

    assertThat(tokensOf(arn).get().caller("c4n4ry-1")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tokens: c4n4ry", "tokens: [{name: a, token: c4n4ry-2}]", "[c4n4ry"})
  void what_has_mistakes_later_does_not_count(String broken) {
    String arn = secret(tokens("c4n4ry-1"));
    StoredTokens tokens = tokensOf(arn);

    secrets().putSecretValue(r -> r.secretId(arn).secretString(broken));

    assertThat(tokens.refresh()).isFalse();
    assertThat(tokens.get().caller("c4n4ry-1")).isPresent();
    assertThat(log.list).extracting(ILoggingEvent::getMessage).anyMatch(m -> m.contains("stay"));
  }

  @Test
  void an_aws_that_does_not_answer_later_takes_no_token_away() {
    StoredTokens tokens = tokensOf(secret(tokens("c4n4ry-1")));

    sandbox.conditions().fail("secretsmanager:GetSecretValue", Fault.DENIED);

    assertThat(tokens.refresh()).isFalse();
    assertThat(tokens.get().caller("c4n4ry-1")).isPresent();
  }

  @Test
  void at_the_start_all_must_be_well() {
    String nowhere = "arn:aws:secretsmanager:" + REGION + ":123456789012:secret:none-AbCdEf";
    String broken = secret("tokens: [c4n4ry]");

    assertThatThrownBy(() -> tokensOf(nowhere))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("secretsmanager:GetSecretValue");
    assertThatThrownBy(() -> tokensOf(broken))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(broken)
        .hasMessageNotContaining("c4n4ry");
    assertThatThrownBy(() -> StoredText.of(access, "arn:aws:s3:::bucket/tokens.yaml"))
        .hasMessageContaining("no secret and no parameter");
    assertThat(StoredText.of(access, "tokens.yaml")).isEmpty();
  }

  private StoredTokens tokensOf(String arn) {
    return new StoredTokens(StoredText.of(access, arn).orElseThrow());
  }

  private String secret(String text) {
    return secrets().createSecret(r -> r.name("tokens").secretString(text)).arn();
  }

  private static String tokens(String token) {
    return "tokens: [{name: ops, role: operator, token: " + token + "}]";
  }

  private SecretsManagerClient secrets() {
    return access.client(SecretsManagerClient.class, REGION);
  }

  private SsmClient ssm() {
    return access.client(SsmClient.class, REGION);
  }
}
