package steadystate.sandbox;

/**
 * The key of one table of a {@link World}.
 *
 * @param name unique in the sandbox, such as {@code ecs.services}
 * @param <V> the rows: immutable values, because worlds share them
 */
public record Table<V>(String name) {}
