package steadystate.orphan;

import java.util.Set;

/** Accounts as they stand, and the way to take one thing out of them. */
public interface Warehouse {
  /**
   * Reads; a sort that cannot be read is {@linkplain Stock#unread() unread}.
   *
   * @throws steadystate.failure.FailureException when the credentials are those of another account
   */
  Stock read(Place place, Set<Sort> sorts);

  /**
   * Deletes, through the gate for writes; what is gone already is a success.
   *
   * @throws steadystate.failure.FailureException when AWS says no
   */
  void delete(Place place, Thing thing);

  /** An account and a region in it. */
  record Place(String account, String region) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return account + "/" + region;
    }
  }
}
