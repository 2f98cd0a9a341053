package steadystate.http;

/**
 * What every page has around it.
 *
 * @param version of the program
 * @param dryRun whether nothing is ever written
 * @param sandbox whether AWS is an invention
 */
public record Frame(String title, String version, boolean dryRun, boolean sandbox) {}
