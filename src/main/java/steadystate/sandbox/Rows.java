package steadystate.sandbox;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of a draft: another world's rows until the first change, a copy of its own from then on.
 * Most calls look at many tables and change one, so most copies are never made.
 */
public final class Rows extends AbstractMap<String, Object> {
  private Map<String, Object> rows;
  private boolean own;

  Rows(Map<String, Object> shared) {
    rows = shared;
  }

  /** What is in it now, without the wrapping. */
  Map<String, Object> content() {
    return rows;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public boolean containsKey(Object key) {
    return rows.containsKey(key);
  }

  @Override
  public @Nullable Object get(Object key) {
    return rows.get(key);
  }

  @Override
  public @Nullable Object put(String key, Object row) {
    return owned().put(key, row);
  }

  @Override
  public @Nullable Object remove(Object key) {
    return rows.containsKey(key) ? owned().remove(key) : null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Walk(rows, own);
      }

      @Override
      public int size() {
        return rows.size();
      }
    };
  }

  private Map<String, Object> owned() {
    if (!own) {
      rows = new LinkedHashMap<>(rows);
      own = true;
    }
    return rows;
  }

  /** Walks the rows as they were at its start; what it removes while they are shared goes apart. */
  private final class Walk implements Iterator<Map.Entry<String, Object>> {
    private final Iterator<Map.Entry<String, Object>> entries;
    private final boolean direct;
    private String last = "";

    Walk(Map<String, Object> from, boolean direct) {
      this.entries = from.entrySet().iterator();
      this.direct = direct;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public Map.Entry<String, Object> next() {
      Map.Entry<String, Object> entry = entries.next();
      last = entry.getKey();
      return direct ? entry : Map.entry(entry.getKey(), entry.getValue());
    }

    @Override
    public void remove() {
      if (direct) {
        entries.remove();
      } else {
        owned().remove(last);
      }
    }
  }
}
