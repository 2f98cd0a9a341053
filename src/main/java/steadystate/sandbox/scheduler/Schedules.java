package steadystate.sandbox.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesRequest;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.RetryPolicy;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.TargetSummary;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;

/** Schedules. An update is a whole one: what it leaves out falls back to its default. */
final class Schedules {
  private static final int DAY_SECONDS = 86_400;
  private static final int MOST_TRIES = 185;

  private Schedules() {}

  static void register(Operations operations) {
    operations
        .on(CreateScheduleRequest.class, Schedules::create)
        .on(GetScheduleRequest.class, Schedules::get)
        .on(ListSchedulesRequest.class, Schedules::list)
        .on(UpdateScheduleRequest.class, Schedules::update)
        .on(DeleteScheduleRequest.class, Schedules::delete);
  }

  private static CreateScheduleResponse create(Scene scene, CreateScheduleRequest request) {
    String group = SandboxScheduler.group(scene, request.groupName()).name();
    String key = group + "/" + request.name();
    if (scene.find(SandboxScheduler.SCHEDULES, key).isPresent()) {
      throw SandboxScheduler.conflict("Schedule " + request.name() + " already exists.");
    }
    GetScheduleResponse made =
        whole(Pojos.copy(request, GetScheduleResponse.builder()).build()).toBuilder()
            .arn(scene.arn("scheduler", "schedule/" + key))
            .creationDate(scene.now())
            .lastModificationDate(scene.now())
            .build();
    scene.table(SandboxScheduler.SCHEDULES).put(key, made);
    return CreateScheduleResponse.builder().scheduleArn(made.arn()).build();
  }

  /** With AWS's defaults; refused when something is amiss. */
  private static GetScheduleResponse whole(GetScheduleResponse asked) {
    String expression = Optional.ofNullable(asked.scheduleExpression()).orElse("");
    if (!expression.matches(
        "cron\\((\\S+ ){5}\\S+\\)|rate\\([1-9]\\d* (minute|hour|day)s?\\)"
            + "|at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)")) {
      throw SandboxScheduler.invalid("Invalid Schedule Expression " + expression + ".");
    }
    Target target = asked.target();
    if (asked.flexibleTimeWindow() == null || target == null) {
      throw SandboxScheduler.invalid("FlexibleTimeWindow and Target are required.");
    }
    if (target.roleArn() == null
        || !target.roleArn().matches("arn:aws[a-z-]*:iam::\\d{12}:role/.+")) {
      throw SandboxScheduler.invalid("RoleArn is not the ARN of a role.");
    }
    if (target.ecsParameters() != null
        && target.ecsParameters().launchType() != null
        && target.ecsParameters().hasCapacityProviderStrategy()) {
      throw SandboxScheduler.invalid(
          "LaunchType and CapacityProviderStrategy are mutually exclusive.");
    }
    RetryPolicy retry =
        Optional.ofNullable(target.retryPolicy()).orElse(RetryPolicy.builder().build());
    RetryPolicy.Builder filled =
        RetryPolicy.builder()
            .maximumEventAgeInSeconds(
                Optional.ofNullable(retry.maximumEventAgeInSeconds()).orElse(DAY_SECONDS))
            .maximumRetryAttempts(
                Optional.ofNullable(retry.maximumRetryAttempts()).orElse(MOST_TRIES));
    return asked.toBuilder()
        .state(Optional.ofNullable(asked.state()).orElse(ScheduleState.ENABLED))
        .scheduleExpressionTimezone(
            Optional.ofNullable(asked.scheduleExpressionTimezone()).orElse("UTC"))
        .actionAfterCompletion(
            Optional.ofNullable(asked.actionAfterCompletion()).orElse(ActionAfterCompletion.NONE))
        .target(target.toBuilder().retryPolicy(filled.build()).build())
        .build();
  }

  private static GetScheduleResponse get(Scene scene, GetScheduleRequest request) {
    return existing(scene, request.groupName(), request.name());
  }

  private static GetScheduleResponse existing(
      Scene scene, @Nullable String group, @Nullable String name) {
    return scene
        .find(SandboxScheduler.SCHEDULES, Optional.ofNullable(group).orElse("default") + "/" + name)
        .orElseThrow(() -> SandboxScheduler.missing("Schedule " + name + " does not exist."));
  }

  private static ListSchedulesResponse list(Scene scene, ListSchedulesRequest request) {
    if (request.groupName() != null) {
      SandboxScheduler.group(scene, request.groupName());
    }
    List<ScheduleSummary> all =
        scene.table(SandboxScheduler.SCHEDULES).values().stream()
            .filter(schedule ->
                request.groupName() == null || request.groupName().equals(schedule.groupName()))
            .map(Schedules::summary)
            .toList();
    Page<ScheduleSummary> page =
        Page.of(
            all,
            request.nextToken(),
            Optional.ofNullable(request.maxResults()).orElse(100),
            () -> SandboxScheduler.invalid("Invalid NextToken."));
    return ListSchedulesResponse.builder()
        .schedules(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static ScheduleSummary summary(GetScheduleResponse schedule) {
    return Pojos.copy(schedule.toBuilder().target((Target) null).build(), ScheduleSummary.builder())
        .target(TargetSummary.builder().arn(schedule.target().arn()).build())
        .build();
  }

  private static UpdateScheduleResponse update(Scene scene, UpdateScheduleRequest request) {
    GetScheduleResponse before = existing(scene, request.groupName(), request.name());
    Instant after = before.lastModificationDate().plusMillis(1);
    GetScheduleResponse changed =
        whole(Pojos.copy(request, GetScheduleResponse.builder()).build()).toBuilder()
            .arn(before.arn())
            .creationDate(before.creationDate())
            // Two changes are never of one moment, however fast they come.
            .lastModificationDate(after.isAfter(scene.now()) ? after : scene.now())
            .build();
    scene.table(SandboxScheduler.SCHEDULES).put(before.groupName() + "/" + before.name(), changed);
    return UpdateScheduleResponse.builder().scheduleArn(before.arn()).build();
  }

  private static DeleteScheduleResponse delete(Scene scene, DeleteScheduleRequest request) {
    GetScheduleResponse gone = existing(scene, request.groupName(), request.name());
    scene.table(SandboxScheduler.SCHEDULES).remove(gone.groupName() + "/" + gone.name());
    return DeleteScheduleResponse.builder().build();
  }
}
