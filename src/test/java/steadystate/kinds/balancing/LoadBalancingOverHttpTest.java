package steadystate.kinds.balancing;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import steadystate.aws.AwsAccess;
import steadystate.lab.MotoServer;
import steadystate.sandbox.ManualClock;

/** The same on an emulator, so that real requests and answers cross a wire. */
class LoadBalancingOverHttpTest extends LoadBalancing {
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Map<Integer, String> certificates = new HashMap<>();
  private URI emulator = URI.create("http://127.0.0.1");
  private BalancerStage stage =
      new BalancerStage(access(URI.create("http://127.0.0.1")), new ManualClock(), "");

  @BeforeEach
  void start() {
    emulator = MotoServer.fresh();
    openDefaultVpc();
    stage = new BalancerStage(access(emulator), new ManualClock(), "123456789012");
  }

  /** AWS's default VPC has a way to the internet; the emulator's has none. */
  private void openDefaultVpc() {
    try (Ec2Client ec2 = built(Ec2Client.builder(), emulator)) {
      String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
      String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
      ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
      String table =
          ec2.describeRouteTables(r ->
                  r.filters(
                      f -> f.name("vpc-id").values(vpc),
                      f -> f.name("association.main").values("true")))
              .routeTables()
              .getFirst()
              .routeTableId();
      ec2.createRoute(
          r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    }
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Override
  BalancerStage stage() {
    return stage;
  }

  @Override
  String certificate(int number) {
    return certificates.computeIfAbsent(
        number,
        n -> {
          try (AcmClient acm = built(AcmClient.builder(), emulator)) {
            return acm.requestCertificate(r -> r.domainName(n + ".example.com")).certificateArn();
          }
        });
  }

  private AwsAccess access(URI endpoint) {
    Map<Class<?>, Object> clients =
        Map.of(
            Ec2Client.class, built(Ec2Client.builder(), endpoint),
            ElasticLoadBalancingV2Client.class,
                built(ElasticLoadBalancingV2Client.builder(), endpoint));
    return new AwsAccess() {
      @Override
      public <C> C client(Class<C> type, String region) {
        return type.cast(clients.get(type));
      }
    };
  }

  private <B extends AwsClientBuilder<B, C>, C> C built(B builder, URI endpoint) {
    if (builder
        instanceof software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<?, ?> sync) {
      sync.httpClient(http);
    }
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(BalancerStage.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
