package org.mnist4j.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends just the bytes it is told to. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    RawClient(PredictionServer server) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the server closes the connection. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Waits until the server closes the connection, and says whether it did so without an answer. */
    boolean isCutOff() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            // Reset, since the server closed it before it had read everything.
            return true;
        }
    }

    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** Sends a request that asks for the connection to be closed, and returns the status of the answer. */
    static int status(PredictionServer server, String requestLine, String... headers) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(requestLine + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n");
            return Integer.parseInt(client.readAll().substring(9, 12));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
