package steadystate.report;

import java.util.Locale;
import steadystate.drift.Status;
import steadystate.plan.Action;
import steadystate.plan.Change;

/** The signs and words that go with actions and states. */
final class Words {
  private Words() {}

  static String sign(Action action) {
    return switch (action) {
      case CREATE -> "+";
      case UPDATE, ADOPT, RELEASE -> "~";
      case REPLACE -> "-/+";
      case DELETE -> "-";
    };
  }

  static Ink ink(Action action) {
    return switch (action) {
      case CREATE -> Ink.CREATE;
      case UPDATE, ADOPT, RELEASE -> Ink.UPDATE;
      case REPLACE, DELETE -> Ink.DESTROY;
    };
  }

  /** What an apply would do about a state: the sign of a plan. */
  static String sign(Status status) {
    return switch (status) {
      case IN_SYNC -> "=";
      case DRIFTED, PENDING -> "~";
      case MISSING -> "+";
      case EXTRA -> "-";
      case CONFLICT -> "!";
      case UNKNOWN -> "?";
    };
  }

  static Ink ink(Status status) {
    return switch (status) {
      case IN_SYNC -> Ink.DIM;
      case DRIFTED, PENDING -> Ink.UPDATE;
      case MISSING -> Ink.CREATE;
      case EXTRA -> Ink.DESTROY;
      case CONFLICT -> Ink.REFUSED;
      case UNKNOWN -> Ink.UNKNOWN;
    };
  }

  /** The API's word for why something is done. */
  static String why(Status status) {
    return switch (status) {
      case IN_SYNC -> "in-sync";
      case DRIFTED -> "drift";
      case PENDING -> "pending";
      case MISSING -> "missing";
      case EXTRA -> "extra";
      case CONFLICT -> "conflict";
      case UNKNOWN -> "unknown";
    };
  }

  /** The same for people who meet the word for the first time. */
  static String meaning(Status status) {
    return switch (status) {
      case IN_SYNC -> "as in the spec";
      case DRIFTED -> "changed in AWS";
      case PENDING -> "changed in the spec";
      case MISSING -> "not in AWS";
      case EXTRA -> "not in the spec";
      case CONFLICT -> "there, and not ours";
      case UNKNOWN -> "AWS did not say";
    };
  }

  /** Why a change is made, with the reason that stands at none of its fields. */
  static String meaning(Change change) {
    return change.reason().isEmpty()
        ? meaning(change.why())
        : "left out, because " + change.reason();
  }

  static String lower(Status status) {
    return status == Status.IN_SYNC ? "in sync" : status.word().toLowerCase(Locale.ROOT);
  }

  /** {@code 1 resource}, {@code 2 resources}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
