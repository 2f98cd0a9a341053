package steadystate.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.AwsRequest;

/** The operations of one service by the class of their request. */
public final class Operations {
  /** What AWS does with one request. */
  public interface Operation<R extends AwsRequest> extends BiFunction<Scene, R, Object> {}

  private final Map<Class<?>, Operation<AwsRequest>> byRequest = new HashMap<>();

  public <R extends AwsRequest> Operations on(Class<R> request, Operation<R> operation) {
    Operation<AwsRequest> typed = (scene, any) -> operation.apply(scene, request.cast(any));
    if (byRequest.put(request, typed) != null) {
      throw new IllegalStateException("registered twice: " + request.getSimpleName());
    }
    return this;
  }

  Operation<AwsRequest> of(Call call) {
    Operation<AwsRequest> operation = byRequest.get(call.request().getClass());
    if (operation == null) {
      throw new UnsupportedOperationException("the sandbox does not model " + call.action());
    }
    return operation;
  }
}
