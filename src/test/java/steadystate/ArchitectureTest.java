package steadystate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house, and the doors between them. A new room is placed in this file first. */
class ArchitectureTest {

  /** In the order a value walks through them: a room may import the ones before it, none after. */
  private static final List<String> ENGINE =
      List.of(
          "yaml",
          "failure",
          "resource",
          "environment",
          "observe",
          "drift",
          "plan",
          "cost",
          "orphan",
          "policy",
          "apply",
          "permission",
          "doctor",
          "report",
          "reconcile",
          "importing",
          "source",
          "news");

  /** What the rooms around the engine may import. The root package, where Main is, imports all. */
  private static final Map<String, List<String>> AROUND =
      Map.of(
          "http", ENGINE,
          "cli", ENGINE,
          "aws", ENGINE,
          "kinds", List.of("yaml", "failure", "resource", "aws"),
          "sandbox", List.of("yaml", "failure", "resource", "aws"));

  /** They decide: the same values in give the same values out, today and tomorrow. */
  private static final List<String> PURE =
      List.of(
          "resource",
          "environment",
          "drift",
          "plan",
          "cost",
          "orphan",
          "policy",
          "permission",
          "doctor",
          "report");

  /** Libraries that one room wraps for all others. */
  private static final Map<String, List<String>> ONLY_USED_BY =
      Map.of(
          "org.snakeyaml.engine..", List.of("yaml"),
          "software.amazon..", List.of("aws", "kinds", "sandbox"),
          "io.javalin..", List.of("http"),
          "gg.jte..", List.of("http"),
          "picocli..", List.of("cli", ""),
          "org.eclipse.jgit..", List.of("source"),
          "dev.cel..", List.of("policy"),
          "com.google.re2j..", List.of("environment"));

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("steadystate");

  @Test
  void the_scan_finds_the_house() {
    assertThat(HOUSE).extracting(JavaClass::getFullName).contains("steadystate.Main");
  }

  @Test
  void every_class_lives_in_a_known_room() {
    hold(classes().should().resideInAnyPackage(packagesOf(allRoomsAndRoot())));
  }

  @Test
  void rooms_have_no_cycles() {
    hold(slices().matching("steadystate.(*)..").should().beFreeOfCycles());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void a_room_imports_only_rooms_it_may(String room) {
    List<String> allowed = new ArrayList<>(mayImport().get(room));
    allowed.add(room);
    hold(
        noClasses()
            .that()
            .resideInAPackage(packageOf(room))
            .should()
            .dependOnClassesThat(
                resideInAPackage("steadystate..")
                    .and(not(resideInAnyPackage(packagesOf(allowed))))));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_library_is_used_only_by_its_room(String library) {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(packagesOf(ONLY_USED_BY.get(library)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @ParameterizedTest
  @MethodSource("pureRooms")
  void a_pure_room_has_no_clock_no_thread_and_no_randomness(String room) {
    hold(
        noClasses()
            .that()
            .resideInAPackage(packageOf(room))
            .should()
            .accessTargetWhere(asksTheOutsideWorld())
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Timer.class, Random.class, SecureRandom.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.util.random.."));
  }

  private static DescribedPredicate<JavaAccess<?>> asksTheOutsideWorld() {
    Set<String> calls =
        Set.of(
            "System.currentTimeMillis",
            "System.nanoTime",
            "Math.random",
            "UUID.randomUUID",
            "Collections.shuffle");
    return describe(
        "ask for the time or for chance",
        access -> {
          JavaClass owner = access.getTargetOwner();
          String method = access.getTarget().getName();
          boolean clock =
              owner.getPackageName().equals("java.time") && method.matches("now|system.*|tick.*");
          return clock || calls.contains(owner.getSimpleName() + "." + method);
        });
  }

  private static Map<String, List<String>> mayImport() {
    Map<String, List<String>> doors = new LinkedHashMap<>(AROUND);
    for (int i = 0; i < ENGINE.size(); i++) {
      doors.put(ENGINE.get(i), ENGINE.subList(0, i));
    }
    return doors;
  }

  static Stream<String> rooms() {
    return mayImport().keySet().stream();
  }

  static Stream<String> libraries() {
    return ONLY_USED_BY.keySet().stream();
  }

  static Stream<String> pureRooms() {
    return PURE.stream();
  }

  private static List<String> allRoomsAndRoot() {
    return Stream.concat(rooms(), Stream.of("")).toList();
  }

  /** The root package alone for an empty name, else the room with all below it. */
  private static String packageOf(String room) {
    return room.isEmpty() ? "steadystate" : "steadystate." + room + "..";
  }

  private static String[] packagesOf(List<String> rooms) {
    return rooms.stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
  }

  /**
   * A room that is still to be built breaks no rule; {@link #the_scan_finds_the_house} sees to an
   * empty scan.
   */
  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }
}
