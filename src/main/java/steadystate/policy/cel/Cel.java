package steadystate.policy.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/** CEL as rules may use it: its standard functions, and bounds on everything. */
final class Cel {
  /** Letters of a pattern, its counted repeats written out. */
  static final int LARGEST_PATTERN = 200;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(4_000)
          .maxParseRecursionDepth(50)
          .maxParseExpressionNodeCount(4_000)
          .maxParseErrorRecoveryLimit(10)
          .comprehensionMaxIterations(20_000)
          .maxRegexProgramSize(2 * LARGEST_PATTERN)
          .build();

  static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar(Facts.SPEC, MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar(
              Facts.PLAN,
              MapType.create(
                  SimpleType.STRING,
                  ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN))))
          .addVar(Facts.ENVIRONMENT, SimpleType.STRING)
          .addVar(Facts.MODE, SimpleType.STRING)
          .build();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  private Cel() {}
}
