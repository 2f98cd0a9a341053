package steadystate.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Gate;

/**
 * Stands before every client: a write must pass the {@link Gate}, each call is counted, and AWS's
 * exceptions become failures. Paginators and the consumer forms of a call come through here too.
 */
public final class GuardedAccess implements AwsAccess {
  private final AwsAccess behind;
  private final CallLog log;
  private final ConcurrentMap<String, Object> guarded = new ConcurrentHashMap<>();

  public GuardedAccess(AwsAccess behind, CallLog log) {
    this.behind = behind;
    this.log = log;
  }

  @Override
  public <C> C client(Class<C> type, String region) {
    Object client =
        guarded.computeIfAbsent(
            type.getName() + "@" + region, unused -> guard(type, behind.client(type, region)));
    return type.cast(client);
  }

  private Object guard(Class<?> type, Object client) {
    InvocationHandler handler =
        (proxy, method, arguments) -> answer(client, proxy, method, arguments);
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private @Nullable Object answer(
      Object client, Object proxy, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null
        && arguments.length > 0
        && arguments[0] instanceof SdkRequest request
        && !method.getName().endsWith("Paginator")) {
      return call(client, method, request, arguments);
    }
    return method.isDefault()
        ? InvocationHandler.invokeDefault(proxy, method, arguments)
        : invoke(client, method, arguments);
  }

  private @Nullable Object call(
      Object client, Method method, SdkRequest request, @Nullable Object[] arguments)
      throws Throwable {
    String operation = Operations.name(((SdkClient) client).serviceName(), method.getName());
    boolean writes = !Operations.reads(operation);
    if (writes) {
      Gate.check(operation);
    }
    log.count(operation);
    try {
      Object answer = invoke(client, method, arguments);
      if (writes) {
        Gate.OPEN.get().answered(operation, requestId(answer), "");
      } else {
        Pages.leadOn(operation, request, answer);
      }
      return answer;
    } catch (AbortedException shutdown) {
      throw shutdown;
    } catch (SdkException exception) {
      if (writes) {
        Gate.OPEN.get().answered(operation, requestId(exception), code(operation, exception));
      }
      throw new FailureException(AwsFailures.of(operation, exception), exception);
    } catch (UnsupportedOperationException missing) {
      throw new FailureException(
          new Failure.Defect("NotImplemented", operation + " is not implemented here"), missing);
    }
  }

  private static String requestId(@Nullable Object answer) {
    return answer instanceof AwsResponse response && response.responseMetadata() != null
        ? response.responseMetadata().requestId()
        : "";
  }

  private static String requestId(SdkException exception) {
    return exception instanceof AwsServiceException service && service.requestId() != null
        ? service.requestId()
        : "";
  }

  private static String code(String operation, SdkException exception) {
    return AwsFailures.of(operation, exception).code();
  }

  private static @Nullable Object invoke(
      Object client, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException wrapped) {
      throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
    }
  }
}
