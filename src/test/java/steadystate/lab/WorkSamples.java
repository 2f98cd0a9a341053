package steadystate.lab;

import java.util.List;
import steadystate.lab.Sample.Show;

/** What runs, and what it needs: clusters, roles, services, schedules, names. */
final class WorkSamples {
  private static final String CASES = "told by cases: ServiceChangeCasesTest, ServiceKindTest";
  private static final String TASKS = "of the task definition: TaskDefinition…CasesTest";
  private static final String OTHERS = "the sandbox has no such thing";

  private WorkSamples() {}

  static List<Sample> all() {
    return List.of(
        cluster(),
        role(),
        Sample.elsewhere("image", "it is looked up and never written: FollowedImageTest"),
        scheduleGroup(),
        namespace(),
        discoveryService(),
        service(),
        scheduledTask(),
        scalableTarget(),
        parameter());
  }

  private static Sample cluster() {
    return new Sample("cluster/main", "cluster: {@}")
        .edit("clusterName", "name: shop", "name: shops")
        .edit(
            "settings",
            "settings: {containerInsights: disabled}",
            "settings: {containerInsights: enabled}",
            "settings[containerInsights]")
        .edit(
            "configuration",
            "configuration: {executeCommandConfiguration: {logging: DEFAULT}}",
            "configuration: {executeCommandConfiguration: {logging: NONE}}",
            "configuration.executeCommandConfiguration.logging")
        .edit(
            "capacityProviders",
            "capacityProviders: [FARGATE]",
            "capacityProviders: [FARGATE, FARGATE_SPOT]",
            "capacityProviders[FARGATE_SPOT]")
        .edit(
            "defaultCapacityProviderStrategy",
            "defaultCapacityProviderStrategy: [{capacityProvider: FARGATE, weight: 1}]",
            "defaultCapacityProviderStrategy: [{capacityProvider: FARGATE, weight: 2}]",
            "defaultCapacityProviderStrategy[FARGATE].weight")
        .untried("with namespaces: DiscoveryTest", "serviceConnectDefaults")
        .busy("ecs:DeleteCluster", "ClusterContainsServicesException");
  }

  private static Sample role() {
    return new Sample("role/app", "roles: {app: {@}}")
        .edit("roleName", "name: shop-app", "name: shop-web")
        .edit("trust", "trust: [ecs-tasks.amazonaws.com]", "trust: [lambda.amazonaws.com]")
        .edit(
            "managedPolicies",
            "managedPolicies: []",
            "managedPolicies: [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]",
            "managedPolicies[arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]")
        .edit(
            "inline",
            "inline: {}",
            "inline: {list: {Version: \"2012-10-17\", Statement: [{Effect: Allow, Action:"
                + " \"s3:ListBucket\", Resource: \"*\"}]}}",
            "inline[list]")
        .edit("path", "", "path: /shop/")
        .edit("description", "description: one", "description: two")
        .edit("maxSessionDuration", "maxSessionDuration: 3600", "maxSessionDuration: 7200")
        .edit(
            "permissionsBoundary",
            "",
            "permissionsBoundary: \"arn:aws:iam::aws:policy/PowerUserAccess\"")
        .untried("it follows from the trust: RoleKindTest", "instanceProfile")
        .busy("iam:DeleteRole", "DeleteConflict");
  }

  private static Sample task(String id) {
    return new Sample(
        id,
        """
        scheduledTasks:
          nightly: {image: "repo/sweeper:1.0.0", assignPublicIp: true, @}
        """);
  }

  private static Sample scheduleGroup() {
    return new Sample(
            "scheduleGroup/main",
            "scheduledTasks: {nightly: {image: \"repo/a:1.0.0\", schedule: rate(1 hour)}}")
        .untried("it is the environment's name", "groupName")
        .lacks(Show.LOST_ANSWERS, "as scheduledTask")
        .lacks(Show.ADOPTION, "no entry of its own says so")
        .lacks(Show.BUSY, "AWS deletes a group with all schedules in it");
  }

  private static Sample scheduledTask() {
    return task("scheduledTask/nightly")
        .untried("another name is another schedule, for there is no tag", "scheduleName")
        .edit("scheduleExpression", "schedule: cron(0 3 * * ? *)", "schedule: cron(0 4 * * ? *)")
        .edit("scheduleExpressionTimezone", "timezone: UTC", "timezone: Asia/Seoul")
        .edit("description", "description: one", "description: two")
        .edit(
            "flexibleTimeWindow",
            "flexibleTimeWindow: {mode: \"OFF\"}",
            "flexibleTimeWindow: {mode: FLEXIBLE, maximumWindowInMinutes: 5}",
            "flexibleTimeWindow.mode",
            "flexibleTimeWindow.maximumWindowInMinutes")
        .edit("state", "state: ENABLED", "state: DISABLED")
        .edit("target", "taskCount: 1", "taskCount: 2", "target.ecsParameters.taskCount")
        .untried(
            "told by ScheduledTaskTest",
            "actionAfterCompletion",
            "endDate",
            "startDate",
            "kmsKeyArn",
            "overrides",
            "taskDefinition")
        .lacks(Show.TAG, "schedules have no tags; their group has")
        .lacks(Show.ADOPTION, "schedules have no tags; their group has")
        .lacks(Show.BUSY, "AWS deletes a schedule whatever runs");
  }

  private static Sample namespace() {
    return new Sample("namespace/inner", "securityGroups: {api: {}}\nnamespaces: {inner: {@}}")
        .leaving("securityGroups: {api: {}}")
        .edit("name", "name: shop.local", "name: shops.local")
        .edit("type", "type: HTTP", "type: DNS_PRIVATE")
        .edit("description", "description: one", "description: two")
        .busy("servicediscovery:DeleteNamespace", "ResourceInUse");
  }

  private static Sample discoveryService() {
    return new Sample(
            "discoveryService/api",
            """
            namespaces: {inner: {name: shop.local}}
            services:
              api:
                image: "repo/api:1.4.2"
                assignPublicIp: true
                serviceDiscovery: {namespace: namespace/inner, @}
            """)
        .edit("description", "description: one", "description: two")
        .edit("dnsConfig", "ttl: 30", "ttl: 60", "dnsConfig.dnsRecords[A].ttl")
        .untried("another name is another registration: DiscoveryTest", "name", "namespaceId")
        .untried("for public namespaces, which are not made here", "healthCheckConfig", "type")
        .lacks(Show.GONE_BY_HAND, "AWS refuses to delete it while tasks are registered")
        .lacks(Show.ADOPTION, "its service is asked for adoption")
        .lacks(Show.LEAVING, "a service stays registered until serviceRegistries: [] is written")
        .lacks(Show.BUSY, "as leaving");
  }

  private static Sample service() {
    return new Sample(
            "service/api",
            """
            services: {api: {image: "repo/api:1.4.2", @}}
            """)
        .edit("serviceName", "name: shop", "name: shops")
        .edit("desiredCount", "desiredCount: 1", "desiredCount: 2")
        .edit("enableECSManagedTags", "enableECSManagedTags: false", "enableECSManagedTags: true")
        .edit("propagateTags", "propagateTags: NONE", "propagateTags: SERVICE")
        .edit("enableExecuteCommand", "enableExecuteCommand: false", "enableExecuteCommand: true")
        .edit("platformVersion", "platformVersion: LATEST", "platformVersion: 1.4.0")
        .edit(
            "networkConfiguration",
            "assignPublicIp: true",
            "assignPublicIp: false",
            "networkConfiguration.awsvpcConfiguration.assignPublicIp")
        .edit("redeploy", "", "redeploy: two")
        .edit(
            "containerDefinitions",
            "command: [one]",
            "command: [two]",
            "containerDefinitions[api].command")
        .edit("cpu", "cpu: 256", "cpu: 512")
        .edit("memory", "memory: 1024", "memory: 2048")
        .edit(
            "availabilityZoneRebalancing",
            "availabilityZoneRebalancing: DISABLED",
            "availabilityZoneRebalancing: ENABLED")
        .edit(
            "deploymentConfiguration",
            "deploymentConfiguration: {minimumHealthyPercent: 100}",
            "deploymentConfiguration: {minimumHealthyPercent: 50}",
            "deploymentConfiguration.minimumHealthyPercent")
        .edit(
            "runtimePlatform",
            "taskDefinition: {runtimePlatform: {cpuArchitecture: X86_64}}",
            "taskDefinition: {runtimePlatform: {cpuArchitecture: ARM64}}",
            "runtimePlatform.cpuArchitecture")
        .edit(
            "taskRoleArn",
            "taskRole: \"arn:aws:iam::123456789012:role/one\"",
            "taskRole: \"arn:aws:iam::123456789012:role/two\"")
        .edit(
            "executionRoleArn",
            "executionRole: \"arn:aws:iam::123456789012:role/one\"",
            "executionRole: \"arn:aws:iam::123456789012:role/two\"")
        .untried(
            CASES,
            "cluster",
            "loadBalancers",
            "serviceRegistries",
            "launchType",
            "capacityProviderStrategy",
            "role",
            "placementConstraints",
            "placementStrategy",
            "healthCheckGracePeriodSeconds",
            "schedulingStrategy",
            "deploymentController",
            "serviceConnectConfiguration")
        .untried("made by a rollback: RollbackTest", "rolledBackTo")
        .untried(
            TASKS,
            "family",
            "volumes",
            "pidMode",
            "ephemeralStorage",
            "enableFaultInjection",
            "networkMode",
            "requiresCompatibilities",
            "ipcMode",
            "proxyConfiguration",
            "inferenceAccelerators",
            "taskDefinition")
        .untried(OTHERS, "volumeConfigurations", "vpcLatticeConfigurations")
        .lacks(Show.BUSY, "AWS drains a service whatever uses it");
  }

  private static Sample scalableTarget() {
    return new Sample(
            "scalableTarget/api",
            "services: {api: {image: \"repo/api:1.4.2\", assignPublicIp: true, autoscaling: {@}}}")
        .edit("minCapacity", "min: 2", "min: 3", "minCapacity", "service/api desiredCount")
        .edit("maxCapacity", "max: 6", "max: 7")
        .edit(
            "policies",
            "targetCPUUtilization: 60",
            "targetCPUUtilization: 70",
            "policies[api-cpu].targetTrackingScalingPolicyConfiguration.targetValue")
        .untried("it follows from the service", "resourceId")
        .untried("told by ServiceScalingTest", "suspendedState")
        .lacks(Show.ADOPTION, "its service is asked for adoption")
        .leaving("services: {api: {image: \"repo/api:1.4.2\", assignPublicIp: true}}")
        .lacks(Show.BUSY, "AWS takes a target away whatever it does");
  }

  private static Sample parameter() {
    return new Sample("parameter/place", "outputs: {place: {@}, more: one}")
        .edit("parameterName", "ssm: /shop/one", "ssm: /shop/two")
        .edit("value", "value: one", "value: two")
        .untried("SecureString: OutputsInSsmTest", "type", "secretValue")
        .lacks(Show.ADOPTION, "an output has no such word")
        .lacks(Show.BUSY, "AWS deletes a parameter whatever uses it");
  }
}
