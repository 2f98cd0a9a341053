package steadystate.sandbox.acm;

import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.acm.model.DescribeCertificateResponse;
import software.amazon.awssdk.services.acm.model.ImportCertificateRequest;
import software.amazon.awssdk.services.acm.model.ImportCertificateResponse;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.RequestCertificateResponse;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;

/** Certificates: those that were imported are issued, those that were requested wait for ever. */
public final class SandboxAcm implements SandboxService {
  /** By ARN. */
  private static final Table<CertificateDetail> CERTIFICATES = new Table<>("acm.certificates");

  @Override
  public String prefix() {
    return "acm";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return AcmClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(RequestCertificateRequest.class, SandboxAcm::request)
        .on(ImportCertificateRequest.class, SandboxAcm::importOne)
        .on(DescribeCertificateRequest.class, SandboxAcm::describe);
  }

  private static RequestCertificateResponse request(
      Scene scene, RequestCertificateRequest request) {
    return RequestCertificateResponse.builder()
        .certificateArn(
            put(
                scene,
                CertificateDetail.builder()
                    .domainName(request.domainName())
                    .type(CertificateType.AMAZON_ISSUED)
                    .status(CertificateStatus.PENDING_VALIDATION)))
        .build();
  }

  private static ImportCertificateResponse importOne(
      Scene scene, ImportCertificateRequest request) {
    return ImportCertificateResponse.builder()
        .certificateArn(
            put(
                scene,
                CertificateDetail.builder()
                    .type(CertificateType.IMPORTED)
                    .status(CertificateStatus.ISSUED)))
        .build();
  }

  private static String put(Scene scene, CertificateDetail.Builder certificate) {
    String arn = scene.arn("acm", "certificate/" + scene.hex(32));
    scene.table(CERTIFICATES).put(arn, certificate.certificateArn(arn).build());
    return arn;
  }

  private static DescribeCertificateResponse describe(
      Scene scene, DescribeCertificateRequest request) {
    CertificateDetail certificate =
        scene
            .find(CERTIFICATES, request.certificateArn())
            .orElseThrow(() ->
                Errors.of(
                    ResourceNotFoundException.builder(),
                    "Could not find certificate " + request.certificateArn() + "."));
    return DescribeCertificateResponse.builder().certificate(certificate).build();
  }
}
