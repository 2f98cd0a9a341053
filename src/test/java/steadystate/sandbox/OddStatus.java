package steadystate.sandbox;

/** Lets services answer with a status that this version of the SDK has never heard of. */
public final class OddStatus {
  private OddStatus() {}

  public static void ofServices(Sandbox sandbox, String region, String status) {
    sandbox.inside(
        region,
        scene -> {
          scene
              .table(Tables.SERVICES)
              .replaceAll((arn, service) -> service.with(shown -> shown.status(status)));
          return status;
        });
  }
}
