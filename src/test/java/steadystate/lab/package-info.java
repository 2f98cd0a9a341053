/** Places to try whole passes in: the sandbox, and an AWS emulator over HTTP. */
@org.jspecify.annotations.NullMarked
package steadystate.lab;
