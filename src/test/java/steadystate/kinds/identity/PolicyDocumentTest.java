package steadystate.kinds.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadystate.resource.Value;

class PolicyDocumentTest {
  private static final String ONE =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": %s, "Resource": "*"}]}
      """;

  @Test
  void a_document_means_the_same_however_it_is_written() {
    for (long seed = 0; seed < 300; seed++) {
      Value document = document(new Random(seed));
      Value rewritten = rewritten(document, "", new Random(seed + 1_000));
      String answer = PolicyDocument.json(rewritten);
      String encoded = URLEncoder.encode(answer, StandardCharsets.UTF_8).replace("+", "%20");

      assertThat(PolicyDocument.meaning(rewritten))
          .as("seed %s: %s", seed, answer)
          .isEqualTo(PolicyDocument.meaning(document))
          .isEqualTo(PolicyDocument.meaning(PolicyDocument.parse(encoded)));
    }
  }

  @Test
  void a_document_with_one_more_thing_in_it_means_something_else() {
    for (long seed = 0; seed < 300; seed++) {
      Value document = document(new Random(seed));

      assertThat(PolicyDocument.meaning(grown(document, new Random(seed + 1_000))))
          .as("seed %s: %s", seed, PolicyDocument.json(document))
          .isNotEqualTo(PolicyDocument.meaning(document));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"s3:GetObject\" | [\"S3:getobject\"]",
        "[\"s3:GetObject\", \"s3:PutObject\"] | [\"s3:PutObject\", \"s3:GetObject\","
            + " \"s3:PutObject\"]"
      })
  void actions_are_a_set_in_any_case(String one, String other) {
    assertThat(meaning(ONE.formatted(one))).isEqualTo(meaning(ONE.formatted(other)));
  }

  @Test
  void principals_have_several_forms() {
    String form =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": %s}}
        """;

    assertThat(meaning(form.formatted("\"*\"")))
        .isEqualTo(meaning(form.formatted("{\"AWS\": [\"*\"]}")));
    assertThat(meaning(form.formatted("{\"AWS\": \"111122223333\"}")))
        .isEqualTo(meaning(form.formatted("{\"AWS\": \"arn:aws:iam::111122223333:root\"}")));
    assertThat(meaning(form.formatted("{\"AWS\": \"AROAEXAMPLEID\"}")))
        .isNotEqualTo(meaning(form.formatted("{\"AWS\": \"arn:aws:iam::111122223333:role/a\"}")));
  }

  @Test
  void conditions_hold_text_and_keys_of_any_case() {
    String form =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {%s}}}]}
        """;

    assertThat(meaning(form.formatted("\"aws:SecureTransport\": false")))
        .isEqualTo(meaning(form.formatted("\"AWS:securetransport\": [\"false\"]")))
        .isNotEqualTo(meaning(form.formatted("\"aws:SecureTransport\": true")));
  }

  @Test
  void a_document_without_a_version_is_one_of_the_old_language() {
    String statement =
        "\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}";

    assertThat(meaning("{" + statement))
        .isEqualTo(meaning("{\"Version\": \"2008-10-17\", " + statement))
        .isNotEqualTo(meaning("{\"Version\": \"2012-10-17\", " + statement));
  }

  private static Value meaning(String json) {
    return PolicyDocument.meaning(PolicyDocument.parse(json));
  }

  private static Value document(Random random) {
    List<Value> statements = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Map<String, Value> statement = new LinkedHashMap<>();
      statement.put("Sid", Value.text("s" + i));
      statement.put("Effect", Value.text(random.nextBoolean() ? "Allow" : "Deny"));
      statement.put(
          "Action", texts(random, "s3:GetObject", "ecr:BatchGetImage", "logs:PutLogEvents"));
      statement.put("Resource", texts(random, "*", "arn:aws:s3:::a/*", "arn:aws:s3:::b"));
      statement.put(
          "Condition",
          Value.entries(
              Map.of(
                  "StringEquals",
                  Value.entries(Map.of("aws:SourceAccount", texts(random, "1", "2", "3"))))));
      statements.add(Value.entries(statement));
    }
    return PolicyDocument.of(statements);
  }

  private static Value texts(Random random, String... of) {
    List<String> some = new ArrayList<>(List.of(of));
    Collections.shuffle(some, random);
    return Value.texts(some.subList(0, 1 + random.nextInt(some.size())));
  }

  /** The same in other words: order, lone elements without brackets, repetition, case. */
  private static Value rewritten(Value value, String element, Random random) {
    return switch (value) {
      case Value.Entries entries -> {
        List<String> keys = new ArrayList<>(entries.entries().keySet());
        Collections.shuffle(keys, random);
        Map<String, Value> out = new LinkedHashMap<>();
        for (String key : keys) {
          String name =
              key.startsWith("aws:") && random.nextBoolean() ? key.toUpperCase(Locale.ROOT) : key;
          out.put(name, rewritten(entries.get(key).orElseThrow(), key, random));
        }
        yield Value.entries(out);
      }
      case Value.Items items -> {
        List<Value> all = new ArrayList<>();
        items.items().forEach(item -> all.add(rewritten(item, element, random)));
        Collections.shuffle(all, random);
        if (all.size() == 1 && random.nextBoolean()) {
          yield all.getFirst();
        }
        if (random.nextBoolean()) {
          all.add(all.getFirst());
        }
        yield Value.items(all);
      }
      case Value.Text text when element.equals("Action") && random.nextBoolean() ->
          Value.text(text.text().toUpperCase(Locale.ROOT));
      default -> value;
    };
  }

  private static Value grown(Value document, Random random) {
    List<Value> statements = new ArrayList<>(PolicyDocument.statements(document));
    int at = random.nextInt(statements.size());
    Value.Entries statement = (Value.Entries) statements.get(at);
    String element = List.of("Action", "Resource", "Sid", "Effect").get(random.nextInt(4));
    Value before = statement.get(element).orElseThrow();
    List<Value> more = new ArrayList<>(PolicyDocument.listed(before));
    more.add(Value.text("ec2:More"));
    Value after =
        switch (element) {
          case "Sid" -> Value.text("other");
          case "Effect" -> Value.text(before.equals(Value.text("Allow")) ? "Deny" : "Allow");
          default -> Value.items(more);
        };
    statements.set(at, statement.with(element, after));
    return PolicyDocument.of(statements);
  }
}
