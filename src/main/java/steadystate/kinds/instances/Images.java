package steadystate.kinds.instances;

import software.amazon.awssdk.services.ssm.SsmClient;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Scope;

/** The images that parameters name. */
final class Images {
  private Images() {}

  /** What the parameter says today; asked once in a pass. */
  static String newest(Scope scope, String parameter) {
    return scope.once(
        "ssm:GetParameter " + parameter,
        () -> {
          try {
            return scope
                .client(SsmClient.class)
                .getParameter(r -> r.name(parameter))
                .parameter()
                .value();
          } catch (FailureException e) {
            if (e.is("ParameterNotFound", "ParameterNotFoundException")) {
              throw new FailureException(
                  new Failure.Rejected(
                      "NoSuchImage", "no parameter " + parameter + " in " + scope.region()),
                  e);
            }
            throw e;
          }
        });
  }
}
