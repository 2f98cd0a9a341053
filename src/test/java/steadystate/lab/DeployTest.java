package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The files by which the controller gets a home are taken by the tools that read them. */
class DeployTest {
  private static final Path FOLDER = Path.of("deploy");
  private static final Path METRICS = Path.of("src/main/java/steadystate/http/Metrics.java");
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "Image", "registry/steadystate:1.0",
          "Cluster", "home",
          "Vpc", "vpc-0a1b2c3d",
          "Subnets", "subnet-0a1b2c3d",
          "Git", "https://git.example.com/environments.git",
          "GitTokenSecret", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:git-AbCdEf",
          "HistoryBucket", "shop-ops",
          "PolicyArns", "arn:aws:iam::aws:policy/ReadOnlyAccess");

  @Test
  void the_template_has_no_mistake() throws Exception {
    runs("cfn-lint", FOLDER.resolve("controller.yaml").toString());
  }

  @Test
  void the_alerts_ring_when_they_should_and_only_then() throws Exception {
    runs("promtool", "test", "rules", FOLDER.resolve("prometheus/alerts_test.yml").toString());
  }

  @Test
  void the_template_becomes_a_stack_with_a_service_and_its_table() throws Exception {
    URI aws = MotoServer.fresh();
    new EmulatorAccess(aws)
        .client(EcsClient.class, Lab.REGION)
        .createCluster(request -> request.clusterName("home"));
    StringBuilder form =
        new StringBuilder("Version=2010-05-15&StackName=home&Capabilities.member.1=CAPABILITY_IAM");
    form.append("&TemplateBody=").append(encoded(read("controller.yaml")));
    int number = 0;
    for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
      String member = "&Parameters.member." + ++number;
      form.append(member).append(".ParameterKey=").append(parameter.getKey());
      form.append(member).append(".ParameterValue=").append(encoded(parameter.getValue()));
    }

    assertThat(asked(aws, "Action=CreateStack&" + form)).contains("<StackId>");

    String resources = asked(aws, "Action=ListStackResources&Version=2010-05-15&StackName=home");
    // The emulator makes no alarms; those are the linter's matter.
    assertThat(resources)
        .contains("<LogicalResourceId>Service<", "<LogicalResourceId>Leases<")
        .contains("<LogicalResourceId>TaskRole<", "<LogicalResourceId>History<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus/alerts.yml", "grafana/dashboard.json"})
  void queries_name_metrics_that_there_are(String file) throws IOException {
    Set<String> known =
        found("\"(steadystate(?:\\.[a-z]+)+)\"", Files.readString(METRICS)).stream()
            .map(name -> name.replace('.', '_'))
            .collect(Collectors.toSet());
    Set<String> asked = found("\\b(steadystate_[a-z_]+)", read(file));

    assertThat(asked).hasSizeGreaterThan(3);
    assertThat(asked).extracting(name -> name.replaceFirst("_total$", "")).isSubsetOf(known);
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String asked(URI aws, String form) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(aws)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header(
                  "Authorization",
                  "AWS4-HMAC-SHA256 Credential=key/20260101/eu-west-1/cloudformation/aws4_request,"
                      + " SignedHeaders=host, Signature=none")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /** A tool that is not on this machine is told loudly, not passed over. */
  private static void runs(String... command) throws IOException, InterruptedException {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0])));
    if (!there) {
      System.err.println(
          "NOT CHECKED: " + command[0] + " is not on the PATH: " + String.join(" ", command));
      return;
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
