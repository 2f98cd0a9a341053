package steadystate.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/** A bare repository that takes only so much, so that no sender can fill disk or memory. */
final class BoundedRepository extends FileRepository {
  private final GitLimits limits;

  BoundedRepository(Path folder, GitLimits limits) throws IOException {
    super(folder.toFile());
    this.limits = limits;
  }

  /** More was sent than is taken. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuch(String message) {
      super(message);
    }
  }

  @Override
  public ObjectInserter newObjectInserter() {
    ObjectInserter real = super.newObjectInserter();
    return new ObjectInserter.Filter() {
      @Override
      protected ObjectInserter delegate() {
        return real;
      }

      @Override
      public PackParser newPackParser(InputStream in) throws IOException {
        PackParser parser = real.newPackParser(new Bounded(in, limits));
        parser.setMaxObjectSizeLimit(limits.objectBytes());
        return parser;
      }
    };
  }

  /** A pack begins with PACK, its version, and how many objects it has: room is made for these. */
  private static final class Bounded extends FilterInputStream {
    private static final int HEADER = 12;

    private final GitLimits limits;
    private final byte[] header = new byte[HEADER];
    private final long end;
    private long taken;

    Bounded(InputStream in, GitLimits limits) {
      super(in);
      this.limits = limits;
      this.end = System.nanoTime() + limits.time().toNanos();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      for (int i = 0; i < read && taken + i < HEADER; i++) {
        header[(int) taken + i] = into[offset + i];
      }
      taken += Math.max(0, read);
      check();
      return read;
    }

    private void check() throws IOException {
      if (taken > limits.packBytes()) {
        throw new TooMuch("it sends more than " + limits.packBytes() + " bytes");
      }
      long objects = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(HEADER - 4));
      if (taken >= HEADER && objects > limits.objects()) {
        throw new TooMuch("it holds more than " + limits.objects() + " objects");
      }
      if (System.nanoTime() - end > 0) {
        throw new TooMuch("it took longer than " + words(limits.time()));
      }
    }

    private static String words(Duration time) {
      return time.toSeconds() + " s";
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
