package io.fastaccel.agent.packs;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Opens an address whose contents are in memory. Thread-safe. */
final class BytesHandler extends URLStreamHandler {

  private final byte[] bytes;

  BytesHandler(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new URLConnection(url) {
      @Override
      public void connect() {
        connected = true;
      }

      @Override
      public InputStream getInputStream() {
        return new ByteArrayInputStream(bytes);
      }

      @Override
      public long getContentLengthLong() {
        return bytes.length;
      }
    };
  }
}
