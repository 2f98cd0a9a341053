package steadystate.kinds.schedule;

import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import steadystate.aws.SdkShapes;
import steadystate.kinds.ecs.TaskWish;
import steadystate.resource.Canonical;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** What a schedule of a task is made of. */
final class ScheduleShape {
  static final String NAME = "scheduleName";
  static final String GROUP = "groupName";
  static final String TASK = "taskDefinition";
  static final String OVERRIDES = "overrides";
  static final String TARGET = "target";
  static final String ECS = "ecsParameters";
  static final String EXPRESSION = "scheduleExpression";
  static final String ZONE = "scheduleExpressionTimezone";

  /** Fields of CreateSchedule in AWS's names. */
  static final Shape.Structure FIELDS = fields();

  static final Shape.Structure MODEL =
      Shape.Structure.empty()
          .with(NAME, Member.of(text(), "Its name.").replaces())
          .with(GROUP, Member.of(text().refersTo(ScheduleGroupKind.NAME, "name"), "").never())
          .withAll(FIELDS)
          .with(TARGET, target(), "")
          .with(
              OVERRIDES,
              Member.of(new Shape.Anything(ScheduleShape::sorted), "").otherwise(Value.text("")))
          .with(TASK, TaskWish.shape(), "");

  private ScheduleShape() {}

  private static Shape.Scalar text() {
    return Shape.Scalar.of(Shape.Type.TEXT);
  }

  private static Shape.Structure fields() {
    return SdkShapes.of(CreateScheduleRequest.builder().build())
        .without("name", GROUP, "clientToken", TARGET)
        .change(EXPRESSION, member -> member.shape(text().pattern("(cron|rate|at)\\(.+\\)")));
  }

  /** The target in AWS's form; which revision it starts is told by the task definition. */
  private static Shape.Structure target() {
    Shape.Structure all = targetMembers();
    Shape.Structure ecs = inner(all, ECS).without("taskDefinitionArn", "tags");
    Shape.Structure network = inner(ecs, "networkConfiguration");
    Shape.Structure vpc = inner(network, "awsvpcConfiguration");
    Shape.Structure sets =
        set(set(vpc, "subnets", text()), "securityGroups", text().refersTo("securityGroup", "id"));
    return Shape.Structure.empty()
        .with("arn", text().refersTo("cluster", "arn"), "")
        .with("roleArn", text().refersTo("role", "arn"), "")
        .with("deadLetterConfig", inner(all, "deadLetterConfig"), "")
        .with("retryPolicy", inner(all, "retryPolicy"), "")
        .with(
            ECS,
            shaped(ecs, "networkConfiguration", shaped(network, "awsvpcConfiguration", sets)),
            "");
  }

  /** What AWS takes as a target, all of it. */
  static Shape.Structure targetMembers() {
    return inner(SdkShapes.of(CreateScheduleRequest.builder().build()), TARGET);
  }

  static Shape.Structure inner(Shape.Structure of, String member) {
    return of.member(member).map(Member::shape).orElseThrow() instanceof Shape.Structure inner
        ? inner
        : Shape.Structure.empty();
  }

  private static Shape.Structure shaped(Shape.Structure of, String member, Shape shape) {
    return of.change(member, m -> m.shape(shape));
  }

  private static Shape.Structure set(Shape.Structure of, String member, Shape.Scalar element) {
    return shaped(of, member, Shape.ItemsOf.set(element));
  }

  /** AWS keeps overrides as JSON text, in which the order of keys means nothing. */
  private static Value sorted(Value overrides) {
    return Value.text(Canonical.sorted(overrides));
  }
}
