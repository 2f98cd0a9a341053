package steadystate.aws.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import steadystate.failure.FailureException;
import steadystate.lab.EmulatorAccess;
import steadystate.lab.MotoServer;
import steadystate.reconcile.history.Archive;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP, so that conditions and errors are those of the wire. */
class BucketArchiveTest {
  private static final String REGION = "us-east-1";
  private static final String PLACE = "memory/of/controllers";

  private final S3Client client =
      new EmulatorAccess(MotoServer.fresh()).client(S3Client.class, REGION);

  @BeforeEach
  void make() {
    client.createBucket(request -> request.bucket("memory"));
  }

  @Test
  void what_one_process_kept_the_next_one_reads_and_no_more_than_fifty() {
    Archive first = archive("default");
    for (int i = 1; i <= Archive.SHOWN + 3; i++) {
      first.add("dev", entry(i));
    }
    first.add("prod", entry(7));

    assertThat(ids(archive("default").latest("dev"))).hasSize(Archive.SHOWN).startsWith(53, 52, 51);
    assertThat(ids(archive("default").latest("prod"))).containsExactly(7);
    assertThat(archive("other").latest("dev")).isEmpty();
    assertThat(archive("default").latest("none")).isEmpty();
    assertThat(client.listObjectsV2(request -> request.bucket("memory")).contents())
        .extracting(object -> object.key())
        .containsExactly(
            "of/controllers/default/dev.history.jsonl",
            "of/controllers/default/prod.history.jsonl");
  }

  @Test
  void of_two_replicas_that_add_at_the_same_moment_neither_is_lost() {
    Archive other = archive("default");
    AtomicInteger puts = new AtomicInteger();
    Archive overtaken =
        BucketArchive.open(
            before(() -> {
              if (puts.incrementAndGet() <= 2) {
                other.add("dev", entry(puts.get()));
              }
            }),
            PLACE,
            "default");

    overtaken.add("dev", entry(9));

    assertThat(puts).hasValue(3);
    assertThat(ids(other.latest("dev"))).containsExactly(9, 2, 1);
  }

  @Test
  void an_entry_whose_answer_was_lost_is_there_once() {
    Archive archive = archive("default");

    archive.add("dev", entry(1));
    archive.add("dev", entry(1));

    assertThat(archive.latest("dev")).hasSize(1);
  }

  @Test
  void se_43_lines_that_nobody_wrote_who_knows_the_form_are_left_out() {
    client.putObject(
        request -> request.bucket("memory").key("of/controllers/default/dev.history.jsonl"),
        RequestBody.fromString("nonsense\n[]\n" + entry(1)));

    assertThat(ids(archive("default").latest("dev"))).containsExactly(1);
  }

  @Test
  void a_bucket_that_is_not_there_is_told_at_the_start_and_one_that_does_not_answer_later() {
    S3Client nobody =
        new EmulatorAccess(URI.create("http://127.0.0.1:1")).client(S3Client.class, REGION);

    assertThatThrownBy(() -> BucketArchive.open(client, "nowhere", "default"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("there is no bucket nowhere");
    Archive archive = BucketArchive.open(nobody, PLACE, "default");
    assertThatThrownBy(() -> archive.add("dev", entry(1))).isInstanceOf(FailureException.class);
    assertThatThrownBy(() -> archive.latest("dev")).isInstanceOf(FailureException.class);
  }

  private Archive archive(String installation) {
    return BucketArchive.open(client, PLACE, installation);
  }

  /** The same client, and something that happens before each put. */
  private S3Client before(Runnable put) {
    return (S3Client)
        Proxy.newProxyInstance(
            S3Client.class.getClassLoader(),
            new Class<?>[] {S3Client.class},
            (proxy, method, arguments) -> {
              if (method.isDefault()
                  && method.getParameterTypes()[0].getName().contains("Consumer")) {
                return java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              if (method.getName().equals("putObject")) {
                put.run();
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private static ObjectNode entry(int id) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("id", id).put("at", Instant.EPOCH.toString()).putArray("steps");
    return entry;
  }

  private static List<Integer> ids(List<ObjectNode> entries) {
    return entries.stream().map(entry -> entry.path("id").asInt()).toList();
  }
}
