package steadystate.lab;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The stories that every fault is tried on. */
public final class Stories {
  private static final String GROUPS =
      """
      securityGroups:
        alb:
          description: the load balancer
          ingress:
            - {protocol: tcp, ports: 80, from: 0.0.0.0/0, description: everybody}
        api:
          description: api tasks
          ingress:
            - {protocol: tcp, ports: 8000, from: securityGroup/alb}
      """;

  private static final String BALANCER =
      """
      loadBalancers:
        public:
          securityGroups: [securityGroup/alb]
          listeners:
            http: {port: 80, protocol: HTTP}
      """;

  private static final String SERVICE =
      """
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          port: 8000
          environment: {LOG: info, MODE: api}
          desiredCount: 2
          securityGroups: [securityGroup/api]
          assignPublicIp: true
          logRetentionDays: 14
      """;

  private static final String EXPOSED =
      """
          expose:
            - {loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10, healthCheck: {path: /health}}
      """;

  private static final String CIRCLE =
      """
      securityGroups:
        one:
          ingress:
            - {protocol: tcp, ports: 1, from: securityGroup/two}
        two:
          ingress:
            - {protocol: tcp, ports: 2, from: securityGroup/one}
        rest: {}
        more: {}
        last: {}
      """;

  private static final String STORAGE =
      """
      buckets:
        data: {versioning: true, lifecycle: [{id: old, expiration: {days: 30}}]}
      repositories:
        api: {imageTagMutability: IMMUTABLE, keep: 10}
      """;

  /** Work without a service: a role for instances, and a task at its times with its own roles. */
  private static final String WORK =
      """
      roles:
        machine: {trust: [ec2.amazonaws.com], inline: {list: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:ListBucket", Resource: "*"}]}}}
      scheduledTasks:
        nightly: {schedule: rate(1 hour), image: "repo/sweeper:1.0.0", logRetentionDays: 14, assignPublicIp: true}
      """;

  /** A service that is found by a DNS name. */
  private static final String FOUND =
      """
      services:
        api: {image: "repo/api:1.4.2", assignPublicIp: true, serviceDiscovery: {namespace: shop.local}}
        web: {image: "repo/web:1.4.2", assignPublicIp: true}
        sub: {image: "repo/sub:1.4.2", assignPublicIp: true}
        end: {image: "repo/end:1.4.2", assignPublicIp: true}
      """;

  private static final String NETWORK =
      "network: {cidrBlock: 10.0.0.0/20, availabilityZones: 1, natGateways: 1, endpoints: [s3]}";

  private static final String BESIDE = "\nlogGroups: {rest: {}, more: {}}";

  private static final String CLOSED = NETWORK.replace("Gateways: 1", "Gateways: 0");

  /** A database in private subnets, with parameters of its own. */
  private static final String STORE =
      """
      databases:
        main: {engine: postgres, engineVersion: "16.3", dbInstanceClass: db.t4g.micro, backupRetentionPeriod: 3, parameters: {log_min_duration_statement: "500"}}
      """;

  /** What others read out of SSM. */
  private static final String OUTPUTS =
      """
      outputs:
        place: {value: one, ssm: /shop/place}
        other: {value: two, ssm: /shop/other}
        third: {value: three, ssm: /shop/third}
      """;

  private static final String BOX =
      """
      securityGroups: {box: {}}
      instances:
        box:
          imageId: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
          instanceType: t3.micro
          securityGroups: [securityGroup/box]
      """;

  /** Everything of the main job at once. */
  static final String SHOP = GROUPS + BALANCER + SERVICE + EXPOSED;

  /** The same in its cheapest form. */
  static final String LEAN = "mode: cost-save\ncostSave: {allowFrom: [203.0.113.0/24]}\n" + SHOP;

  private Stories() {}

  public static List<Story> all() {
    return List.of(
        Story.fromNothing("a shop from nothing", SHOP),
        Story.change(
            "another image and count", SHOP, edited("1.4.2", "1.5.0", "Count: 2", "Count: 3")),
        Story.change("another port of the target group", SHOP, edited("port: 8000", "port: 8080")),
        Story.change("the balancer leaves", SHOP, GROUPS + SERVICE),
        Story.change("the balancer comes", GROUPS + SERVICE, SHOP),
        Story.change("the balancer leaves by mode", SHOP, LEAN),
        Story.change("the balancer comes back by mode", LEAN, SHOP),
        Story.change("the service leaves", SHOP, GROUPS + BALANCER),
        Story.change(
            "a group's name changes", SHOP, edited("api tasks", "api tasks\n    name: shop-api")),
        Story.change("a group's rules change", SHOP, edited("ports: 8000", "ports: 9000")),
        Story.fromNothing("groups that name each other", CIRCLE),
        Story.change(
            "groups that named each other leave",
            CIRCLE,
            "securityGroups: {rest: {}, more: {}, last: {}}"),
        Story.fromNothing("a bucket and a repository", STORAGE),
        Story.change(
            "a bucket and a repository change",
            STORAGE,
            STORAGE.replace("true", "false").replace("10", "20").replace("30", "60")),
        Story.fromNothing("roles and a scheduled task from nothing", WORK),
        Story.change(
            "a scheduled task changes and a role leaves",
            WORK,
            WORK.replace("1.0.0", "1.1.0").replaceFirst("(?s)roles:.*?(?=scheduledTasks)", "")),
        Story.fromNothing("a service with a DNS name from nothing", FOUND),
        Story.change(
            "a service with a DNS name leaves", FOUND, FOUND.replaceFirst("(?m)^  api:.*\\n", "")),
        Story.fromNothing("a network from nothing", NETWORK),
        Story.change("the ways out of a network leave", NETWORK, CLOSED),
        Story.departure("a network leaves", NETWORK + BESIDE, BESIDE),
        Story.fromNothing("a database from nothing", STORE),
        Story.change(
            "a database and its parameters change",
            STORE,
            STORE.replace("\"500\"", "\"900\"").replace("Period: 3", "Period: 5")),
        Story.fromNothing("parameters from nothing", OUTPUTS),
        Story.change(
            "a parameter changes and another leaves",
            OUTPUTS,
            OUTPUTS.replace("one", "eins").replaceFirst("(?m)^  other.*\\n", "")),
        Story.fromNothing("a machine from nothing", BOX),
        Story.change("a machine becomes another size", BOX, BOX.replace("micro", "small")),
        Story.healing("a shop after hands were at it", SHOP, Stories::byHand));
  }

  private static String edited(String... pairs) {
    String yaml = SHOP;
    for (int i = 0; i < pairs.length; i += 2) {
      String after = yaml.replace(pairs[i], pairs[i + 1]);
      if (after.equals(yaml)) {
        throw new IllegalArgumentException("nothing to edit: " + pairs[i]);
      }
      yaml = after;
    }
    return yaml;
  }

  private static void byHand(Lab lab) {
    lab.byHand(EcsClient.class).updateService(r -> r.cluster("dev").service("api").desiredCount(5));
    Ec2Client ec2 = lab.byHand(Ec2Client.class);
    String group =
        ec2.describeSecurityGroups(r -> r.filters(f -> f.name("group-name").values("dev-api")))
            .securityGroups()
            .getFirst()
            .groupId();
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(group).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("0.0.0.0/0"));
    ec2.deleteTags(r -> r.resources(group).tags(t -> t.key("steadystate:spec")));
  }
}
