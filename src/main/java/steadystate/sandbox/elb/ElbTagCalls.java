package steadystate.sandbox.elb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** The tag calls for everything in Elastic Load Balancing. */
final class ElbTagCalls {
  private static final int MOST_ARNS = 20;

  private ElbTagCalls() {}

  static void register(Operations operations) {
    operations
        .on(AddTagsRequest.class, ElbTagCalls::add)
        .on(RemoveTagsRequest.class, ElbTagCalls::remove)
        .on(DescribeTagsRequest.class, ElbTagCalls::describe);
  }

  private static AddTagsResponse add(Scene scene, AddTagsRequest request) {
    Map<String, String> tags = Elb.tags(request.tags());
    for (String arn : checked(scene, request.resourceArns())) {
      Tags.put(scene, arn, tags);
      if (Tags.of(scene, arn).size() > 50) {
        throw Elb.error("TooManyTags", "The maximum number of tags per resource is 50");
      }
    }
    return AddTagsResponse.builder().build();
  }

  private static RemoveTagsResponse remove(Scene scene, RemoveTagsRequest request) {
    for (String arn : checked(scene, request.resourceArns())) {
      Tags.remove(scene, arn, request.tagKeys());
    }
    return RemoveTagsResponse.builder().build();
  }

  private static DescribeTagsResponse describe(Scene scene, DescribeTagsRequest request) {
    List<TagDescription> shown = new ArrayList<>();
    for (String arn : checked(scene, request.resourceArns())) {
      List<Tag> tags = Tags.of(scene, arn, Elb::tag);
      shown.add(TagDescription.builder().resourceArn(arn).tags(tags).build());
    }
    return DescribeTagsResponse.builder().tagDescriptions(shown).build();
  }

  private static List<String> checked(Scene scene, List<String> arns) {
    if (arns.isEmpty() || arns.size() > MOST_ARNS) {
      throw Elb.invalid("The number of resource ARNs must be between 1 and " + MOST_ARNS);
    }
    arns.forEach(arn -> ElbKind.of(arn).checkThere(scene, arn));
    return arns;
  }
}
