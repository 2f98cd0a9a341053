package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import steadystate.sandbox.Asked;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/**
 * How one kind of things is described: by ids, by filters, in pages. All of EC2's Describe calls
 * have the same members, which are read here by their names.
 *
 * @param <V> what is shown, tags included
 */
final class Ec2List<V> {
  private static final int MOST = 1000;

  private final Ec2Kind kind;
  private final Function<V, String> id;
  private final Map<String, Function<V, Stream<?>>> filters = new HashMap<>();

  Ec2List(Ec2Kind kind, Function<V, String> id) {
    this.kind = kind;
    this.id = id;
  }

  /** Adds a filter on one value; null never fits. */
  Ec2List<V> by(String filter, Function<V, @Nullable Object> value) {
    return byAny(filter, row -> Stream.ofNullable(value.apply(row)));
  }

  /** Adds a filter that fits when any of several values does. */
  Ec2List<V> byAny(String filter, Function<V, Stream<?>> values) {
    filters.put(filter, values);
    return this;
  }

  /** The things that a request asks for. */
  Page<V> page(Scene scene, AwsRequest request, Collection<V> all, List<String> ids) {
    List<V> found = new ArrayList<>();
    if (ids.isEmpty()) {
      found.addAll(all);
    } else {
      Map<String, V> byId = new HashMap<>();
      all.forEach(row -> byId.put(id.apply(row), row));
      for (String one : ids.stream().distinct().toList()) {
        V row = byId.get(one);
        if (row == null) {
          throw kind.unknown(one);
        }
        found.add(row);
      }
    }
    for (Filter filter : filters(request)) {
      found.removeIf(row -> !fits(scene, row, filter));
    }
    return cut(request, found);
  }

  /** One page of rows that are chosen already. */
  static <V> Page<V> cut(AwsRequest request, List<V> rows) {
    Optional<Object> asked = Asked.of(request, "maxResults");
    int size = asked.map(Integer.class::cast).orElse(MOST);
    if (size < 5 || (asked.isPresent() && size > MOST)) {
      throw Ec2.invalid(
          "Value ( "
              + size
              + " ) for parameter maxResults is invalid. Expecting a value"
              + " greater than or equal to 5 and less than or equal to 1000.");
    }
    String token = (String) Asked.of(request, "nextToken").orElse(null);
    return Page.of(
        rows,
        token,
        size,
        () -> Ec2.error("InvalidPaginationToken", "The pagination token is not valid"));
  }

  private static List<Filter> filters(AwsRequest request) {
    Object given =
        Asked.of(request, "filters").or(() -> Asked.of(request, "filter")).orElse(List.of());
    return ((List<?>) given).stream().map(Filter.class::cast).toList();
  }

  private boolean fits(Scene scene, V row, Filter filter) {
    String name = Ec2.required(filter.name(), "Filter.Name");
    Stream<?> actual = values(scene, row, name);
    List<Pattern> wanted = filter.values().stream().map(Ec2List::pattern).toList();
    return actual
        .filter(Objects::nonNull)
        .map(Object::toString)
        .anyMatch(text -> wanted.stream().anyMatch(pattern -> pattern.matcher(text).matches()));
  }

  private Stream<?> values(Scene scene, V row, String name) {
    Function<V, Stream<?>> own = filters.get(name);
    if (own != null) {
      return own.apply(row);
    }
    Map<String, String> tags = Tags.of(scene, kind.arn(scene, id.apply(row)));
    if (name.startsWith("tag:")) {
      return Stream.ofNullable(tags.get(name.substring("tag:".length())));
    }
    return switch (name) {
      case "tag-key" -> tags.keySet().stream();
      case "tag-value" -> tags.values().stream();
      default -> throw Ec2.invalid("The filter '" + name + "' is invalid");
    };
  }

  /** In EC2's filters {@code *} stands for any text and {@code ?} for any character. */
  static Pattern pattern(String text) {
    return Pattern.compile(
        ("\\Q" + text + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
  }
}
