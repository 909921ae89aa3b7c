package dev.chasqui.simulator.faults;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;

/** Tomcat's HTTP/1.1, with a way to reset a connection as a broken network would. */
public final class ResettableProtocol extends Http11NioProtocol {
  /** The request's note that holds a {@link Runnable} which resets its connection. */
  static final int RESET_NOTE = 30;

  @Override
  protected Processor createProcessor() {
    return new ResettableProcessor(this, getAdapter());
  }

  private static final class ResettableProcessor extends Http11Processor {
    ResettableProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
      super(protocol, adapter);
      request.setNote(RESET_NOTE, (Runnable) this::reset);
    }

    private void reset() {
      if (getSocketWrapper().getSocket() instanceof NioChannel channel) {
        discardOnClose(channel.getIOChannel());
      }
      action(ActionCode.CLOSE_NOW, new IOException("Reset on demand"));
    }

    /** A close that lingers for no time sends RST instead of FIN. */
    private static void discardOnClose(SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
