package steadystate.aws.table;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import steadystate.aws.AwsFailures;
import steadystate.aws.SdkAccess;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/**
 * A table with one text key, for a few small items. Its writes go past the gate for writes: they
 * are what the gate stands on, and no resource of an environment.
 */
public final class SharedTable {
  /** The key's name where the table may not be described. */
  static final String USUAL_KEY = "id";

  private final DynamoDbClient client;
  private final String name;
  private final String key;

  private SharedTable(DynamoDbClient client, String name, String key) {
    this.client = client;
    this.name = name;
    this.key = key;
  }

  /**
   * The table of the process's own region.
   *
   * @param patience how long one call may take
   * @throws FailureException when there is no such table, or no region is set
   */
  public static SharedTable open(String name, Duration patience) {
    return open(SdkAccess.impatient(patience).client(DynamoDbClient.class, region()), name);
  }

  private static String region() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException unknown) {
      throw refused("in which region is the lease table? Set AWS_REGION", unknown);
    }
  }

  /**
   * Looks at the table. Where that is not allowed, or gets no answer, the key is taken to be
   * {@value #USUAL_KEY}.
   *
   * @throws FailureException when there is no such table, or its key is of another form
   */
  static SharedTable open(DynamoDbClient client, String name) {
    try {
      TableDescription table = client.describeTable(request -> request.tableName(name)).table();
      return new SharedTable(client, name, key(table));
    } catch (ResourceNotFoundException missing) {
      throw refused(
          "there is no DynamoDB table " + name + "; make one with the text key `" + USUAL_KEY + "`",
          missing);
    } catch (SdkException unknown) {
      Failure failure = AwsFailures.of("dynamodb:DescribeTable", unknown);
      if (failure instanceof Failure.Rejected) {
        throw refused(failure.message(), unknown);
      }
      return new SharedTable(client, name, USUAL_KEY);
    }
  }

  private static String key(TableDescription table) {
    List<KeySchemaElement> keys = table.keySchema();
    boolean text =
        keys.size() == 1
            && table.attributeDefinitions().stream()
                .filter(one -> one.attributeName().equals(keys.getFirst().attributeName()))
                .anyMatch(one -> one.attributeType() == ScalarAttributeType.S);
    if (!text) {
      throw refused(
          "the table " + table.tableName() + " needs a partition key of text and no sort key",
          new IllegalStateException());
    }
    return keys.getFirst().attributeName();
  }

  private static FailureException refused(String message, Throwable cause) {
    return new FailureException(new Failure.Rejected("LeaseTable", message), cause);
  }

  /** The item as it is now; empty when there is none. */
  Optional<Map<String, AttributeValue>> read(String id) {
    return told(
        "dynamodb:GetItem",
        () -> {
          Map<String, AttributeValue> item =
              client
                  .getItem(request ->
                      request
                          .tableName(name)
                          .key(Map.of(key, AttributeValue.fromS(id)))
                          .consistentRead(true))
                  .item();
          return item.isEmpty() ? Optional.empty() : Optional.of(item);
        });
  }

  /**
   * Writes a whole item if its mark is still this one.
   *
   * @param before empty when no item may be there
   * @return whether it was written
   */
  boolean write(String id, Optional<String> before, Map<String, AttributeValue> content) {
    Map<String, AttributeValue> item = new HashMap<>(content);
    item.put(key, AttributeValue.fromS(id));
    return told(
        "dynamodb:PutItem",
        () -> {
          try {
            client.putItem(request -> condition(request.tableName(name).item(item), before));
            return true;
          } catch (ConditionalCheckFailedException otherwise) {
            return false;
          }
        });
  }

  /** An empty mark stands for an item that somebody else wrote, without one. */
  private void condition(PutItemRequest.Builder request, Optional<String> before) {
    if (before.filter(mark -> !mark.isEmpty()).isPresent()) {
      request
          .conditionExpression("#mark = :before")
          .expressionAttributeNames(Map.of("#mark", Items.MARK))
          .expressionAttributeValues(Map.of(":before", AttributeValue.fromS(before.get())));
    } else if (before.isPresent()) {
      request
          .conditionExpression("attribute_exists(#key) AND attribute_not_exists(#mark)")
          .expressionAttributeNames(Map.of("#key", key, "#mark", Items.MARK));
    } else {
      request
          .conditionExpression("attribute_not_exists(#key)")
          .expressionAttributeNames(Map.of("#key", key));
    }
  }

  private static <T> T told(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException exception) {
      throw new FailureException(AwsFailures.of(operation, exception), exception);
    }
  }
}
