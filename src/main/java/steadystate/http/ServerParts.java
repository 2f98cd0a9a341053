package steadystate.http;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import steadystate.orphan.Search;

/**
 * What a server is made of besides the controller.
 *
 * @param openToRead whether reading needs no token
 * @param tokens those that count now
 * @param awsCalls how often each operation was called so far
 * @param webhook by what GitHub's is checked; it is not there without
 * @param keystore by what the server speaks TLS; it speaks plain HTTP without
 * @param byHand what the sandbox offers to do behind the controller's back
 * @param orphans where things are looked for that nobody uses; not there without
 */
public record ServerParts(
    Address address,
    boolean openToRead,
    Supplier<Tokens> tokens,
    String version,
    Supplier<SortedMap<String, Long>> awsCalls,
    Optional<ByHand> byHand,
    Optional<Webhook> webhook,
    Optional<Keystore> keystore,
    Optional<Search> orphans) {

  /** Open to read where only this machine can reach it. */
  public ServerParts(
      Address address,
      Tokens tokens,
      String version,
      Supplier<SortedMap<String, Long>> awsCalls,
      Optional<ByHand> byHand) {
    this(
        address,
        address.isLoopback(),
        () -> tokens,
        version,
        awsCalls,
        byHand,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public ServerParts tokens(Supplier<Tokens> other) {
    return new ServerParts(
        address, openToRead, other, version, awsCalls, byHand, webhook, keystore, orphans);
  }

  public ServerParts webhook(Optional<Webhook> other) {
    return new ServerParts(
        address, openToRead, tokens, version, awsCalls, byHand, other, keystore, orphans);
  }

  public ServerParts keystore(Optional<Keystore> other) {
    return new ServerParts(
        address, openToRead, tokens, version, awsCalls, byHand, webhook, other, orphans);
  }

  public ServerParts orphans(Search search) {
    return new ServerParts(
        address,
        openToRead,
        tokens,
        version,
        awsCalls,
        byHand,
        webhook,
        keystore,
        Optional.of(search));
  }
}
