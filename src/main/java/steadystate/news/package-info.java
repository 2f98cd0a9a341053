/** What becomes of environments, told to chats, webhooks and GitHub; never in the way of a turn. */
@NullMarked
package steadystate.news;

import org.jspecify.annotations.NullMarked;
