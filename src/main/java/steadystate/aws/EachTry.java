package steadystate.aws;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import steadystate.resource.Gate;

/**
 * Asks the open gate again at each try of a write: the SDK tries for up to ninety seconds, and the
 * lease may have ended since the first one.
 */
final class EachTry implements ExecutionInterceptor {
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String operation =
        Operations.name(
            attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    if (Gate.OPEN.isBound() && !Operations.reads(operation)) {
      Gate.check(operation);
    }
  }
}
