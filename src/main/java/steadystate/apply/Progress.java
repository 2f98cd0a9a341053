package steadystate.apply;

import steadystate.failure.Failure;
import steadystate.plan.Plan;
import steadystate.resource.ResourceId;

/** Hears what happens while a plan is carried out. Called from several threads. */
public interface Progress {
  /** Hears nothing. */
  Progress SILENT = new Progress() {};

  /** A pass begins with this plan; passes count from 1. */
  default void planned(int pass, Plan plan) {}

  /** A step begins, such as {@code create}, {@code update}, {@code complete}, {@code delete}. */
  default void started(ResourceId resource, String verb) {}

  default void done(ResourceId resource, String verb) {}

  default void failed(ResourceId resource, String verb, Failure failure) {}

  /**
   * A step is left out.
   *
   * @param because {@code it needs service/web}, which was not done, or {@code it waits for} what
   *     AWS has not told yet
   */
  default void skipped(ResourceId resource, String verb, String because) {}

  /** All steps are sent, and this resource is still on its way. */
  default void settling(ResourceId resource, String reason) {}
}
