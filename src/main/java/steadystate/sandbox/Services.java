package steadystate.sandbox;

import java.util.List;
import steadystate.sandbox.acm.SandboxAcm;
import steadystate.sandbox.cloudtrail.SandboxCloudTrail;
import steadystate.sandbox.codebuild.SandboxCodeBuild;
import steadystate.sandbox.codeconnections.SandboxCodeConnections;
import steadystate.sandbox.codepipeline.SandboxCodePipeline;
import steadystate.sandbox.discovery.SandboxDiscovery;
import steadystate.sandbox.ec2.SandboxEc2;
import steadystate.sandbox.ecr.SandboxEcr;
import steadystate.sandbox.ecs.SandboxEcs;
import steadystate.sandbox.ecs.SandboxScaling;
import steadystate.sandbox.elb.SandboxElb;
import steadystate.sandbox.iam.SandboxIam;
import steadystate.sandbox.logs.SandboxLogs;
import steadystate.sandbox.quotas.SandboxQuotas;
import steadystate.sandbox.rds.SandboxRds;
import steadystate.sandbox.s3.SandboxS3;
import steadystate.sandbox.scheduler.SandboxScheduler;
import steadystate.sandbox.secrets.SandboxSecrets;
import steadystate.sandbox.ssm.SandboxSsm;

/** The services that the sandbox models: one line for each. */
public final class Services {
  private Services() {}

  static List<SandboxService> all(Recording recording) {
    return List.of(
        new SandboxSts(),
        new SandboxFreeTier(),
        new SandboxCloudTrail(recording::writes),
        new SandboxEc2(),
        new SandboxElb(),
        new SandboxEcs(),
        new SandboxEcr(),
        new SandboxIam(),
        new SandboxLogs(),
        new SandboxRds(),
        new SandboxSecrets(),
        new SandboxScaling(),
        new SandboxS3(),
        new SandboxSsm(),
        new SandboxCodeConnections(),
        new SandboxCodeBuild(),
        new SandboxCodePipeline(),
        new SandboxScheduler(),
        new SandboxDiscovery(),
        new SandboxAcm(),
        new SandboxQuotas(),
        new SandboxTagging());
  }
}
