package steadystate.sandbox.ec2;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;

/**
 * Client tokens: the same request again makes nothing new, another request with the same token is
 * an error.
 *
 * @param request what was asked with the token
 * @param id what was made for it
 */
record Ec2Tokens(AwsRequest request, String id) {
  private static final Table<Ec2Tokens> TABLE = new Table<>("ec2.clientTokens");

  /** The id of what the request makes, which is what it made when it came before. */
  static String once(
      Scene scene, @Nullable String token, AwsRequest request, Supplier<String> make) {
    if (token == null || token.isEmpty()) {
      return make.get();
    }
    String key = request.getClass().getSimpleName() + "|" + token;
    Ec2Tokens before = scene.table(TABLE).get(key);
    if (before == null) {
      String made = make.get();
      scene.table(TABLE).put(key, new Ec2Tokens(request, made));
      return made;
    }
    if (!before.request.equals(request)) {
      throw Ec2.error(
          "IdempotentParameterMismatch",
          "The client token has already been used with other parameters.");
    }
    return before.id;
  }
}
