package steadystate.reconcile;

import steadystate.environment.Environment;
import steadystate.policy.Approval;
import steadystate.reconcile.lease.Standing;

/**
 * What a turn begins with.
 *
 * @param mayWrite whether it carries out what it finds
 * @param careful whether it first looks if what it would carry out has to wait
 * @param onlyShow whether what it finds is shown for a moment and not yet carried out
 * @param standing with which lease it writes; it writes no more once that is another one
 */
record Task(
    Environment spec,
    long generation,
    boolean mayWrite,
    boolean careful,
    boolean onlyShow,
    Approval approval,
    Standing standing) {}
