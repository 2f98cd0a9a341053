package steadystate.sandbox.codeconnections;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codeconnections.model.ConnectionStatus;
import steadystate.sandbox.Sandbox;
import steadystate.sandbox.codeconnections.SandboxCodeConnections.Row;

/** What a person does with connections in the console, for which there is no API. */
public final class Handshakes {
  private final Sandbox sandbox;
  private final String region;

  public Handshakes(Sandbox sandbox, String region) {
    this.sandbox = sandbox;
    this.region = region;
  }

  /** Completes the handshake of every connection that waits for one. */
  public void completeAll() {
    all(ConnectionStatus.PENDING, ConnectionStatus.AVAILABLE);
  }

  /** The app was taken out of the provider's account: every connection is of no use. */
  public void breakAll() {
    all(ConnectionStatus.AVAILABLE, ConnectionStatus.ERROR);
  }

  private void all(ConnectionStatus from, ConnectionStatus to) {
    sandbox.inside(
        region,
        scene -> {
          Map<String, Row> rows = scene.table(SandboxCodeConnections.CONNECTIONS);
          for (Map.Entry<String, Row> entry : List.copyOf(rows.entrySet())) {
            if (entry.getValue().connection().connectionStatus() == from) {
              rows.put(entry.getKey(), entry.getValue().with(to));
            }
          }
          return true;
        });
  }
}
