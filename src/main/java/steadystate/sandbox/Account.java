package steadystate.sandbox;

/**
 * Whose AWS this is.
 *
 * @param id twelve digits
 * @param callerArn what {@code sts:GetCallerIdentity} answers and {@code registeredBy} shows
 */
public record Account(String id, String callerArn) {
  public Account {
    if (!id.matches("\\d{12}")) {
      throw new IllegalArgumentException("an account id has 12 digits: " + id);
    }
  }

  /** The account with a plain IAM user in it. */
  public static Account of(String id) {
    return new Account(id, "arn:aws:iam::" + id + ":user/sandbox");
  }

  /** Somebody who works in the account. */
  public String userArn(String name) {
    return "arn:aws:iam::" + id + ":user/" + name;
  }

  /** The root of the account's ARN space, as it stands in trust documents. */
  public String rootArn() {
    return "arn:aws:iam::" + id + ":root";
  }
}
