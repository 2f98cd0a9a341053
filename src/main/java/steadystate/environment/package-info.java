/** An environment as it was written: its resources, settings, policies, waivers and terms. */
@org.jspecify.annotations.NullMarked
package steadystate.environment;
