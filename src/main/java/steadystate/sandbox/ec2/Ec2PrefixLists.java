package steadystate.sandbox.ec2;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListState;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;

/** The prefix lists that AWS keeps in every region. They are fixed, so there is no table. */
final class Ec2PrefixLists {
  /** Each entry of a list counts as a rule of the group that refers to it. */
  private static final Map<String, Integer> WEIGHTS =
      Map.of("s3", 1, "dynamodb", 1, "cloudfront.origin-facing", 55);

  private static final Ec2List<ManagedPrefixList> LIST =
      new Ec2List<>(Ec2Kind.PREFIX_LIST, ManagedPrefixList::prefixListId)
          .by("prefix-list-name", ManagedPrefixList::prefixListName)
          .by("prefix-list-id", ManagedPrefixList::prefixListId)
          .by("owner-id", ManagedPrefixList::ownerId);

  private Ec2PrefixLists() {}

  static void register(Operations operations) {
    operations
        .on(DescribeManagedPrefixListsRequest.class, Ec2PrefixLists::describe)
        .on(DescribePrefixListsRequest.class, Ec2PrefixLists::describeOld);
  }

  static void checkThere(Scene scene, @Nullable String id) {
    String asked = Ec2.required(id, "PrefixListId");
    if (all(scene).stream().noneMatch(list -> list.prefixListId().equals(asked))) {
      throw Ec2Kind.PREFIX_LIST.unknown(asked);
    }
  }

  /** How many rules a reference to this list counts for. */
  static int weight(Scene scene, String id) {
    return all(scene).stream()
        .filter(list -> list.prefixListId().equals(id))
        .mapToInt(list -> WEIGHTS.getOrDefault(service(list.prefixListName()), 1))
        .findFirst()
        .orElse(1);
  }

  private static DescribeManagedPrefixListsResponse describe(
      Scene scene, DescribeManagedPrefixListsRequest request) {
    Page<ManagedPrefixList> page = LIST.page(scene, request, all(scene), request.prefixListIds());
    return DescribeManagedPrefixListsResponse.builder()
        .prefixLists(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static DescribePrefixListsResponse describeOld(
      Scene scene, DescribePrefixListsRequest request) {
    Page<ManagedPrefixList> page = LIST.page(scene, request, all(scene), request.prefixListIds());
    List<PrefixList> shown =
        page.items().stream()
            .map(list ->
                PrefixList.builder()
                    .prefixListId(list.prefixListId())
                    .prefixListName(list.prefixListName())
                    .cidrs(List.of())
                    .build())
            .toList();
    return DescribePrefixListsResponse.builder()
        .prefixLists(shown)
        .nextToken(page.nextToken())
        .build();
  }

  private static List<ManagedPrefixList> all(Scene scene) {
    String region = "com.amazonaws." + scene.region();
    return List.of(
        list(scene, region + ".s3"),
        list(scene, region + ".dynamodb"),
        list(scene, "com.amazonaws.global.cloudfront.origin-facing"));
  }

  private static ManagedPrefixList list(Scene scene, String name) {
    String id = Ec2Seed.id(scene, "pl", name);
    return ManagedPrefixList.builder()
        .prefixListId(id)
        .prefixListName(name)
        .prefixListArn("arn:aws:ec2:" + scene.region() + ":aws:prefix-list/" + id)
        .addressFamily("IPv4")
        .state(PrefixListState.CREATE_COMPLETE)
        .version(1L)
        .ownerId("AWS")
        .tags(List.of())
        .build();
  }

  private static String service(String name) {
    return name.replaceFirst("com\\.amazonaws\\.[^.]+\\.", "");
  }
}
