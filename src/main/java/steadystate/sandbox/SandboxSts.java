package steadystate.sandbox;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who is calling. */
final class SandboxSts implements SandboxService {
  @Override
  public String prefix() {
    return "sts";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return StsClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations.on(
        GetCallerIdentityRequest.class,
        (scene, request) ->
            GetCallerIdentityResponse.builder()
                .account(scene.account().id())
                .arn(scene.account().callerArn())
                .userId("AIDASANDBOXSANDBOX")
                .sdkHttpResponse(dated(scene))
                .build());
  }

  /** By which a caller can tell how far its clock is from AWS's. */
  private static SdkHttpResponse dated(Scene scene) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(scene.now().atOffset(ZoneOffset.UTC));
    return SdkHttpResponse.builder().statusCode(200).appendHeader("Date", date).build();
  }
}
