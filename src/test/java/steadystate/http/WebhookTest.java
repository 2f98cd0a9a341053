package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadystate.http.House.json;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What GitHub tells, and what somebody else tells in its name. */
class WebhookTest {
  private static final String PUSH =
      """
      {"ref": "refs/heads/main", "repository": {"full_name": "acme/envs",
       "clone_url": "https://github.com/acme/envs.git"}}
      """;
  private static House house;
  private int before;

  @BeforeAll
  static void start() {
    house = House.guarded();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @BeforeEach
  void count() {
    before = house.world.hints();
  }

  @Test
  void se_01_a_push_counts_only_with_the_right_signature() {
    String good = signature(House.SECRET, PUSH);
    for (String wrong :
        new String[] {
          "",
          "sha256=",
          "sha256=00",
          good.substring(0, 70),
          signature("guess", PUSH),
          signature("", " "),
          good.replace("sha256", "sha1"),
          "sha1=" + "0".repeat(40)
        }) {
      HttpResponse<String> answer = push(PUSH, "push", wrong);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
      assertThat(answer.body()).doesNotContain(House.SECRET);
    }
    assertThat(house.post(Pushed.PATH, PUSH, "X-GitHub-Event", "push").statusCode()).isEqualTo(401);
    assertThat(push(PUSH + " ", "push", good).statusCode()).isEqualTo(401);
    assertThat(hints()).isZero();

    HttpResponse<String> answer = push(PUSH, "push", good);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).at("/followed").asBoolean()).isTrue();
    assertThat(hints()).isEqualTo(1);
  }

  @Test
  void se_01_without_a_secret_there_is_no_webhook() {
    try (House open = House.open()) {
      String signed = signature("", PUSH.strip());
      assertThat(
              open.post(Pushed.PATH, PUSH, "X-Hub-Signature-256", signed, "X-GitHub-Event", "push")
                  .statusCode())
          .isEqualTo(404);
    }
    assertThatThrownBy(() -> new Webhook(" ", (repository, ref) -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void se_02_a_body_is_cut_at_its_limit_before_anything_is_computed() throws Exception {
    String large =
        house.raw(
            "POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Length: 2147483648\r\n\r\n");
    assertThat(large).startsWith("HTTP/1.1 413");
    String body = " ".repeat(Guard.LARGEST_BODY + 1);
    assertThat(push(body, "push", signature(House.SECRET, body)).statusCode()).isEqualTo(413);
    assertThat(hints()).isZero();
  }

  @Test
  void se_04_a_delivery_that_comes_again_and_again_stays_a_hint() {
    String good = signature(House.SECRET, PUSH);
    for (int i = 0; i < 50; i++) {
      assertThat(push(PUSH, "push", good).statusCode()).isEqualTo(202);
    }
    assertThat(hints()).isEqualTo(50);
    assertThat(house.world.controller.queueDepth()).isZero();
  }

  @Test
  void se_05_another_repository_branch_or_event_is_ignored() {
    for (String other :
        new String[] {
          PUSH.replace("heads/main", "heads/other"),
          PUSH.replace("refs/heads/main", "--upload-pack=x"),
          PUSH.replace("acme", "evil"),
          PUSH.replace("\"refs/heads/main\"", "7"),
          "[]",
          "7",
          "{}",
          "",
        }) {
      HttpResponse<String> answer = push(other, "push", signature(House.SECRET, other));
      assertThat(answer.statusCode()).as(other).isEqualTo(202);
      assertThat(json(answer).at("/followed").asBoolean()).isFalse();
    }
    assertThat(push(PUSH, "ping", signature(House.SECRET, PUSH)).statusCode()).isEqualTo(202);
    assertThat(push("{", "push", signature(House.SECRET, "{")).statusCode()).isEqualTo(400);
    assertThat(hints()).isZero();
  }

  @Test
  void a_form_is_understood_too() {
    String form = "payload=" + URLEncoder.encode(PUSH, StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        house.post(
            Pushed.PATH,
            form,
            "X-Hub-Signature-256",
            signature(House.SECRET, form),
            "X-GitHub-Event",
            "push",
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(hints()).isEqualTo(1);
  }

  private int hints() {
    return house.world.hints() - before;
  }

  private static HttpResponse<String> push(String body, String event, String signature) {
    return house.post(Pushed.PATH, body, "X-Hub-Signature-256", signature, "X-GitHub-Event", event);
  }

  private static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = secret.isEmpty() ? new byte[1] : secret.getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return "sha256="
          + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
