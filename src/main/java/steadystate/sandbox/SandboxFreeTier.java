package steadystate.sandbox;

import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.freetier.FreeTierClient;
import software.amazon.awssdk.services.freetier.model.GetAccountPlanStateRequest;
import software.amazon.awssdk.services.freetier.model.GetAccountPlanStateResponse;
import software.amazon.awssdk.services.freetier.model.GetFreeTierUsageRequest;
import software.amazon.awssdk.services.freetier.model.GetFreeTierUsageResponse;

/** The account's plan: a paid one with some credits left, unless somebody says otherwise. */
public final class SandboxFreeTier implements SandboxService {
  /** What a test made of the account, under {@code plan} and {@code usage}. */
  public static final Table<GetAccountPlanStateResponse> PLAN = new Table<>("freetier.plan");

  public static final Table<GetFreeTierUsageResponse> USAGE = new Table<>("freetier.usage");

  @Override
  public String prefix() {
    return "freetier";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return FreeTierClient.class;
  }

  @Override
  public String home(String region) {
    return "us-east-1";
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(
            GetAccountPlanStateRequest.class,
            (scene, request) ->
                scene
                    .find(PLAN, "plan")
                    .orElseGet(() ->
                        GetAccountPlanStateResponse.builder()
                            .accountId(scene.account().id())
                            .accountPlanType("PAID")
                            .accountPlanStatus("ACTIVE")
                            .accountPlanRemainingCredits(m -> m.amount(100.0).unit("USD"))
                            .build()))
        .on(
            GetFreeTierUsageRequest.class,
            (scene, request) ->
                scene.find(USAGE, "usage").orElse(GetFreeTierUsageResponse.builder().build()));
  }
}
