package steadystate.aws;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import steadystate.resource.Member;
import steadystate.resource.Shape;

/**
 * Shapes read from the SDK's own description of its requests, so that every field AWS takes can be
 * written without being copied out by hand.
 */
public final class SdkShapes {
  private SdkShapes() {}

  /**
   * The members of a request or model class.
   *
   * @param prototype an empty instance, such as {@code CreateServiceRequest.builder().build()}
   */
  public static Shape.Structure of(SdkPojo prototype) {
    return structure(prototype, new HashSet<>());
  }

  private static Shape.Structure structure(SdkPojo prototype, Set<Class<?>> above) {
    Class<?> type = modelClass(prototype);
    Map<String, Member> members = new LinkedHashMap<>();
    if (!above.add(type)) {
      return Shape.Structure.empty();
    }
    for (SdkField<?> field : prototype.sdkFields()) {
      String name = Names.lowerCamel(field.memberName());
      members.put(name, Member.of(shape(field, above, allowed(type, name))));
    }
    above.remove(type);
    return new Shape.Structure(new LinkedHashMap<>(members));
  }

  private static Shape shape(SdkField<?> field, Set<Class<?>> above, List<String> allowed) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      ListTrait list = field.getTrait(ListTrait.class);
      Shape element = shape(list.memberFieldInfo(), above, allowed);
      return Shape.ItemsOf.ordered(element);
    }
    if (type == MarshallingType.MAP) {
      MapTrait map = field.getTrait(MapTrait.class);
      return Shape.EntriesOf.of(shape(map.valueFieldInfo(), above, List.of()));
    }
    if (type == MarshallingType.SDK_POJO) {
      return structure(field.constructor().get(), above);
    }
    if (type == MarshallingType.DOCUMENT) {
      return new Shape.Anything();
    }
    return Shape.Scalar.of(scalar(type)).allowed(allowed);
  }

  private static Shape.Type scalar(MarshallingType<?> type) {
    if (type == MarshallingType.BOOLEAN) {
      return Shape.Type.BOOLEAN;
    }
    if (type == MarshallingType.INTEGER
        || type == MarshallingType.LONG
        || type == MarshallingType.SHORT) {
      return Shape.Type.INTEGER;
    }
    if (type == MarshallingType.DOUBLE
        || type == MarshallingType.FLOAT
        || type == MarshallingType.BIG_DECIMAL) {
      return Shape.Type.DECIMAL;
    }
    return type == MarshallingType.INSTANT ? Shape.Type.TIMESTAMP : Shape.Type.TEXT;
  }

  /** The values of an enum member: the SDK's getter names its Java enum, the field does not. */
  private static List<String> allowed(Class<?> type, String name) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == 0) {
        if (method.getReturnType().isEnum()) {
          return constants(method.getReturnType());
        }
        if (method.getGenericReturnType() instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> element
            && element.isEnum()) {
          return constants(element);
        }
      }
    }
    return List.of();
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> !((Enum<?>) constant).name().equals("UNKNOWN_TO_SDK_VERSION"))
        .map(Object::toString)
        .toList();
  }

  private static Class<?> modelClass(SdkPojo prototype) {
    Class<?> type = prototype.getClass();
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type : outer;
  }
}
