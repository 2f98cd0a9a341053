package steadystate.lab;

import java.util.ArrayList;
import java.util.List;

/** The rows of all kinds. */
final class Samples {
  private Samples() {}

  static List<Sample> all() {
    List<Sample> all = new ArrayList<>();
    all.add(
        Sample.elsewhere(
            "expiry",
            "it is made by a time to live that ran out, and by no entry: TimeToLiveTest"));
    all.addAll(NetworkSamples.all());
    all.addAll(DataSamples.all());
    all.addAll(TrafficSamples.all());
    all.addAll(WorkSamples.all());
    all.addAll(DeliverySamples.all());
    return all;
  }
}
