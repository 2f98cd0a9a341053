package steadystate.cases;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import steadystate.lab.Faults;
import steadystate.lab.Lab;
import steadystate.lab.Story;

/** Cases whose process dies, or hears no answer, at each of its writes: the end is the same. */
class CrashCasesTest {
  private static final String SPOT =
      "cluster: {capacityProviders: [FARGATE, FARGATE_SPOT]}\n"
          + Case.web(
              """
              capacityProviderStrategy:
                - {capacityProvider: FARGATE, weight: 1, base: 1}
                - {capacityProvider: FARGATE_SPOT, weight: 3}
              """);

  private static final String CHECKED = Case.app("healthCheck: {command: [CMD-SHELL, \"true\"]}");

  static List<Story> stories() {
    return List.of(
        Story.change(
            "td-14 one field of a health check",
            CHECKED,
            Case.edited(CHECKED, "\"true\"]", "\"true\"], interval: 10")),
        Story.change(
            "td-25 tags of a task definition",
            Case.web("taskDefinition: {tags: {team: a}}"),
            Case.web("taskDefinition: {tags: {team: b}}")),
        Story.healing("td-38 a deregistered revision", Case.WEB, deregistered()),
        Story.change("sv-08 another weight", SPOT, Case.edited(SPOT, "weight: 3", "weight: 4")),
        Story.change("sv-47 a redeploy token", Case.WEB, Case.web("redeploy: \"1\"")),
        Story.change(
            "sv-52 a renamed container",
            Case.WEB,
            Case.edited(Case.WEB, "  app:\n", "  front:\n")));
  }

  private static Consumer<Lab> deregistered() {
    return lab -> {
      lab.byHand(EcsClient.class).deregisterTaskDefinition(r -> r.taskDefinition("dev-web:1"));
      lab.restarted();
    };
  }

  @ParameterizedTest
  @MethodSource("stories")
  void a_case_survives_death_and_silence_at_each_of_its_writes(Story story) {
    new Faults(story).killedAtEachWrite().lostAnswers().newThingsUnseen();
  }
}
