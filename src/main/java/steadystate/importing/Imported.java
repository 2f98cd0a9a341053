package steadystate.importing;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;

/**
 * What an import comes to.
 *
 * @param files the spec, by names in the folder of the environment
 * @param taken how many entries each section got
 * @param leftOut what was seen and is not in the spec
 * @param remarks what a reader of the spec must know
 * @param unproven why a plan of the spec would not be empty; empty when it is
 */
public record Imported(
    String environment,
    String account,
    String region,
    SortedMap<String, String> files,
    SequencedMap<String, Integer> taken,
    List<LeftOut> leftOut,
    List<String> remarks,
    List<String> unproven) {
  public Imported {
    files = Collections.unmodifiableSortedMap(files);
    taken = Collections.unmodifiableSequencedMap(taken);
    leftOut = List.copyOf(leftOut);
    remarks = List.copyOf(remarks);
    unproven = List.copyOf(unproven);
  }
}
