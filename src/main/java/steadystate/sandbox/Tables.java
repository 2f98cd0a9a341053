package steadystate.sandbox;

import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** The tables that more than one service looks at. A service's private tables are its own. */
final class Tables {
  /** By name. Tags are in {@link Tags}. */
  static final Table<Cluster> CLUSTERS = new Table<>("ecs.clusters");

  /** By ARN, INACTIVE ones included. */
  static final Table<TaskDefinition> TASK_DEFINITIONS = new Table<>("ecs.taskDefinitions");

  /** By ARN, DRAINING and INACTIVE ones included. */
  static final Table<EcsService> SERVICES = new Table<>("ecs.services");

  /** By ARN, stopped ones included for an hour. */
  static final Table<EcsTask> TASKS = new Table<>("ecs.tasks");

  /** By ARN; the newest is the last. */
  static final Table<ServiceDeployment> SERVICE_DEPLOYMENTS = new Table<>("ecs.serviceDeployments");

  /** By ARN; a revision never changes. */
  static final Table<ServiceRevision> SERVICE_REVISIONS = new Table<>("ecs.serviceRevisions");

  /** By id. */
  static final Table<Subnet> SUBNETS = new Table<>("ec2.subnets");

  /** By id. */
  static final Table<SecurityGroup> SECURITY_GROUPS = new Table<>("ec2.securityGroups");

  /** By id; ECS adds one for each awsvpc task and takes it away when the task has stopped. */
  static final Table<NetworkInterface> NETWORK_INTERFACES = new Table<>("ec2.networkInterfaces");

  /** By ARN. */
  static final Table<TargetGroup> TARGET_GROUPS = new Table<>("elb.targetGroups");

  /** By ARN, with the default actions in which target groups are named. */
  static final Table<Listener> LISTENERS = new Table<>("elb.listeners");

  /** By ARN. */
  static final Table<Rule> RULES = new Table<>("elb.rules");

  /** By {@link Target#key}. */
  static final Table<Target> TARGETS = new Table<>("elb.targets");

  private Tables() {}
}
