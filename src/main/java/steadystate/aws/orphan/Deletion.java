package steadystate.aws.orphan;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import steadystate.observe.Surroundings;
import steadystate.orphan.Thing;

/** The calls that take one thing away. AWS itself refuses most of what is in use again. */
record Deletion(Surroundings surroundings, String region) {
  void of(Thing thing) {
    String id = thing.id();
    switch (thing.sort()) {
      case ELASTIC_IP -> ec2().releaseAddress(request -> request.allocationId(id));
      case NETWORK_INTERFACE ->
          ec2().deleteNetworkInterface(request -> request.networkInterfaceId(id));
      case NAT_GATEWAY -> ec2().deleteNatGateway(request -> request.natGatewayId(id));
      case SECURITY_GROUP -> ec2().deleteSecurityGroup(request -> request.groupId(id));
      case VOLUME -> ec2().deleteVolume(request -> request.volumeId(id));
      case SNAPSHOT -> ec2().deleteSnapshot(request -> request.snapshotId(id));
      case TARGET_GROUP -> balancing().deleteTargetGroup(request -> request.targetGroupArn(id));
      case LOAD_BALANCER -> balancing().deleteLoadBalancer(request -> request.loadBalancerArn(id));
      case DB_SNAPSHOT ->
          client(RdsClient.class).deleteDBSnapshot(request -> request.dbSnapshotIdentifier(id));
      case TASK_DEFINITION ->
          client(EcsClient.class).deregisterTaskDefinition(request -> request.taskDefinition(id));
      case LOG_GROUP ->
          client(CloudWatchLogsClient.class).deleteLogGroup(request -> request.logGroupName(id));
    }
  }

  private Ec2Client ec2() {
    return client(Ec2Client.class);
  }

  private ElasticLoadBalancingV2Client balancing() {
    return client(ElasticLoadBalancingV2Client.class);
  }

  private <C> C client(Class<C> type) {
    return surroundings.client(type, region);
  }
}
