package steadystate.sandbox.quotas;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;

/** The quotas of a new account. */
public final class SandboxQuotas implements SandboxService {
  /**
   * AWS's defaults; {@code applied} is false where Service Quotas tells nothing but the default.
   */
  private record Given(String service, String code, String name, double value, boolean applied) {}

  private static final List<Given> ALL =
      List.of(
          new Given("vpc", "L-F678F1CE", "VPCs per Region", 5, true),
          new Given("vpc", "L-A4707A72", "Internet gateways per Region", 5, true),
          new Given("vpc", "L-E79EC296", "VPC security groups per Region", 2500, true),
          new Given("vpc", "L-0EA8095F", "Inbound or outbound rules per security group", 60, true),
          new Given("ec2", "L-0263D0A3", "EC2-VPC Elastic IPs", 5, true),
          new Given("ecs", "L-9EF96962", "Services per cluster", 5000, false),
          new Given("fargate", "L-3032A538", "Fargate On-Demand vCPU resource count", 6, true),
          new Given("elasticloadbalancing", "L-53DA6B97", "Application Load Balancers", 50, true),
          new Given("elasticloadbalancing", "L-B22855CB", "Target Groups per Region", 3000, true),
          new Given("rds", "L-7B6409FD", "DB instances", 40, true));

  @Override
  public String prefix() {
    return "servicequotas";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return ServiceQuotasClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(GetServiceQuotaRequest.class, SandboxQuotas::applied)
        .on(GetAwsDefaultServiceQuotaRequest.class, SandboxQuotas::usual);
  }

  private static GetServiceQuotaResponse applied(Scene scene, GetServiceQuotaRequest request) {
    Given given =
        find(request.serviceCode(), request.quotaCode())
            .filter(Given::applied)
            .orElseThrow(SandboxQuotas::unknown);
    return GetServiceQuotaResponse.builder().quota(quota(given)).build();
  }

  private static GetAwsDefaultServiceQuotaResponse usual(
      Scene scene, GetAwsDefaultServiceQuotaRequest request) {
    Given given =
        find(request.serviceCode(), request.quotaCode()).orElseThrow(SandboxQuotas::unknown);
    return GetAwsDefaultServiceQuotaResponse.builder().quota(quota(given)).build();
  }

  private static Optional<Given> find(String service, String code) {
    return ALL.stream()
        .filter(given -> given.service().equals(service) && given.code().equals(code))
        .findFirst();
  }

  private static ServiceQuota quota(Given given) {
    return ServiceQuota.builder()
        .serviceCode(given.service())
        .quotaCode(given.code())
        .quotaName(given.name())
        .value(given.value())
        .build();
  }

  private static RuntimeException unknown() {
    return Errors.of(
        NoSuchResourceException.builder(),
        "The request failed because the specified service quota does not exist.");
  }
}
