package steadystate.sandbox.rds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** DB parameter groups. A handful of static parameters is known; every other one is dynamic. */
final class RdsParameters {
  private static final Set<String> STATIC =
      Set.of(
          "shared_buffers",
          "max_connections",
          "wal_buffers",
          "innodb_log_file_size",
          "performance_schema");

  private static final List<String> KNOWN =
      List.of(
          "shared_buffers",
          "max_connections",
          "wal_buffers",
          "log_min_duration_statement",
          "log_statement",
          "innodb_log_file_size",
          "performance_schema",
          "slow_query_log",
          "long_query_time",
          "rds.force_ssl");

  private RdsParameters() {}

  static void register(Operations operations) {
    operations
        .on(CreateDbParameterGroupRequest.class, RdsParameters::create)
        .on(ModifyDbParameterGroupRequest.class, RdsParameters::modify)
        .on(ResetDbParameterGroupRequest.class, RdsParameters::reset)
        .on(DescribeDbParameterGroupsRequest.class, RdsParameters::describe)
        .on(DescribeDbParametersRequest.class, RdsParameters::parameters)
        .on(DeleteDbParameterGroupRequest.class, RdsParameters::delete);
  }

  static RdsParameterGroup group(Scene scene, String name) {
    return scene
        .find(Rds.PARAMETER_GROUPS, Rds.lower(name))
        .orElseThrow(() ->
            Rds.error("DBParameterGroupNotFound", 404, "DBParameterGroup not found: " + name));
  }

  private static CreateDbParameterGroupResponse create(
      Scene scene, CreateDbParameterGroupRequest request) {
    String name = Rds.lower(request.dbParameterGroupName());
    if (!name.matches("[a-z](-?[a-z0-9])*") || name.length() > 255) {
      throw Rds.invalid("The parameter DBParameterGroupName is not a valid identifier: " + name);
    }
    if (scene.find(Rds.PARAMETER_GROUPS, name).isPresent()) {
      throw Rds.error(
          "DBParameterGroupAlreadyExists", 400, "Parameter group " + name + " already exists");
    }
    DBParameterGroup group =
        DBParameterGroup.builder()
            .dbParameterGroupName(name)
            .dbParameterGroupFamily(request.dbParameterGroupFamily())
            .description(request.description())
            .dbParameterGroupArn(scene.arn(Rds.PREFIX, "pg:" + name))
            .build();
    scene.table(Rds.PARAMETER_GROUPS).put(name, new RdsParameterGroup(group, Map.of()));
    Tags.put(scene, group.dbParameterGroupArn(), Rds.tags(request.tags()));
    return CreateDbParameterGroupResponse.builder().dbParameterGroup(group).build();
  }

  private static ModifyDbParameterGroupResponse modify(
      Scene scene, ModifyDbParameterGroupRequest request) {
    RdsParameterGroup group = group(scene, request.dbParameterGroupName());
    checkCount(request.parameters());
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : request.parameters()) {
      boolean fixed = STATIC.contains(parameter.parameterName());
      if (fixed && parameter.applyMethod() == ApplyMethod.IMMEDIATE) {
        throw Rds.combination("cannot use immediate apply method for static parameter");
      }
      values.put(parameter.parameterName(), parameter.parameterValue());
    }
    store(scene, group.with(values), values.keySet());
    return ModifyDbParameterGroupResponse.builder()
        .dbParameterGroupName(group.shown().dbParameterGroupName())
        .build();
  }

  private static ResetDbParameterGroupResponse reset(
      Scene scene, ResetDbParameterGroupRequest request) {
    RdsParameterGroup group = group(scene, request.dbParameterGroupName());
    checkCount(request.parameters());
    List<String> names = request.parameters().stream().map(Parameter::parameterName).toList();
    store(scene, group.without(names), names);
    return ResetDbParameterGroupResponse.builder()
        .dbParameterGroupName(group.shown().dbParameterGroupName())
        .build();
  }

  private static void checkCount(List<Parameter> parameters) {
    if (parameters.isEmpty() || parameters.size() > 20) {
      throw Rds.combination("Between 1 and 20 parameters can be changed at once.");
    }
  }

  /** Instances with the group wait for a reboot where a static parameter changed. */
  private static void store(
      Scene scene, RdsParameterGroup group, java.util.Collection<String> changed) {
    String name = group.shown().dbParameterGroupName();
    scene.table(Rds.PARAMETER_GROUPS).put(name, group);
    if (changed.stream().noneMatch(STATIC::contains)) {
      return;
    }
    for (RdsInstance instance : List.copyOf(scene.table(Rds.INSTANCES).values())) {
      boolean uses =
          instance.shown().dbParameterGroups().stream()
              .anyMatch(g -> g.dbParameterGroupName().equals(name));
      if (uses) {
        DBParameterGroupStatus waits =
            DBParameterGroupStatus.builder()
                .dbParameterGroupName(name)
                .parameterApplyStatus("pending-reboot")
                .build();
        Rds.put(scene, instance.with(db -> db.dbParameterGroups(waits)));
      }
    }
  }

  private static DescribeDbParameterGroupsResponse describe(
      Scene scene, DescribeDbParameterGroupsRequest request) {
    List<DBParameterGroup> all =
        request.dbParameterGroupName() == null
            ? scene.table(Rds.PARAMETER_GROUPS).values().stream()
                .map(RdsParameterGroup::shown)
                .toList()
            : List.of(group(scene, request.dbParameterGroupName()).shown());
    Page<DBParameterGroup> page =
        Page.of(all, request.marker(), 100, () -> Rds.invalid("Invalid marker"));
    return DescribeDbParameterGroupsResponse.builder()
        .dbParameterGroups(page.items())
        .marker(page.nextToken())
        .build();
  }

  private static DescribeDbParametersResponse parameters(
      Scene scene, DescribeDbParametersRequest request) {
    RdsParameterGroup group = group(scene, request.dbParameterGroupName());
    List<String> names = new ArrayList<>(KNOWN);
    group.set().keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    List<Parameter> all =
        names.stream()
            .map(name -> parameter(group, name))
            .filter(p -> request.source() == null || request.source().equals(p.source()))
            .toList();
    Page<Parameter> page =
        Page.of(
            all,
            request.marker(),
            Optional.ofNullable(request.maxRecords()).orElse(100),
            () -> Rds.invalid("Invalid marker"));
    return DescribeDbParametersResponse.builder()
        .parameters(page.items())
        .marker(page.nextToken())
        .build();
  }

  private static Parameter parameter(RdsParameterGroup group, String name) {
    boolean user = group.set().containsKey(name);
    return Parameter.builder()
        .parameterName(name)
        .parameterValue(group.set().get(name))
        .source(user ? "user" : "engine-default")
        .applyType(STATIC.contains(name) ? "static" : "dynamic")
        .applyMethod(STATIC.contains(name) ? ApplyMethod.PENDING_REBOOT : ApplyMethod.IMMEDIATE)
        .isModifiable(true)
        .build();
  }

  private static DeleteDbParameterGroupResponse delete(
      Scene scene, DeleteDbParameterGroupRequest request) {
    DBParameterGroup group = group(scene, request.dbParameterGroupName()).shown();
    boolean used =
        scene.table(Rds.INSTANCES).values().stream()
            .flatMap(instance -> instance.shown().dbParameterGroups().stream())
            .anyMatch(g -> g.dbParameterGroupName().equals(group.dbParameterGroupName()));
    if (used) {
      throw Rds.error(
          "InvalidDBParameterGroupState",
          400,
          "One or more database instances are still members of this parameter group "
              + group.dbParameterGroupName()
              + ", so the group cannot be deleted");
    }
    scene.table(Rds.PARAMETER_GROUPS).remove(group.dbParameterGroupName());
    Tags.forget(scene, group.dbParameterGroupArn());
    return DeleteDbParameterGroupResponse.builder().build();
  }
}
