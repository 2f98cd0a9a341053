package steadystate.policy;

import java.util.List;
import java.util.stream.Stream;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Value;

/** Strict rules on what a container may reach of the machine below it. */
final class HostRules {
  /** The engines' sockets: who writes to one is root on the machine. */
  private static final String SOCKET =
      "/(var/)?run(/.*\\.sock(et)?)?/?|/var/?|/|.*/(docker|containerd|crio)\\.sock";

  static final Rule NO_HOST_ACCESS =
      new Rule(
              "strict/no-host-access",
              "containers are not privileged and reach nothing of their host",
              environment ->
                  Tasks.of(environment)
                      .flatMap(tasks ->
                          Stream.of(privileged(tasks), namespaces(tasks), mounts(tasks))
                              .flatMap(offences -> offences)))
          .warningElsewhere();

  private HostRules() {}

  private static Stream<Offence> privileged(Tasks tasks) {
    Stream<Value> flags =
        tasks
            .containers()
            .flatMap(container -> container.get("privileged").stream())
            .filter(Value.flag(true)::equals);
    Stream<Value> capabilities =
        tasks
            .containers()
            .map(container -> Models.inner(container, "linuxParameters", "capabilities"))
            .flatMap(capability -> capability.list("add").stream())
            .filter(added -> List.of("ALL", "SYS_ADMIN").contains(added.toString()));
    return Stream.concat(flags, capabilities)
        .map(at ->
            new Offence(
                tasks.owner().id(),
                "a privileged container is root on its host; leave `privileged` out, and add"
                    + " single capabilities under `linuxParameters`",
                at));
  }

  private static Stream<Offence> namespaces(Tasks tasks) {
    return Stream.of("pidMode", "ipcMode", "networkMode")
        .flatMap(member ->
            tasks.definition().get(member).stream()
                .filter(Value.text("host")::equals)
                .map(at ->
                    new Offence(
                        tasks.owner().id(),
                        "`%s: host` shows it everything that runs beside it; write `%s`"
                            .formatted(member, member.equals("networkMode") ? "awsvpc" : "task"),
                        at)));
  }

  private static Stream<Offence> mounts(Tasks tasks) {
    return Models.each(tasks.definition(), "volumes")
        .map(volume -> Models.inner(volume, "host"))
        .flatMap(host -> host.get("sourcePath").stream())
        .filter(path -> path.toString().matches(SOCKET))
        .map(path ->
            new Offence(
                tasks.owner().id(),
                "the volume "
                    + path
                    + " hands it the container engine of its host; mount a path of its own",
                path));
  }
}
