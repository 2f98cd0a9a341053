package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** EC2's one set of tag calls for all of its things. */
final class Ec2TagCalls {
  private Ec2TagCalls() {}

  static void register(Operations operations) {
    operations
        .on(CreateTagsRequest.class, Ec2.dryRunnable(Ec2TagCalls::create))
        .on(DeleteTagsRequest.class, Ec2.dryRunnable(Ec2TagCalls::delete))
        .on(DescribeTagsRequest.class, Ec2TagCalls::describe);
  }

  private static CreateTagsResponse create(Scene scene, CreateTagsRequest request) {
    Map<String, String> tags = Ec2.checked(request.tags());
    for (String id : request.resources()) {
      Ec2.tag(scene, kind(scene, id), id, tags);
    }
    return CreateTagsResponse.builder().build();
  }

  /** A tag given with a value goes only if it has that value; no tags at all means every tag. */
  private static DeleteTagsResponse delete(Scene scene, DeleteTagsRequest request) {
    for (String id : request.resources()) {
      String arn = kind(scene, id).arn(scene, id);
      Map<String, String> there = Tags.of(scene, arn);
      List<String> keys =
          request.hasTags()
              ? request.tags().stream()
                  .filter(tag -> tag.value() == null || tag.value().equals(there.get(tag.key())))
                  .map(Tag::key)
                  .toList()
              : List.copyOf(there.keySet());
      Tags.remove(scene, arn, keys);
    }
    return DeleteTagsResponse.builder().build();
  }

  private static Ec2Kind kind(Scene scene, String id) {
    Ec2Kind kind =
        Ec2Kind.of(id)
            .orElseThrow(() -> Ec2.error("InvalidID", "The ID '" + id + "' is not valid"));
    if (!kind.exists(scene, id)) {
      throw kind.unknown(id);
    }
    return kind;
  }

  private static DescribeTagsResponse describe(Scene scene, DescribeTagsRequest request) {
    String start = scene.arn(Ec2.PREFIX, "");
    List<TagDescription> all = new ArrayList<>();
    scene
        .table(Tags.TABLE)
        .forEach((arn, tags) -> {
          if (arn.startsWith(start)) {
            String[] typeAndId = arn.substring(start.length()).split("/", 2);
            tags.forEach((key, value) ->
                all.add(
                    TagDescription.builder()
                        .resourceType(typeAndId[0])
                        .resourceId(typeAndId[1])
                        .key(key)
                        .value(value)
                        .build()));
          }
        });
    request.filters().forEach(filter -> all.removeIf(tag -> !fits(tag, filter)));
    Page<TagDescription> page = Ec2List.cut(request, all);
    return DescribeTagsResponse.builder().tags(page.items()).nextToken(page.nextToken()).build();
  }

  private static boolean fits(TagDescription tag, Filter filter) {
    String actual =
        switch (filter.name()) {
          case "resource-id" -> tag.resourceId();
          case "resource-type" -> tag.resourceTypeAsString();
          case "key" -> tag.key();
          case "value" -> tag.value();
          default -> throw Ec2.invalid("The filter '" + filter.name() + "' is invalid");
        };
    return filter.values().stream()
        .anyMatch(value -> Ec2List.pattern(value).matcher(actual).matches());
  }
}
