package steadystate.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;

/** The operations of one service by the class of their request. */
final class Operations {
  /** What AWS does with one request. */
  interface Operation<R extends AwsRequest> extends BiFunction<Scene, R, Object> {}

  private final Map<Class<?>, Operation<AwsRequest>> byRequest = new HashMap<>();

  <R extends AwsRequest> Operations on(Class<R> request, Operation<R> operation) {
    Operation<AwsRequest> typed = (scene, any) -> operation.apply(scene, request.cast(any));
    if (byRequest.put(request, typed) != null) {
      throw new IllegalStateException("registered twice: " + request.getSimpleName());
    }
    return this;
  }

  @Nullable Operation<AwsRequest> of(AwsRequest request) {
    return byRequest.get(request.getClass());
  }
}
