package steadystate.reconcile;

import steadystate.reconcile.Answer.Request;

/** Something that a person asked, and what has become of it. */
public record Note(Ask ask, Request request) {
  boolean isOpen() {
    return request.handledAt().isEmpty();
  }

  /** What it is about: a later note about the same takes its place. Empty for what passes. */
  String matter() {
    return switch (ask) {
      case Ask.Reconcile reconcile -> "";
      case Ask.Suspend suspend -> "suspend";
      case Ask.Resume resume -> "suspend";
      case Ask.Hold hold -> "hold";
      case Ask.Release release -> "hold";
      case Ask.Rollback rollback -> "rollback " + rollback.service();
      case Ask.Approve approve -> "approve";
    };
  }
}
