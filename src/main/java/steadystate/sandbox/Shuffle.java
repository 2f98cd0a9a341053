package steadystate.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * Brings every list of an answer into another order unless its order means something. AWS promises
 * no order for sets, and does change it; whoever compares lists by position finds out here.
 */
final class Shuffle {
  /**
   * The lists whose order carries meaning; everything else is a set. Shape and member are written
   * as the SDK's field names them, which is in PascalCase for EC2, ELB and RDS.
   */
  private static final Set<String> ORDERED =
      Set.of(
          "ContainerDefinition.command",
          "ContainerDefinition.entryPoint",
          "ContainerDefinition.dnsServers",
          "ContainerDefinition.dnsSearchDomains",
          "ContainerOverride.command",
          "HealthCheck.command",
          "PipelineDeclaration.stages",
          "PipelineDeclaration.triggers",
          "GitConfiguration.push",
          "GitConfiguration.pullRequest",
          "ActionDeclaration.commands",
          "ActionDeclaration.inputArtifacts",
          "ActionDeclaration.outputArtifacts",
          "ListPipelineExecutionsResponse.pipelineExecutionSummaries",
          "Service.events",
          "Service.placementStrategy",
          "ListTaskDefinitionsResponse.taskDefinitionArns",
          "ListTaskDefinitionFamiliesResponse.families",
          "ListServiceDeploymentsResponse.serviceDeployments",
          "DescribeScalingActivitiesResponse.ScalingActivities",
          "DescribeLogStreamsResponse.logStreams",
          "GetLogEventsResponse.events",
          "FilterLogEventsResponse.events");

  private final Random random;

  Shuffle(long seed) {
    random = new Random(seed);
  }

  synchronized Object of(Object answer) {
    return answer instanceof SdkPojo pojo ? pojo(pojo) : answer;
  }

  private Object any(Object value, String place) {
    return switch (value) {
      case SdkAutoConstructList<?> unset -> unset;
      case SdkAutoConstructMap<?, ?> unset -> unset;
      case List<?> list -> list(list, place);
      case Map<?, ?> map -> map(map, place);
      case SdkPojo pojo -> pojo(pojo);
      default -> value;
    };
  }

  private Object pojo(SdkPojo pojo) {
    if (!(pojo instanceof ToCopyableBuilder<?, ?> copyable)) {
      return pojo;
    }
    SdkBuilder<?, ?> builder = copyable.toBuilder();
    String shape = pojo.getClass().getSimpleName();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null) {
        field.set(builder, any(value, shape + "." + field.memberName()));
      }
    }
    return builder.build();
  }

  private List<Object> list(List<?> list, String place) {
    List<Object> items = new ArrayList<>();
    list.forEach(item -> items.add(any(item, place)));
    if (!ORDERED.contains(place)) {
      Collections.shuffle(items, random);
    }
    return items;
  }

  private Map<Object, Object> map(Map<?, ?> map, String place) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    Collections.shuffle(entries, random);
    Map<Object, Object> shuffled = new LinkedHashMap<>();
    entries.forEach(entry -> shuffled.put(entry.getKey(), any(entry.getValue(), place)));
    return shuffled;
  }
}
