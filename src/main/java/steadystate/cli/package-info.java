/** The command line: reads words, calls the engine, prints reports. */
@NullMarked
package steadystate.cli;

import org.jspecify.annotations.NullMarked;
