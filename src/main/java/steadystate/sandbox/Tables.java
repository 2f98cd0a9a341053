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
import steadystate.sandbox.ecs.EcsService;
import steadystate.sandbox.ecs.EcsTask;
import steadystate.sandbox.elb.Target;

/** The tables that more than one service looks at. A service's private tables are its own. */
public final class Tables {
  /** By name. Tags are in {@link Tags}. */
  public static final Table<Cluster> CLUSTERS = new Table<>("ecs.clusters");

  /** By ARN, INACTIVE ones included. */
  public static final Table<TaskDefinition> TASK_DEFINITIONS = new Table<>("ecs.taskDefinitions");

  /** By ARN, DRAINING and INACTIVE ones included. */
  public static final Table<EcsService> SERVICES = new Table<>("ecs.services");

  /** By ARN, stopped ones included for an hour. */
  public static final Table<EcsTask> TASKS = new Table<>("ecs.tasks");

  /** By ARN; the newest is the last. */
  public static final Table<ServiceDeployment> SERVICE_DEPLOYMENTS =
      new Table<>("ecs.serviceDeployments");

  /** By ARN; a revision never changes. */
  public static final Table<ServiceRevision> SERVICE_REVISIONS =
      new Table<>("ecs.serviceRevisions");

  /** By id. */
  public static final Table<Subnet> SUBNETS = new Table<>("ec2.subnets");

  /** By id. */
  public static final Table<SecurityGroup> SECURITY_GROUPS = new Table<>("ec2.securityGroups");

  /** By id; ECS adds one for each awsvpc task and takes it away when the task has stopped. */
  public static final Table<NetworkInterface> NETWORK_INTERFACES =
      new Table<>("ec2.networkInterfaces");

  /** By ARN. */
  public static final Table<TargetGroup> TARGET_GROUPS = new Table<>("elb.targetGroups");

  /** By ARN, with the default actions in which target groups are named. */
  public static final Table<Listener> LISTENERS = new Table<>("elb.listeners");

  /** By ARN. */
  public static final Table<Rule> RULES = new Table<>("elb.rules");

  /** By {@link Target#key}. */
  public static final Table<Target> TARGETS = new Table<>("elb.targets");

  private Tables() {}
}
