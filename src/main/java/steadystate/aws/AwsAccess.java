package steadystate.aws;

/** Where SDK clients come from: the real AWS, or one in memory. */
public interface AwsAccess {
  /**
   * A client for one service and region; the same one at every call.
   *
   * @param type the SDK's client interface, such as {@code EcsClient.class}
   */
  <C> C client(Class<C> type, String region);
}
