package steadystate.cost;

import java.util.Optional;
import java.util.function.Function;
import steadystate.environment.Environment;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value.Entries;

/**
 * Where a resource stands: what things cost there, and what stands beside it.
 *
 * @param beside the wished model of another resource
 */
record Site(
    String region,
    Prices prices,
    AwakeHours hours,
    Function<ResourceId, Optional<Entries>> beside) {

  static Site of(Environment environment, Prices prices, AwakeHours hours) {
    return new Site(
        environment.settings().region(),
        prices,
        hours,
        id -> environment.find(id).map(Declared::model));
  }
}
