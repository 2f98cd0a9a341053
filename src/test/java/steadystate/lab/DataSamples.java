package steadystate.lab;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.s3.S3Client;
import steadystate.lab.Sample.Show;

/** What holds data: databases, buckets, repositories, log groups, machines. */
final class DataSamples {
  private static final String CASES = "what AWS allows differs by engine: DatabaseCasesTest";
  private static final String SANDBOX = "the sandbox's engines have no such option";
  private static final String BASE =
      "databases: {main: {engine: postgres, dbInstanceClass: db.t4g.micro, @}}";

  private static final String POLICY =
      "policy: {Version: \"2012-10-17\", Statement: [{Effect: Allow, Principal: {AWS:"
          + " \"11112222%s\"}, Action: \"s3:GetObject\", Resource:"
          + " \"arn:aws:s3:::shop-data-one/*\"}]}";

  private DataSamples() {}

  static List<Sample> all() {
    return List.of(
        logGroup(), repository(), bucket(), subnetGroup(), parameterGroup(), database(), machine());
  }

  private static Sample logGroup() {
    return new Sample("logGroup/app", "logGroups: {app: {@}}")
        .edit("logGroupName", "name: /shop/app", "name: /shop/web")
        .edit("kmsKeyId", "", "kmsKeyId: \"arn:aws:kms:eu-west-1:123456789012:key/k1\"")
        .edit("logGroupClass", "logGroupClass: STANDARD", "logGroupClass: INFREQUENT_ACCESS")
        .edit("retentionInDays", "retentionInDays: 7", "retentionInDays: 14")
        .edit(
            "deletionProtectionEnabled",
            "deletionProtectionEnabled: false",
            "deletionProtectionEnabled: true")
        .lacks(Show.BUSY, "AWS deletes a log group whatever uses it");
  }

  private static Sample repository() {
    return new Sample("repository/api", "repositories: {api: {@}}")
        .edit("repositoryName", "name: shop/api", "name: shop/web")
        .edit("imageTagMutability", "imageTagMutability: MUTABLE", "imageTagMutability: IMMUTABLE")
        .edit(
            "imageScanningConfiguration",
            "imageScanningConfiguration: {scanOnPush: false}",
            "imageScanningConfiguration: {scanOnPush: true}",
            "imageScanningConfiguration.scanOnPush")
        .edit(
            "encryptionConfiguration",
            "encryptionConfiguration: {encryptionType: AES256}",
            "encryptionConfiguration: {encryptionType: KMS}")
        .edit("lifecyclePolicy", "keep: 10", "keep: 20")
        .edit(
            "repositoryPolicy",
            "repositoryPolicy: {Version: \"2012-10-17\", Statement: [{Effect: Allow, Principal:"
                + " {AWS: \"111122223333\"}, Action: \"ecr:BatchGetImage\"}]}",
            "repositoryPolicy: {Version: \"2012-10-17\", Statement: [{Effect: Allow, Principal:"
                + " {AWS: \"444455556666\"}, Action: \"ecr:BatchGetImage\"}]}")
        .edit("emptyOnDelete", "", "emptyOnDelete: true")
        .holding(
            lab ->
                lab.byHand(EcrClient.class)
                    .putImage(r -> r.repositoryName("shop/api").imageTag("1").imageManifest("{}")),
            lab ->
                lab.byHand(EcrClient.class)
                    .batchDeleteImage(
                        r -> r.repositoryName("shop/api").imageIds(i -> i.imageTag("1"))))
        .untried(
            "with IMMUTABLE_WITH_EXCLUSION: RepositoryKindTest",
            "imageTagMutabilityExclusionFilters")
        .lacks(
            Show.BUSY,
            "images in it refuse the delete, and nothing takes them away by itself:"
                + " RepositoryKindTest");
  }

  private static Sample bucket() {
    return new Sample("bucket/data", "buckets: {data: {@}}")
        .edit("bucket", "name: shop-data-one", "name: shop-data-two")
        .edit(
            "publicAccessBlock",
            "publicAccessBlock: {blockPublicAcls: true}",
            "publicAccessBlock: {blockPublicAcls: false}",
            "publicAccessBlock.blockPublicAcls")
        .edit("versioning", "versioning: true", "versioning: false")
        .edit(
            "encryption",
            "encryption: AES256",
            "encryption: \"arn:aws:kms:eu-west-1:123456789012:key/k1\"")
        .edit("bucketKey", "bucketKey: false", "bucketKey: true")
        .edit(
            "lifecycle",
            "lifecycle: [{id: old, expiration: {days: 30}}]",
            "lifecycle: [{id: old, expiration: {days: 60}}]",
            "lifecycle[old].expiration.days")
        .edit("policy", POLICY.formatted("1111"), POLICY.formatted("2222"))
        .edit("ownership", "ownership: BucketOwnerEnforced", "ownership: ObjectWriter")
        .edit("forceDestroy", "", "forceDestroy: true")
        .untried("managed only where no policy is written: BucketKindTest", "tlsOnly")
        .holding(
            lab ->
                lab.byHand(S3Client.class)
                    .putObject(
                        r -> r.bucket("shop-data-one").key("one"), RequestBody.fromString("x")),
            DataSamples::emptied)
        .lacks(
            Show.BUSY,
            "objects in it refuse the delete, and nothing takes them away by itself:"
                + " BucketKindTest");
  }

  private static void emptied(Lab lab) {
    S3Client s3 = lab.byHand(S3Client.class);
    s3.listObjectVersions(r -> r.bucket("shop-data-one"))
        .versions()
        .forEach(one ->
            s3.deleteObject(
                r -> r.bucket("shop-data-one").key(one.key()).versionId(one.versionId())));
  }

  private static Sample subnetGroup() {
    return new Sample("dbSubnetGroup/main", BASE)
        .untried("made for its database, under its name", "dbSubnetGroupName")
        .untried("made for its database, with one text", "dbSubnetGroupDescription")
        .untried("the network's private subnets: DatabasesTest", "subnetIds")
        .lacks(Show.GONE_BY_HAND, "AWS refuses to delete it under a database")
        .lacks(Show.LOST_ANSWERS, "as database")
        .lacks(Show.LEAVING, "goes with its database")
        .lacks(Show.BUSY, "goes with its database");
  }

  private static Sample parameterGroup() {
    return new Sample(
            "dbParameterGroup/main", BASE.replace("engine:", "engineVersion: \"16\", engine:"))
        .edit(
            "parameters",
            "parameters: {log_min_duration_statement: \"500\"}",
            "parameters: {log_min_duration_statement: \"900\"}",
            "parameters[log_min_duration_statement]")
        .untried(
            "a new family makes a new group: DatabasesTest",
            "dbParameterGroupName",
            "dbParameterGroupFamily")
        .lacks(Show.GONE_BY_HAND, "AWS refuses to delete it under a database")
        .lacks(Show.LOST_ANSWERS, "as database")
        .lacks(Show.LEAVING, "goes with its database")
        .lacks(Show.BUSY, "goes with its database");
  }

  private static Sample database() {
    Sample sample =
        new Sample("database/main", "databases: {main: {engine: postgres, @}}")
            .edit("dbInstanceIdentifier", "name: shop-one", "name: shop-two")
            .edit("dbName", "dbName: shop", "dbName: other")
            .edit("masterUsername", "masterUsername: shop", "masterUsername: other")
            .edit("storageEncrypted", "storageEncrypted: true", "storageEncrypted: false")
            .edit("allocatedStorage", "allocatedStorage: 20", "allocatedStorage: 40")
            .edit(
                "dbInstanceClass", "dbInstanceClass: db.t4g.micro", "dbInstanceClass: db.t4g.small")
            .edit("engineVersion", "engineVersion: \"16.3\"", "engineVersion: \"16.8\"")
            .edit("storageType", "storageType: gp2", "storageType: gp3")
            .edit("maxAllocatedStorage", "", "maxAllocatedStorage: 100");
    change(sample, "backupRetentionPeriod", "3", "5");
    change(sample, "preferredMaintenanceWindow", "sun:03:00-sun:04:00", "mon:03:00-mon:04:00");
    change(sample, "preferredBackupWindow", "01:00-01:30", "02:00-02:30");
    change(sample, "port", "5432", "5433");
    sample.edit("availabilityZone", "", "availabilityZone: eu-west-1b");
    change(sample, "multiAZ", "false", "true");
    change(sample, "autoMinorVersionUpgrade", "false", "true");
    change(sample, "publiclyAccessible", "false", "true");
    change(sample, "copyTagsToSnapshot", "false", "true");
    change(sample, "enableIAMDatabaseAuthentication", "false", "true");
    change(sample, "deletionProtection", "true", "false");
    change(sample, "skipFinalSnapshot", "false", "true");
    change(sample, "enablePerformanceInsights", "false", "true");
    change(sample, "networkType", "IPV4", "DUAL");
    change(sample, "caCertificateIdentifier", "rds-ca-rsa2048-g1", "rds-ca-ecc384-g1");
    change(
        sample,
        "kmsKeyId",
        "\"arn:aws:kms:eu-west-1:123456789012:key/k1\"",
        "\"arn:aws:kms:eu-west-1:123456789012:key/k2\"");
    change(sample, "dedicatedLogVolume", "false", "true");
    sample.edit(
        "enableCloudwatchLogsExports",
        "enableCloudwatchLogsExports: [postgresql]",
        "enableCloudwatchLogsExports: [postgresql, upgrade]",
        "enableCloudwatchLogsExports[upgrade]");
    change(sample, "state", "started", "stopped");
    return sample
        .untried("says how changes are made", "applyImmediately")
        .untried(CASES, "engine", "masterUserPassword", "manageMasterUserPassword")
        .untried(CASES, "iops", "storageThroughput")
        .untried(
            "follow from other entries: DatabasesTest",
            "dbSubnetGroupName",
            "dbParameterGroupName",
            "vpcSecurityGroupIds",
            "monitoringRoleArn")
        .untried(
            "told and stored alike, one by one in DatabaseCasesTest",
            "monitoringInterval",
            "databaseInsightsMode",
            "performanceInsightsKMSKeyId",
            "performanceInsightsRetentionPeriod")
        .untried(
            SANDBOX,
            "dbSecurityGroups",
            "engineLifecycleSupport",
            "licenseModel",
            "optionGroupName",
            "characterSetName",
            "ncharCharacterSetName",
            "dbClusterIdentifier",
            "tdeCredentialArn",
            "domain",
            "domainFqdn",
            "domainOu",
            "domainAuthSecretArn",
            "domainDnsIps",
            "domainIAMRoleName",
            "promotionTier",
            "timezone",
            "processorFeatures",
            "enableCustomerOwnedIp",
            "backupTarget",
            "customIamInstanceProfile",
            "dbSystemId",
            "masterUserSecretKmsKeyId",
            "multiTenant",
            "masterUserAuthenticationType",
            "additionalStorageVolumes")
        .patient(Duration.ofHours(7))
        .lacks(Show.GONE_BY_HAND, "protected; a lost one is told: DatabaseCasesTest")
        .lacks(Show.LEAVING, "protected: DatabaseCasesTest")
        .lacks(Show.BUSY, "AWS refuses a delete only by the status: DatabaseCasesTest");
  }

  private static void change(Sample sample, String field, String before, String after) {
    sample.edit(field, field + ": " + before, field + ": " + after);
  }

  private static Sample machine() {
    Sample sample =
        new Sample(
            "instance/box",
            "instances: {box: {imageId:"
                + " /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64, @}}");
    change(sample, "instanceType", "t3.micro", "t3.small");
    change(sample, "userData", "\"#!/bin/sh one\"", "\"#!/bin/sh two\"");
    change(sample, "keyName", "one", "two");
    change(sample, "disableApiTermination", "false", "true");
    change(sample, "disableApiStop", "false", "true");
    change(sample, "instanceInitiatedShutdownBehavior", "stop", "terminate");
    change(sample, "ebsOptimized", "false", "true");
    sample
        .edit(
            "monitoring",
            "monitoring: {enabled: false}",
            "monitoring: {enabled: true}",
            "monitoring.enabled")
        .edit(
            "metadataOptions",
            "metadataOptions: {httpPutResponseHopLimit: 1}",
            "metadataOptions: {httpPutResponseHopLimit: 2}",
            "metadataOptions.httpPutResponseHopLimit")
        .edit("state", "", "state: stopped");
    return sample
        .untried(
            "told by InstancesTest",
            "blockDeviceMappings",
            "imageId",
            "securityGroupIds",
            "subnetId",
            "iamInstanceProfile")
        .untried(
            "the sandbox's machines have no IPv6",
            "ipv6AddressCount",
            "ipv6Addresses",
            "enablePrimaryIpv6")
        .lacks(Show.BUSY, "AWS terminates a machine whatever uses it");
  }
}
