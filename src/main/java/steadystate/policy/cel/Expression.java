package steadystate.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.environment.PatternSize;
import steadystate.environment.Policy;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;

/** One expression, compiled and type-checked, or what is wrong with it. */
sealed interface Expression {

  /** What is wrong, and where in the user's file. */
  record Mistake(String message, SourceSpan at) {}

  /** It cannot be used. */
  record Mistaken(List<Mistake> mistakes) implements Expression {
    public Mistaken {
      mistakes = List.copyOf(mistakes);
    }
  }

  /** What it says of an environment. */
  sealed interface Answer {
    record Yes() implements Answer {}

    record No() implements Answer {}

    /** It says nothing. */
    record Failed(String why) implements Answer {}
  }

  /**
   * It can be asked.
   *
   * @param speaksOfPlan whether it has to wait for a plan
   */
  record Checked(CelAbstractSyntaxTree tree, boolean speaksOfPlan) implements Expression {

    Answer ask(Map<String, Object> facts) {
      Budget budget = new Budget();
      try {
        Object said = Cel.RUNTIME.createProgram(tree).trace(facts, budget);
        return budget.isSpent() ? TOO_MUCH : answer(said);
      } catch (Budget.Exceeded | StackOverflowError tooMuch) {
        return TOO_MUCH;
      } catch (CelEvaluationException failure) {
        return budget.isSpent() ? TOO_MUCH : new Answer.Failed(Wording.of(failure));
      }
    }

    private static Answer answer(Object said) {
      if (said instanceof Boolean yes) {
        return yes ? new Answer.Yes() : new Answer.No();
      }
      return new Answer.Failed("it gives no true or false; compare with something");
    }
  }

  Answer TOO_MUCH =
      new Answer.Failed("it asks for too much work; loop over less, and not within a loop");

  static Expression of(Policy policy) {
    if (policy.expression().isBlank()) {
      return new Mistaken(List.of(new Mistake("the expression is empty", policy.at())));
    }
    try {
      CelValidationResult result = Cel.COMPILER.compile(policy.expression());
      if (result.hasError()) {
        return new Mistaken(
            result.getErrors().stream()
                .map(issue -> new Mistake(Wording.of(issue), place(policy, issue)))
                .distinct()
                .toList());
      }
      return checked(policy, result.getAst());
    } catch (CelValidationException | StackOverflowError tooDeep) {
      return new Mistaken(List.of(new Mistake("the expression is nested too deep", policy.at())));
    }
  }

  private static Expression checked(Policy policy, CelAbstractSyntaxTree tree) {
    List<Mistake> mistakes = new ArrayList<>();
    CelType type = tree.getResultType();
    if (!type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
      mistakes.add(
          new Mistake(
              "it gives a value of type " + type.name() + "; a rule is true or false",
              policy.at(0)));
    }
    boolean speaksOfPlan = false;
    for (CelNavigableExpr node : CelNavigableAst.fromAst(tree).getRoot().allNodes().toList()) {
      if (isPlan(node)) {
        speaksOfPlan = true;
        node.parent().flatMap(above -> unknownList(policy, tree, above)).ifPresent(mistakes::add);
      }
      badPattern(policy, tree, node).ifPresent(mistakes::add);
    }
    return mistakes.isEmpty() ? new Checked(tree, speaksOfPlan) : new Mistaken(mistakes);
  }

  private static boolean isPlan(CelNavigableExpr node) {
    return node.getKind() == Kind.IDENT && node.expr().ident().name().equals(Facts.PLAN);
  }

  private static Optional<Mistake> unknownList(
      Policy policy, CelAbstractSyntaxTree tree, CelNavigableExpr above) {
    if (above.getKind() != Kind.SELECT || Facts.LISTS.contains(above.expr().select().field())) {
      return Optional.empty();
    }
    String field = above.expr().select().field();
    int offset = tree.getSource().getPositionsMap().getOrDefault(above.id(), 0);
    String help =
        Suggestions.didYouMean(field, Facts.LISTS)
            .orElse("there are " + String.join(", ", Facts.LISTS));
    return Optional.of(
        new Mistake("a plan has no `" + field + "`; " + help, policy.at(offset + 1)));
  }

  /** Patterns are looked at before they are compiled; those that a rule makes up cannot be. */
  private static Optional<Mistake> badPattern(
      Policy policy, CelAbstractSyntaxTree tree, CelNavigableExpr node) {
    if (node.getKind() != Kind.CALL || !node.expr().call().function().equals("matches")) {
      return Optional.empty();
    }
    CelExpr pattern = node.expr().call().args().getLast();
    boolean written =
        pattern.getKind() == Kind.CONSTANT
            && pattern.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    int offset = tree.getSource().getPositionsMap().getOrDefault(pattern.id(), 0);
    if (!written) {
      return Optional.of(
          new Mistake("the pattern of `matches` is written out as one text", policy.at(offset)));
    }
    long most = Cel.LARGEST_PATTERN;
    return PatternSize.of(pattern.constant().stringValue(), most) > most
        ? Optional.of(new Mistake("the pattern is too large; repeat less in it", policy.at(offset)))
        : Optional.empty();
  }

  private static SourceSpan place(Policy policy, CelIssue issue) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn());
    int offset = 0;
    List<String> lines = policy.expression().lines().toList();
    for (String before : lines.subList(0, Math.min(line - 1, lines.size()))) {
      offset += before.codePointCount(0, before.length()) + 1;
    }
    return policy.at(offset + column);
  }
}
