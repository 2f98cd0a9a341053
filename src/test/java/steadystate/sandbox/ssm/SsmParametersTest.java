package steadystate.sandbox.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.HierarchyTypeMismatchException;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;

class SsmParametersTest {
  private static final String LINUX =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

  private final Sandbox aws = new Sandbox(new ManualClock());
  private final SsmClient ssm = aws.client(SsmClient.class, "eu-west-1");

  private void put(String name, String value) {
    ssm.putParameter(r -> r.name(name).value(value).type(ParameterType.STRING));
  }

  @Test
  void a_parameter_is_kept_and_counts_its_versions() {
    put("/shop/url", "one");
    assertThatThrownBy(() -> put("/shop/url", "two"))
        .isInstanceOf(ParameterAlreadyExistsException.class);
    ssm.putParameter(r -> r.name("/shop/url").value("two").overwrite(true));

    assertThat(ssm.getParameter(r -> r.name("/shop/url")).parameter())
        .satisfies(now -> {
          assertThat(now.value()).isEqualTo("two");
          assertThat(now.version()).isEqualTo(2);
          assertThat(now.arn()).isEqualTo("arn:aws:ssm:eu-west-1:123456789012:parameter/shop/url");
        });
  }

  @Test
  void a_secret_is_told_only_to_those_who_ask_for_it_in_clear() {
    ssm.putParameter(r -> r.name("pin").value("1234").type(ParameterType.SECURE_STRING));

    assertThat(ssm.getParameter(r -> r.name("pin")).parameter().value()).isNotEqualTo("1234");
    assertThat(ssm.getParameter(r -> r.name("pin").withDecryption(true)).parameter().value())
        .isEqualTo("1234");
    assertThatThrownBy(() ->
            ssm.putParameter(
                r -> r.name("pin").value("x").type(ParameterType.STRING).overwrite(true)))
        .isInstanceOf(HierarchyTypeMismatchException.class);
  }

  @Test
  void ten_names_at_once_and_no_more() {
    put("/a", "1");
    assertThat(ssm.getParameters(r -> r.names("/a", "/b")))
        .satisfies(answer -> {
          assertThat(answer.parameters()).hasSize(1);
          assertThat(answer.invalidParameters()).containsExactly("/b");
        });
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "/p" + i).toList();
    assertThatThrownBy(() -> ssm.getParameters(r -> r.names(eleven)))
        .isInstanceOf(SsmException.class);
  }

  @Test
  void what_is_gone_is_not_found_and_has_no_tags() {
    ssm.putParameter(r ->
        r.name("/a").value("1").type(ParameterType.STRING).tags(t -> t.key("team").value("shop")));
    assertThat(ssm.listTagsForResource(r -> r.resourceType("Parameter").resourceId("/a")).tagList())
        .hasSize(1);
    ssm.deleteParameter(r -> r.name("/a"));

    assertThatThrownBy(() -> ssm.getParameter(r -> r.name("/a")))
        .isInstanceOf(ParameterNotFoundException.class);
    assertThatThrownBy(
            () -> ssm.listTagsForResource(r -> r.resourceType("Parameter").resourceId("/a")))
        .isInstanceOf(SsmException.class);
  }

  @Test
  void aws_tells_its_newest_images_by_alias() {
    String id = ssm.getParameter(r -> r.name(LINUX)).parameter().value();

    assertThat(
            aws.client(Ec2Client.class, "eu-west-1").describeImages(r -> r.imageIds(id)).images())
        .singleElement()
        .satisfies(image -> assertThat(image.architectureAsString()).isEqualTo("arm64"));
  }
}
