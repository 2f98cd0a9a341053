package steadystate.sandbox.rds;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.AvailabilityZone;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.Subnet;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** DB subnet groups: they cover two zones at least, and stay while an instance stands in them. */
final class RdsSubnetGroups {
  private RdsSubnetGroups() {}

  static void register(Operations operations) {
    operations
        .on(CreateDbSubnetGroupRequest.class, RdsSubnetGroups::create)
        .on(ModifyDbSubnetGroupRequest.class, RdsSubnetGroups::modify)
        .on(DescribeDbSubnetGroupsRequest.class, RdsSubnetGroups::describe)
        .on(DeleteDbSubnetGroupRequest.class, RdsSubnetGroups::delete);
  }

  private static CreateDbSubnetGroupResponse create(
      Scene scene, CreateDbSubnetGroupRequest request) {
    String name = Rds.lower(request.dbSubnetGroupName());
    if (!name.matches("[a-z0-9. _-]{1,255}") || name.equals("default")) {
      throw Rds.invalid("The parameter DBSubnetGroupName is not a valid name: " + name);
    }
    if (scene.find(Rds.SUBNET_GROUPS, name).isPresent()) {
      throw Rds.error(
          "DBSubnetGroupAlreadyExists", 400, "The DB subnet group '" + name + "' already exists.");
    }
    String description = request.dbSubnetGroupDescription();
    DBSubnetGroup group =
        group(scene, name, description, request.subnetIds()).toBuilder()
            .dbSubnetGroupArn(scene.arn(Rds.PREFIX, "subgrp:" + name))
            .build();
    scene.table(Rds.SUBNET_GROUPS).put(name, group);
    Tags.put(scene, group.dbSubnetGroupArn(), Rds.tags(request.tags()));
    return CreateDbSubnetGroupResponse.builder().dbSubnetGroup(group).build();
  }

  private static DBSubnetGroup group(
      Scene scene, String name, String description, List<String> subnetIds) {
    if (RdsBirth.zones(scene, subnetIds).size() < 2) {
      throw Rds.error(
          "DBSubnetGroupDoesNotCoverEnoughAZs",
          400,
          "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add"
              + " subnets to cover at least 2 AZs.");
    }
    List<Subnet> subnets =
        subnetIds.stream()
            .map(id -> scene.find(Tables.SUBNETS, id).orElseThrow())
            .map(subnet ->
                Subnet.builder()
                    .subnetIdentifier(subnet.subnetId())
                    .subnetStatus("Active")
                    .subnetAvailabilityZone(
                        AvailabilityZone.builder().name(subnet.availabilityZone()).build())
                    .build())
            .toList();
    return DBSubnetGroup.builder()
        .dbSubnetGroupName(name)
        .dbSubnetGroupDescription(description)
        .vpcId(scene.find(Tables.SUBNETS, subnetIds.getFirst()).orElseThrow().vpcId())
        .subnetGroupStatus("Complete")
        .subnets(subnets)
        .supportedNetworkTypes("IPV4")
        .build();
  }

  private static ModifyDbSubnetGroupResponse modify(
      Scene scene, ModifyDbSubnetGroupRequest request) {
    DBSubnetGroup before = existing(scene, request.dbSubnetGroupName());
    String description =
        Optional.ofNullable(request.dbSubnetGroupDescription())
            .orElse(before.dbSubnetGroupDescription());
    DBSubnetGroup after =
        group(scene, before.dbSubnetGroupName(), description, request.subnetIds()).toBuilder()
            .dbSubnetGroupArn(before.dbSubnetGroupArn())
            .build();
    scene.table(Rds.SUBNET_GROUPS).put(after.dbSubnetGroupName(), after);
    return ModifyDbSubnetGroupResponse.builder().dbSubnetGroup(after).build();
  }

  private static DBSubnetGroup existing(Scene scene, String name) {
    return RdsBirth.subnets(scene, name).orElseThrow();
  }

  private static DescribeDbSubnetGroupsResponse describe(
      Scene scene, DescribeDbSubnetGroupsRequest request) {
    if (request.dbSubnetGroupName() != null) {
      return DescribeDbSubnetGroupsResponse.builder()
          .dbSubnetGroups(existing(scene, request.dbSubnetGroupName()))
          .build();
    }
    Page<DBSubnetGroup> page =
        Page.of(
            List.copyOf(scene.table(Rds.SUBNET_GROUPS).values()),
            request.marker(),
            100,
            () -> Rds.invalid("Invalid marker"));
    return DescribeDbSubnetGroupsResponse.builder()
        .dbSubnetGroups(page.items())
        .marker(page.nextToken())
        .build();
  }

  private static DeleteDbSubnetGroupResponse delete(
      Scene scene, DeleteDbSubnetGroupRequest request) {
    DBSubnetGroup group = existing(scene, request.dbSubnetGroupName());
    boolean used =
        scene.table(Rds.INSTANCES).values().stream()
            .map(instance -> instance.shown().dbSubnetGroup())
            .anyMatch(in -> in != null && in.dbSubnetGroupName().equals(group.dbSubnetGroupName()));
    if (used) {
      throw Rds.error(
          "InvalidDBSubnetGroupStateFault",
          400,
          "Cannot delete the subnet group '"
              + group.dbSubnetGroupName()
              + "' because at least one database instance is still using it.");
    }
    scene.table(Rds.SUBNET_GROUPS).remove(group.dbSubnetGroupName());
    Tags.forget(scene, group.dbSubnetGroupArn());
    return DeleteDbSubnetGroupResponse.builder().build();
  }
}
