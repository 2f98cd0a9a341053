package steadystate.sandbox;

import java.util.List;

/** The services that the sandbox models: one line for each. */
final class Services {
  private Services() {}

  static List<SandboxService> all() {
    return List.of(
        new SandboxSts(),
        new SandboxEc2(),
        new SandboxElb(),
        new SandboxEcs(),
        new SandboxLogs(),
        new SandboxScaling(),
        new SandboxTagging());
  }
}
