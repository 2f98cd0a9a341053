package steadystate.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import steadystate.lab.Lab;
import steadystate.plan.Action;

/** An account of a few things, taken as a whole. */
class ImportTest {

  @Test
  void a_service_is_written_in_its_short_form() {
    Lab lab = Lab.inMemory();
    String group = group(lab, "dev-api");
    service(lab, group);

    Imported imported = lab.imported(request());

    assertThat(imported.unproven()).isEmpty();
    assertThat(imported.files().get("ecs.yaml"))
        .contains(
            """
              cluster: {name: shop}

              services:
                api:
                  name: dev-api
                  image: public.ecr.aws/nginx/nginx:1.27
                  cpu: 256
                  memory: 512
                  port: 8000
                  environment: {LOG_LEVEL: info}
                  desiredCount: 2
                  securityGroups: [securityGroup/api]
            """)
        .endsWith("      assignPublicIp: true\n      taskDefinition: {family: api}\n");
    assertThat(imported.files().get("vpc.yaml"))
        .endsWith(
            """
              securityGroups:
                api:
                  description: by hand
                  ingress: [{protocol: tcp, ports: 8000, from: [10.0.0.0/8, 192.168.0.0/16]}]
            """);
  }

  @Test
  void a_value_that_looks_like_a_secret_stays_where_it_is() {
    Lab lab = Lab.inMemory();
    service(lab, group(lab, "dev-api"));

    Imported imported = lab.imported(request());

    assertThat(String.join("", imported.files().values())).doesNotContain("hunter2");
    assertThat(imported.files().get("environment.yaml"))
        .contains("containerDefinitions[api].environment[DB_PASSWORD]");
    assertThat(imported.remarks()).first().asString().contains("DB_PASSWORD");
  }

  @Test
  void applying_what_was_written_puts_tags_on_and_nothing_else() {
    Lab lab = Lab.inMemory();
    service(lab, group(lab, "dev-api"));
    SortedMap<String, String> files = lab.imported(request()).files();
    int revisions = revisions(lab);

    assertThat(lab.look(files).plan().changes()).allMatch(c -> c.action() == Action.ADOPT);
    lab.apply(lab.environment(files));

    assertThat(lab.look(files).plan().isEmpty()).isTrue();
    assertThat(revisions(lab)).isEqualTo(revisions);
  }

  @Test
  void what_this_program_made_comes_back_as_it_was_meant() {
    Lab lab = Lab.inMemory();
    String written =
        """
        securityGroups:
          alb: {ingress: [{protocol: tcp, ports: 80, from: 0.0.0.0/0}]}
          api: {ingress: [{protocol: tcp, ports: 8000, from: securityGroup/alb}]}
        loadBalancers:
          public:
            securityGroups: [securityGroup/alb]
            listeners: {http: {port: 80, protocol: HTTP}}
        databases:
          main:
            {engine: postgres, engineVersion: "16", dbInstanceClass: db.t4g.micro,
             parameters: {log_min_duration_statement: "500"}}
        services:
          api:
            image: public.ecr.aws/nginx/nginx:1.27
            cpu: 256
            memory: 512
            port: 8000
            securityGroups: [securityGroup/api]
            logRetentionDays: 14
            autoscaling: {min: 1, max: 3, targetCPUUtilization: 60}
            expose: [{loadBalancer: loadBalancer/public, path: /api/*, healthCheck: {path: /up}}]
        """;
    lab.apply(written);

    Imported imported = lab.imported(request());

    assertThat(imported.unproven()).isEmpty();
    assertThat(imported.leftOut()).extracting(LeftOut::name).containsOnly("default");
    assertThat(lab.look(imported.files()).plan().isEmpty()).isTrue();
    assertThat(imported.files().get("ecs.yaml")).contains("targetCPUUtilization: 60");
    assertThat(imported.files().get("alb.yaml"))
        .contains(
            """
                public:
                  securityGroups: [securityGroup/alb]
                  listeners: {http: {port: 80, protocol: HTTP}}
            """)
        .doesNotContain("name: dev-public");
  }

  private static int revisions(Lab lab) {
    return lab.byHand(EcsClient.class).listTaskDefinitions().taskDefinitionArns().size();
  }

  private static Import.Request request() {
    return new Import.Request("dev", Lab.REGION, Optional.empty(), Optional.empty());
  }

  private static String group(Lab lab, String name) {
    Ec2Client ec2 = lab.byHand(Ec2Client.class);
    String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
    String id =
        ec2.createSecurityGroup(r -> r.groupName(name).description("by hand").vpcId(vpc)).groupId();
    ec2.authorizeSecurityGroupIngress(r ->
        r.groupId(id)
            .ipPermissions(p ->
                p.ipProtocol("tcp")
                    .fromPort(8000)
                    .toPort(8000)
                    .ipRanges(c -> c.cidrIp("10.0.0.0/8"), c -> c.cidrIp("192.168.0.0/16"))));
    return id;
  }

  private static void service(Lab lab, String group) {
    EcsClient ecs = lab.byHand(EcsClient.class);
    ecs.createCluster(r -> r.clusterName("shop"));
    ecs.registerTaskDefinition(r ->
        r.family("api")
            .cpu("256")
            .memory("512")
            .networkMode("awsvpc")
            .requiresCompatibilitiesWithStrings("FARGATE")
            .containerDefinitions(c ->
                c.name("api")
                    .image("public.ecr.aws/nginx/nginx:1.27")
                    .portMappings(p -> p.containerPort(8000))
                    .environment(
                        e -> e.name("LOG_LEVEL").value("info"),
                        e -> e.name("DB_PASSWORD").value("hunter2hunter2"))));
    Ec2Client ec2 = lab.byHand(Ec2Client.class);
    List<String> subnets =
        ec2.describeSubnets().subnets().stream().map(s -> s.subnetId()).limit(2).toList();
    ecs.createService(r ->
        r.cluster("shop")
            .serviceName("dev-api")
            .taskDefinition("api")
            .desiredCount(2)
            .launchType("FARGATE")
            .networkConfiguration(n ->
                n.awsvpcConfiguration(
                    v -> v.subnets(subnets).securityGroups(group).assignPublicIp("ENABLED"))));
  }
}
