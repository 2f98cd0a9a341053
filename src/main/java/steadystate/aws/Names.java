package steadystate.aws;

/** AWS's names in the form in which the spec writes them. */
public final class Names {
  private Names() {}

  /**
   * {@code DBInstanceClass} becomes {@code dbInstanceClass}, {@code MultiAZ} becomes {@code
   * multiAZ}.
   */
  public static String lowerCamel(String name) {
    int capitals = 0;
    while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
      capitals++;
    }
    if (capitals == 0) {
      return name;
    }
    boolean wordFollows =
        capitals < name.length() && Character.isLowerCase(name.charAt(capitals)) && capitals > 1;
    int lower = wordFollows ? capitals - 1 : capitals;
    return name.substring(0, lower).toLowerCase(java.util.Locale.ROOT) + name.substring(lower);
  }
}
