package steadystate.plan;

import steadystate.resource.ResourceId;

/**
 * Something a reader of the plan must know although nothing is done about it.
 *
 * @param about {@code conflict}, {@code default} (what AWS adds to a new one by itself), {@code
 *     held}, {@code waiting}, {@code unseen} (written a moment ago and not shown yet), {@code
 *     broken}, {@code pending} (a person has to do something elsewhere), {@code unknown}, {@code
 *     not-ours}, {@code news} (nothing is to do), {@code ttl} (when a time to live ends), {@code
 *     hours} (whether it all sleeps, and until when), {@code mode} (what the mode did, or could not
 *     do) or {@code free-tier} (how the account stands)
 */
public record Note(ResourceId resource, String about, String message) {}
