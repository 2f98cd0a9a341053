package steadystate.cli;

import steadystate.apply.Progress;
import steadystate.failure.Failure;
import steadystate.plan.Plan;
import steadystate.resource.ResourceId;

/** Tells another listener everything. */
class ForwardedProgress implements Progress {
  private final Progress to;

  ForwardedProgress(Progress to) {
    this.to = to;
  }

  @Override
  public void planned(int pass, Plan plan) {
    to.planned(pass, plan);
  }

  @Override
  public void started(ResourceId resource, String verb) {
    to.started(resource, verb);
  }

  @Override
  public void done(ResourceId resource, String verb) {
    to.done(resource, verb);
  }

  @Override
  public void failed(ResourceId resource, String verb, Failure failure) {
    to.failed(resource, verb, failure);
  }

  @Override
  public void skipped(ResourceId resource, String verb, String because) {
    to.skipped(resource, verb, because);
  }

  @Override
  public void settling(ResourceId resource, String reason) {
    to.settling(resource, reason);
  }
}
