package steadystate.kinds.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import steadystate.kinds.SdkTags;
import steadystate.resource.Scope;

/** Tags of things in EC2, which all go through the same two calls. */
public final class Ec2Tags {
  private Ec2Tags() {}

  public static List<Tag> of(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  static Map<String, String> map(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.key(), tag.value()));
    return map;
  }

  public static void change(Scope scope, String id, Map<String, String> put, Set<String> remove) {
    Ec2Client ec2 = scope.client(Ec2Client.class);
    if (!put.isEmpty()) {
      ec2.createTags(r -> r.resources(id).tags(of(put)));
    }
    if (!remove.isEmpty()) {
      List<Tag> keys = remove.stream().map(key -> Tag.builder().key(key).build()).toList();
      ec2.deleteTags(r -> r.resources(id).tags(keys));
    }
  }
}
