package org.mnist4j.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Maps paths to responses: the page's files, which are read once, the model's facts, and the endpoint. */
final class Site {

    /** Enough for the largest drawing with two characters between its numbers. */
    static final int MAX_BODY = 1 << 20;

    private static final String PREDICT = "/predict";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Set<String> JSON_PARAMETERS = Set.of("charset=utf-8", "charset=\"utf-8\"");

    private final Map<String, Reply> pages;
    private final Predictor predictor;

    Site(Predictor predictor, ModelFacts about) {
        this.predictor = predictor;
        this.pages = Map.of(
                "/", file("index.html", "text/html; charset=utf-8"),
                "/page.css", file("page.css", "text/css; charset=utf-8"),
                "/page.js", file("page.js", SCRIPT),
                "/ink.js", file("ink.js", SCRIPT),
                "/predictor.js", file("server-predictor.js", SCRIPT),
                "/icon.svg", file("icon.svg", "image/svg+xml"),
                "/model", Reply.json(about.json()));
    }

    private static Reply file(String name, String type) {
        return Reply.content(type, PageFile.bytes(name));
    }

    /**
     * The response to a request accepted by {@link RequestRules}.
     *
     * @throws RequestException with 400, 404, 413 or 415
     * @throws IOException if the client has disconnected or is too slow
     */
    Reply reply(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        if (path.equals(PREDICT)) {
            return method.equals("POST") ? predicted(exchange) : notAllowed(method, "POST");
        }
        Reply page = pages.get(path);
        if (page == null) {
            throw new RequestException(404, "not found; the page is at / and the endpoint at " + PREDICT);
        }
        return method.equals("GET") || method.equals("HEAD") ? page : notAllowed(method, "GET, HEAD");
    }

    private static Reply notAllowed(String method, String allowed) {
        return Reply.refusal(new RequestException(405, "expected " + allowed + ", was " + Drawing.shown(method)))
                .with("Allow", allowed);
    }

    private Reply predicted(HttpExchange exchange) throws IOException {
        requireJson(exchange.getRequestHeaders());
        return Reply.json(predictor.answer(Drawing.read(body(exchange))));
    }

    private static void requireJson(Headers headers) {
        List<String> types = headers.getOrDefault("Content-Type", List.of());
        if (types.size() != 1
                || !isJson(types.get(0).toLowerCase(Locale.ROOT))
                || headers.containsKey("Content-Encoding")) {
            throw new RequestException(
                    415, "expected Content-Type: application/json in UTF-8, and no Content-Encoding");
        }
    }

    private static boolean isJson(String type) {
        String[] parts = type.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!JSON_PARAMETERS.contains(parts[i].strip())) {
                return false;
            }
        }
        return parts[0].strip().equals("application/json");
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length != null && Long.parseLong(length.strip()) > MAX_BODY) {
            throw tooLarge();
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw tooLarge();
        }
        DeadlineExecutor.received();
        return body;
    }

    private static RequestException tooLarge() {
        return new RequestException(413, "expected a body of at most " + MAX_BODY + " bytes; send a smaller drawing");
    }
}
