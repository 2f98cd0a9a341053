package steadystate.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import steadystate.yaml.YamlReader.Limits;

/**
 * Builds nodes from the parser's events, and stops at the first broken limit. What an alias brings
 * in is counted as if it were written out: readers walk the tree, and a small file must not become
 * a large one under their feet.
 */
final class Composition {
  /** A file asks for more than its reader gives. */
  static final class LimitBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    LimitBroken(SourceSpan at, String message) {
      super(message, null, false, false);
      this.problem = new Problem("yaml-limit", at, "", message);
    }

    Problem problem() {
      return problem;
    }
  }

  /** A node with what it weighs, its aliases followed. */
  private record Built(YamlNode node, int nodes, int depth) {}

  private static final String CORE = "tag:yaml.org,2002:";

  private final String file;
  private final Iterator<Event> events;
  private final Problems problems;
  private final Map<String, Optional<Built>> anchors = new HashMap<>();
  private int aliases;
  private int nodes;

  Composition(String file, Iterator<Event> events, Problems problems) {
    this.file = file;
    this.events = events;
    this.problems = problems;
  }

  /** Adds each document as soon as it is complete. */
  void into(List<YamlNode> documents) {
    while (events.hasNext()) {
      if (events.next() instanceof DocumentStartEvent) {
        anchors.clear();
        YamlNode node = build(events.next(), "", 1).node();
        if (!(node instanceof YamlNode.Scalar scalar && scalar.isNull())) {
          documents.add(node);
        }
      }
    }
  }

  private Built build(Event event, String path, int depth) {
    SourceSpan at = at(event);
    weigh(at, 1, depth);
    if (event instanceof AliasEvent alias) {
      return alias(alias, at, path, depth);
    }
    Optional<String> anchor =
        event instanceof NodeEvent node
            ? node.getAnchor().map(a -> a.getValue())
            : Optional.empty();
    anchor.ifPresent(name -> anchors.put(name, Optional.empty()));
    int before = nodes;
    Built inner =
        switch (event) {
          case MappingStartEvent start -> {
            expectTag(start.getTag(), "map", at, path);
            yield mapping(at, path, depth);
          }
          case SequenceStartEvent start -> {
            expectTag(start.getTag(), "seq", at, path);
            yield sequence(at, path, depth);
          }
          case ScalarEvent scalar -> new Built(scalar(scalar, at, path), 1, 1);
          default -> throw new IllegalStateException("no node starts with " + event.getEventId());
        };
    Built built = new Built(inner.node(), nodes - before + 1, inner.depth());
    anchor.ifPresent(name -> anchors.put(name, Optional.of(built)));
    return built;
  }

  private void weigh(SourceSpan at, int more, int depth) {
    nodes += more;
    if (nodes > Limits.NODES) {
      throw new LimitBroken(at, "more than 100,000 keys and values in one file");
    }
    if (depth > Limits.DEPTH) {
      throw new LimitBroken(at, "maps and lists are nested more than 50 deep");
    }
  }

  private Built alias(AliasEvent event, SourceSpan at, String path, int depth) {
    if (++aliases > Limits.ALIASES) {
      throw new LimitBroken(at, "more than 50 aliases in one file");
    }
    String name = event.getAlias().getValue();
    Optional<Built> anchored = anchors.getOrDefault(name, Optional.empty());
    if (anchored.isPresent()) {
      Built built = anchored.get();
      weigh(at, built.nodes(), depth + built.depth() - 1);
      return built;
    }
    boolean inside = anchors.containsKey(name);
    problems.add(
        new Problem(
            inside ? "alias-cycle" : "unknown-alias",
            at,
            path,
            inside
                ? "`*" + name + "` stands inside what it names"
                : "no anchor `&" + name + "` stands above"));
    return new Built(new YamlNode.Scalar("", false, at), 1, 1);
  }

  private Built sequence(SourceSpan at, String path, int depth) {
    List<YamlNode> items = new ArrayList<>();
    int deepest = 0;
    for (Event event = events.next(); isNode(event); event = events.next()) {
      Built item = build(event, Paths.index(path, items.size()), depth + 1);
      items.add(item.node());
      deepest = Math.max(deepest, item.depth());
    }
    return new Built(new YamlNode.Sequence(items, at), 0, deepest + 1);
  }

  private Built mapping(SourceSpan at, String path, int depth) {
    SequencedMap<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    int deepest = 0;
    for (Event event = events.next(); isNode(event); event = events.next()) {
      Optional<YamlNode.Scalar> key = key(build(event, path, depth + 1).node(), event, path);
      String inside = Paths.key(path, key.map(YamlNode.Scalar::text).orElse("?"));
      Built value = build(events.next(), inside, depth + 1);
      deepest = Math.max(deepest, value.depth());
      key.ifPresent(k -> put(entries, k, value.node(), inside));
    }
    var unmodifiable = java.util.Collections.unmodifiableSequencedMap(entries);
    return new Built(new YamlNode.Mapping(unmodifiable, at), 0, deepest + 1);
  }

  private void put(
      SequencedMap<String, YamlNode.Entry> entries,
      YamlNode.Scalar key,
      YamlNode value,
      String path) {
    YamlNode.Entry first = entries.get(key.text());
    if (first == null) {
      entries.put(key.text(), new YamlNode.Entry(key.text(), key.at(), value));
      return;
    }
    problems.add(
        new Problem(
            "duplicate-key",
            key.at(),
            path,
            "`%s` is written twice; first at %s".formatted(key.text(), first.keyAt()),
            "keep one of them"));
  }

  /** The key, when it can be one; else the mistake is noted. */
  private Optional<YamlNode.Scalar> key(YamlNode node, Event event, String path) {
    SourceSpan at = at(event);
    if (!(node instanceof YamlNode.Scalar key) || event instanceof AliasEvent) {
      problems.add(new Problem("bad-key", at, path, "a key must be plain text"));
      return Optional.empty();
    }
    if (key.plain() && key.text().equals("<<")) {
      problems.add(
          new Problem(
              "unknown-key",
              at,
              Paths.key(path, "<<"),
              "unknown key `<<`: merge keys are not part of YAML 1.2",
              "write the keys out, put them into a base and use `extends`, or use an alias as a"
                  + " whole value"));
      return Optional.empty();
    }
    if (key.text().isEmpty()) {
      problems.add(new Problem("bad-key", at, path, "a key is missing before the colon"));
      return Optional.empty();
    }
    Optional<String> invisible = ForbiddenText.invisibleIn(key.text());
    invisible.ifPresent(name ->
        problems.add(
            new Problem(
                "bad-character",
                at,
                path,
                "this key holds the invisible character " + name,
                "type the key again")));
    return invisible.isPresent() ? Optional.empty() : Optional.of(key);
  }

  private YamlNode.Scalar scalar(ScalarEvent event, SourceSpan at, String path) {
    String tag = event.getTag().orElse("");
    boolean plain =
        switch (tag) {
          case "" -> event.isPlain();
          case "!", CORE + "str" -> false;
          case CORE + "int", CORE + "float", CORE + "bool", CORE + "null" -> true;
          default -> {
            unknownTag(tag, at, path);
            yield event.isPlain();
          }
        };
    if (event.getValue().indexOf('\0') >= 0) {
      problems.add(new Problem("bad-character", at, path, "this value holds the character U+0000"));
    }
    return new YamlNode.Scalar(event.getValue(), plain, at);
  }

  private void expectTag(Optional<String> tag, String core, SourceSpan at, String path) {
    tag.filter(name -> !name.equals("!") && !name.equals(CORE + core))
        .ifPresent(name -> unknownTag(name, at, path));
  }

  private void unknownTag(String tag, SourceSpan at, String path) {
    String shown = tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
    problems.add(
        new Problem(
            "unknown-tag", at, path, "the tag `" + shown + "` means nothing here", "remove it"));
  }

  private static boolean isNode(Event event) {
    return event instanceof NodeEvent;
  }

  private SourceSpan at(Event event) {
    return YamlReader.span(file, event.getStartMark());
  }
}
