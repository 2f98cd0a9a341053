package steadystate.aws;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import steadystate.resource.Value;

/** The passage between SDK objects and values, by the SDK's own description of its fields. */
public final class Pojo {
  private Pojo() {}

  /**
   * What an SDK object holds, under the spec's names. Members that AWS did not send are absent; a
   * list that AWS sent empty is there and empty.
   */
  public static Value.Entries read(SdkPojo pojo) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      value(field.getValueOrDefault(pojo))
          .ifPresent(v -> entries.put(Names.lowerCamel(field.memberName()), v));
    }
    return Value.entries(entries);
  }

  private static Optional<Value> value(@Nullable Object object) {
    return switch (object) {
      case null -> Optional.empty();
      case SdkAutoConstructList<?> unset -> Optional.empty();
      case SdkAutoConstructMap<?, ?> unset -> Optional.empty();
      case String text -> Optional.of(Value.text(text));
      case Boolean flag -> Optional.of(Value.flag(flag));
      case BigDecimal number -> Optional.of(decimal(number));
      case Double number -> Optional.of(decimal(BigDecimal.valueOf(number)));
      case Float number -> Optional.of(decimal(new BigDecimal(number.toString())));
      case Number number -> Optional.of(Value.number(number.longValue()));
      case Instant instant -> Optional.of(Value.text(instant.toString()));
      case SdkBytes bytes -> Optional.of(Value.text(bytes.asUtf8String()));
      case SdkPojo pojo -> Optional.of(read(pojo));
      case Document document -> told(document);
      case List<?> list ->
          Optional.of(Value.items(list.stream().flatMap(x -> value(x).stream()).toList()));
      case Map<?, ?> map -> Optional.of(map(map));
      default -> throw new IllegalStateException("no value for " + object.getClass());
    };
  }

  /** Unwrapped, a document's numbers would be texts. */
  private static Optional<Value> told(Document document) {
    if (document.isNumber()) {
      return value(document.asNumber().bigDecimalValue());
    }
    if (document.isMap()) {
      return value(document.asMap());
    }
    return value(document.isList() ? document.asList() : document.unwrap());
  }

  private static Value map(Map<?, ?> map) {
    Map<String, Value> entries = new LinkedHashMap<>();
    map.forEach((key, held) -> value(held).ifPresent(v -> entries.put(key.toString(), v)));
    return Value.entries(entries);
  }

  private static Value.Number decimal(BigDecimal number) {
    return new Value.Number(number, steadystate.resource.Origin.NONE);
  }

  /**
   * Sets on a builder every member that the value holds and the builder knows; others are left
   * alone, so one model can fill several requests.
   */
  public static <B extends SdkPojo> B fill(B builder, Value.Entries model) {
    for (SdkField<?> field : builder.sdkFields()) {
      model
          .get(Names.lowerCamel(field.memberName()))
          .ifPresent(value -> field.set(builder, object(field, value)));
    }
    return builder;
  }

  private static Object object(SdkField<?> field, Value value) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST && value instanceof Value.Items items) {
      SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
      return items.items().stream().map(item -> object(element, item)).toList();
    }
    if (type == MarshallingType.MAP && value instanceof Value.Entries entries) {
      SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, Object> map = new LinkedHashMap<>();
      entries.entries().forEach((key, held) -> map.put(key, object(element, held)));
      return map;
    }
    if (type == MarshallingType.SDK_POJO && value instanceof Value.Entries entries) {
      SdkPojo builder = fill(field.constructor().get(), entries);
      return builder instanceof SdkBuilder<?, ?> built ? built.build() : builder;
    }
    return type == MarshallingType.DOCUMENT ? document(value) : scalar(type, value);
  }

  /** Any JSON, such as what a deployment's lifecycle hook is told. */
  private static Document document(Value value) {
    return switch (value) {
      case Value.Text text -> Document.fromString(text.text());
      case Value.Number number -> Document.fromNumber(number.number());
      case Value.Flag flag -> Document.fromBoolean(flag.on());
      case Value.Template template -> Document.fromString(template.toString());
      case Value.Items items ->
          Document.fromList(items.items().stream().map(Pojo::document).toList());
      case Value.Entries entries -> {
        Map<String, Document> map = new LinkedHashMap<>();
        entries.entries().forEach((key, held) -> map.put(key, document(held)));
        yield Document.fromMap(map);
      }
    };
  }

  private static Object scalar(MarshallingType<?> type, Value value) {
    if (type == MarshallingType.INTEGER) {
      return number(value).intValueExact();
    }
    if (type == MarshallingType.LONG) {
      return number(value).longValueExact();
    }
    if (type == MarshallingType.SHORT) {
      return number(value).shortValueExact();
    }
    if (type == MarshallingType.DOUBLE) {
      return number(value).doubleValue();
    }
    if (type == MarshallingType.FLOAT) {
      return number(value).floatValue();
    }
    if (type == MarshallingType.BIG_DECIMAL) {
      return number(value);
    }
    if (type == MarshallingType.BOOLEAN) {
      return value instanceof Value.Flag flag ? flag.on() : Boolean.valueOf(value.toString());
    }
    if (type == MarshallingType.INSTANT) {
      return Instant.parse(value.toString());
    }
    if (type == MarshallingType.SDK_BYTES) {
      return SdkBytes.fromString(value.toString(), StandardCharsets.UTF_8);
    }
    return value.toString();
  }

  private static BigDecimal number(Value value) {
    return value instanceof Value.Number number
        ? number.number()
        : new BigDecimal(value.toString());
  }
}
