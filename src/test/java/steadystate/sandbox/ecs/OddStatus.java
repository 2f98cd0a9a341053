package steadystate.sandbox.ecs;

import java.util.List;
import java.util.Map;
import steadystate.sandbox.Sandbox;
import steadystate.sandbox.Tables;

/** Lets services answer with a status that this version of the SDK has never heard of. */
public final class OddStatus {
  private OddStatus() {}

  public static void ofServices(Sandbox sandbox, String region, String status) {
    sandbox.inside(
        region,
        scene -> {
          Map<String, EcsService> services = scene.table(Tables.SERVICES);
          for (String arn : List.copyOf(services.keySet())) {
            EcsService service = scene.find(Tables.SERVICES, arn).orElseThrow();
            services.put(arn, service.with(shown -> shown.status(status)));
          }
          return status;
        });
  }
}
