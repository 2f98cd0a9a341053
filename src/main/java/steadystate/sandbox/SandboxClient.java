package steadystate.sandbox;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Stands behind one client. A call of an operation goes to the sandbox; everything else of the
 * interface (builder variants, paginators, waiters) is the SDK's own default method, which comes
 * back here with the operation that it needs.
 */
record SandboxClient(Sandbox sandbox, SandboxService service, String region, String caller)
    implements InvocationHandler {

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (isOperation(method) && arguments != null && arguments[0] instanceof AwsRequest request) {
      String operation = request.getClass().getSimpleName().replaceAll("Request$", "");
      return sandbox.perform(this, operation, request);
    }
    return switch (method.getName()) {
      case "serviceName" -> service.prefix();
      case "close" -> null;
      case "waiter" -> waiter(proxy, method.getReturnType());
      case "toString" -> service.prefix() + " in the sandbox, " + region;
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> arguments != null && proxy == arguments[0];
      default -> theirs(proxy, method, arguments);
    };
  }

  private static boolean isOperation(Method method) {
    Class<?>[] taken = method.getParameterTypes();
    boolean withBody = taken.length == 2 && taken[1] == RequestBody.class;
    return (taken.length == 1 || withBody)
        && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0])
        && AwsResponse.class.isAssignableFrom(method.getReturnType());
  }

  /** The SDK makes waiters in its own client, not in the interface; they take any client. */
  private static Object waiter(Object proxy, Class<?> type) throws ReflectiveOperationException {
    Object builder = type.getMethod("builder").invoke(null);
    Class<?> form = type.getMethod("builder").getReturnType();
    Class<?> client = proxy.getClass().getInterfaces()[0];
    form.getMethod("client", client).invoke(builder, proxy);
    return form.getMethod("build").invoke(builder);
  }

  private @Nullable Object theirs(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    } catch (UnsupportedOperationException e) {
      if (e.getMessage() != null) {
        throw e;
      }
      throw new UnsupportedOperationException(
          "the sandbox does not model " + service.prefix() + "." + method.getName(), e);
    }
  }
}
