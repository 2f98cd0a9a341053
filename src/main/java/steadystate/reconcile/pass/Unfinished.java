package steadystate.reconcile.pass;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import steadystate.apply.StepResult;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.plan.Step;

/**
 * What this process made and could not complete yet: a route table whose gateway is still coming.
 * It carries today's hash and lacks what comes later, which nobody took away. Losing this memory
 * costs a wrong word for one pass, never a wrong call.
 */
final class Unfinished {
  private final Set<String> bodies = ConcurrentHashMap.newKeySet();

  /** Learns from a pass. */
  void remember(String environment, List<Step> steps, List<StepResult> results) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      String body = key(environment, step.resource().toString());
      if (results.get(i).succeeded()) {
        if (step.verb() == Step.Verb.COMPLETE || step.verb() == Step.Verb.UPDATE) {
          bodies.remove(body);
        }
      } else if (step.verb() == Step.Verb.COMPLETE) {
        bodies.add(body);
      }
    }
  }

  /** The findings, in which nothing that is still being made has drifted. */
  List<Finding> judged(String environment, List<Finding> findings) {
    return findings.stream().map(finding -> judged(environment, finding)).toList();
  }

  private Finding judged(String environment, Finding finding) {
    boolean open =
        finding.status() == Status.DRIFTED
            && bodies.contains(key(environment, finding.id().toString()));
    return open ? finding.status(Status.PENDING) : finding;
  }

  private static String key(String environment, String resource) {
    return environment + "/" + resource;
  }
}
