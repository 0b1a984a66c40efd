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
import org.mnist4j.model.Model;

/**
 * Serves one model on 127.0.0.1: a page to draw on at {@link #uri()}, and {@code POST /predict} for programs.
 *
 * <p>A drawing is JSON, {@code {"width": W, "height": H, "pixels": [...]}}: sides of 1 to 448, pixels row by row, each 0
 * to 255, light on dark or dark on light. It is prepared as {@link org.mnist4j.data.DigitImage} says. The answer holds
 * {@code label}, {@code className}, {@code probabilities} in the order of the class names, {@code preview}, the pixels the
 * model was given, and {@code steps}; for a drawing of one value alone it is {@code {"empty": true}} with a blank preview.
 *
 * <p>Only pages of this server may ask: a request that names another host or comes from another origin is refused with
 * 403. A body above 1 MiB, an unfinished request after five seconds, and anything else than the above are refused too;
 * up to 128 requests are worked on at once. There is neither encryption nor a login: every program on this machine may ask.
 *
 * <p>Safe for use by several threads. A started server keeps the JVM alive until it is closed. The JDK's server sends an
 * answer's headers and body one by one; where a client that keeps its connection must not wait some 40 ms between the two,
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
     * Starts a server whose page tells of the model what the model itself knows.
     *
     * @param model a model of images with 1 channel (grey) or 3 (colour)
     * @param port 1 to 65535, or 0 for any free one
     * @throws IllegalArgumentException if the port is out of range, or the model's images have 2 or 4 channels
     * @throws UncheckedIOException if the port cannot be had, for instance because another program has it
     */
    public static PredictionServer start(Model model, int port) {
        return start(model, port, Map.of());
    }

    /**
     * Starts a server whose page also shows some facts, such as the model's accuracy.
     *
     * @param model a model of images with 1 channel (grey) or 3 (colour)
     * @param port 1 to 65535, or 0 for any free one
     * @param facts names and values in the order in which the page shows them; copied
     * @throws IllegalArgumentException if the port is out of range, or the model's images have 2 or 4 channels
     * @throws UncheckedIOException if the port cannot be had, for instance because another program has it
     */
    public static PredictionServer start(Model model, int port, Map<String, String> facts) {
        return start(model, port, facts, REQUEST_TIME);
    }

    static PredictionServer start(Model model, int port, Map<String, String> facts, Duration requestTime) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is 0 (any free one) to " + MAX_PORT + ", was " + port);
        }
        Predictor predictor = new Predictor(model);
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

    /** The port it listens on, never 0. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** The page's address, such as {@code http://127.0.0.1:49152/}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port() + "/");
    }

    /**
     * Stops: requests that are being worked on are answered, for up to a second, and the port is free when this returns.
     * Closing again does nothing.
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
