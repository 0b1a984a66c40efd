package org.mnist4j.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mnist4j.model.Classifier;

/**
 * Serves one model, or an ensemble of several, on 127.0.0.1: a page to draw on at {@link #uri()}, and {@code POST /predict} for programs.
 *
 * <p>A drawing is JSON, {@code {"width": W, "height": H, "pixels": [...]}}: sides of 1 to 448, pixels row by row, each 0
 * to 255, light on dark or dark on light. It is prepared as described in {@link org.mnist4j.data.DigitImage}. The
 * response contains {@code label}, {@code className}, {@code probabilities} in the order of the class names, {@code preview}
 * (the model's input pixels) and {@code steps}; for a drawing whose pixels are all equal it is {@code {"empty": true}} with a
 * blank preview.
 *
 * <p>Of web pages, only this server's own may use it: a request with another host or origin is rejected with 403. A body
 * above 1 MiB, a request that is unfinished after five seconds, and any other request are rejected too. Up to 128 requests
 * are handled concurrently, fewer with a large model on a small heap. While others wait, a client has 0.2 seconds to send its
 * request. There is no encryption and no login: every program on this machine has access.
 *
 * <p>Safe for use by several threads. A started server keeps the JVM alive until it is closed. The JDK's server sends the
 * headers and the body of a response separately; to avoid a delay of about 40 ms between them on kept-alive connections,
 * start the JVM with {@code -Dsun.net.httpserver.nodelay=true}.
 */
public final class PredictionServer implements AutoCloseable {

    private static final Duration REQUEST_TIME = Duration.ofSeconds(5);
    private static final int MAX_PORT = 65_535;
    private static final int WAITING_CONNECTIONS = 128;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer http;
    private final DeadlineExecutor requests;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PredictionServer(HttpServer http, DeadlineExecutor requests) {
        this.http = http;
        this.requests = requests;
    }

    /**
     * Starts a server whose page describes the model without further facts.
     *
     * @param model a model, or an ensemble of several, of images with 1 channel (grey) or 3 (colour)
     * @param port 1 to 65535, or 0 for any free one
     * @throws IllegalArgumentException if the port is out of range, the model's images have 2 or 4 channels, or the heap is
     *     too small for a single prediction
     * @throws UncheckedIOException if the server cannot listen on the port, for example because it is in use
     */
    public static PredictionServer start(Classifier model, int port) {
        return start(model, port, Map.of());
    }

    /**
     * Starts a server whose page also shows some facts, such as the model's accuracy.
     *
     * @param model a model, or an ensemble of several, of images with 1 channel (grey) or 3 (colour)
     * @param port 1 to 65535, or 0 for any free one
     * @param facts names and values in the order in which the page shows them; copied
     * @throws IllegalArgumentException if the port is out of range, the model's images have 2 or 4 channels, or the heap is
     *     too small for a single prediction
     * @throws UncheckedIOException if the server cannot listen on the port, for example because it is in use
     */
    public static PredictionServer start(Classifier model, int port, Map<String, String> facts) {
        return start(model, port, facts, REQUEST_TIME);
    }

    static PredictionServer start(Classifier model, int port, Map<String, String> facts, Duration requestTime) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is 0 (any free one) to " + MAX_PORT + ", was " + port);
        }
        Predictor predictor = new Predictor(model);
        predictor.requireMemory();
        ModelFacts about = new ModelFacts(model, facts);
        HttpServer http = bind(port);
        DeadlineExecutor requests = new DeadlineExecutor(requestTime);
        http.setExecutor(requests);
        http.createContext(
                "/", new Exchanges(new Site(predictor, about), http.getAddress().getPort()));
        http.start();
        return new PredictionServer(http, requests);
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), WAITING_CONNECTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on 127.0.0.1:" + port + ": " + e.getMessage()
                            + "; choose another port, or 0 for any free one",
                    e);
        }
    }

    /** The port that the server listens on, never 0. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** The page's address, such as {@code http://127.0.0.1:49152/}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port() + "/");
    }

    /**
     * Stops the server: running requests get up to a second to finish, and the port is free when this returns. Closing again
     * has no effect.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            requests.close();
            http.stop(0);
        }
    }

    @Override
    public String toString() {
        return "PredictionServer[" + uri() + (closed.get() ? ", closed]" : "]");
    }
}
