package steadystate.aws;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/** Lists that AWS answers in pages. The SDK's paginators ask on for as long as a token comes. */
final class Pages {
  /** The words of the services for where the next page begins. */
  private static final Set<String> NEXT =
      Set.of("nextToken", "nextMarker", "nextContinuationToken");

  /** Words that some answers say of the next page, and others of the page that was asked for. */
  private static final Set<String> EITHER =
      Set.of("marker", "continuationToken", "paginationToken");

  private Pages() {}

  /**
   * Lets an answer pass whose next page is another than the one that was asked for.
   *
   * @throws FailureException when it leads to itself, so that reading on would never end
   */
  static void leadOn(String operation, SdkPojo request, @Nullable Object answer) {
    if (!(answer instanceof SdkPojo told)) {
      return;
    }
    Optional<String> asked = token(request, NEXT).or(() -> token(request, EITHER));
    if (asked.isPresent() && asked.equals(next(told))) {
      throw new FailureException(
          new Failure.Unavailable("EndlessPages", operation + ": AWS gave the same page twice"));
    }
  }

  private static Optional<String> next(SdkPojo answer) {
    return says(answer, NEXT) ? token(answer, NEXT) : token(answer, EITHER);
  }

  private static boolean says(SdkPojo pojo, Set<String> names) {
    return pojo.sdkFields().stream().anyMatch(field -> names.contains(name(field)));
  }

  private static Optional<String> token(SdkPojo pojo, Set<String> names) {
    return pojo.sdkFields().stream()
        .filter(field -> names.contains(name(field)))
        .map(field -> field.getValueOrDefault(pojo))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(token -> !token.isEmpty())
        .findFirst();
  }

  private static String name(SdkField<?> field) {
    return Names.lowerCamel(field.memberName());
  }
}
