package steadystate.policy;

import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.resource.Declared;
import steadystate.resource.Value.Entries;

/**
 * Tasks, whoever starts them: a service, or a schedule.
 *
 * @param owner what starts them
 * @param definition what they are, with their containers
 * @param vpc where they stand; empty where they use the network of their machine
 */
record Tasks(Declared owner, Entries definition, Entries vpc) {

  static Stream<Tasks> of(Environment environment) {
    return Stream.concat(
        Models.of("service", environment)
            .map(service -> new Tasks(service, service.model(), vpc(service.model()))),
        Models.of("scheduledTask", environment)
            .map(schedule ->
                new Tasks(
                    schedule,
                    Models.inner(schedule.model(), "taskDefinition"),
                    vpc(Models.inner(schedule.model(), "target", "ecsParameters")))));
  }

  private static Entries vpc(Entries holder) {
    return Models.inner(holder, "networkConfiguration", "awsvpcConfiguration");
  }

  Stream<Entries> containers() {
    return Models.each(definition, "containerDefinitions");
  }
}
