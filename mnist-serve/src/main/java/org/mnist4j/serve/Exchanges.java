package org.mnist4j.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives requests and sends responses. */
final class Exchanges implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final int MAX_DISCARDED = 4 << 20;

    /** Headers of every response, including errors. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cache-Control",
            "no-store",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Embedder-Policy",
            "require-corp",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Site site;
    private final RequestRules rules;
    private final KeptConnections connections = new KeptConnections();

    Exchanges(Site site, int port) {
        this.site = site;
        this.rules = new RequestRules(port);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            send(exchange, reply);
            if (reply.status() >= 400) {
                discard(exchange.getRequestBody());
            }
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        try {
            rules.check(exchange.getRequestURI(), exchange.getRequestHeaders());
            return site.reply(exchange);
        } catch (RequestException e) {
            return Reply.refusal(e);
        } catch (OutOfMemoryError e) {
            LOG.warn("a request needs more memory than there is; give the JVM more with -Xmx", e);
            return Reply.refusal(new RequestException(503, "out of memory; try again, or start the server with more"));
        } catch (RuntimeException e) {
            LOG.warn("a request could not be answered", e);
            return Reply.refusal(new RequestException(500, "internal server error; see the server's log"));
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        reply.headers().forEach(headers::set);
        byte[] body = reply.body();
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        if (reply.status() >= 400 || !connections.keeps(exchange.getRemoteAddress(), System.nanoTime())) {
            headers.set("Connection", "close");
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body);
        out.flush();
    }

    /**
     * Reads and discards some of the remaining request body: closing at once would reset the connection, and the client
     * might never see the error.
     */
    private static void discard(InputStream request) throws IOException {
        byte[] buffer = new byte[8192];
        int read = 0;
        for (int count = 0; count >= 0 && read < MAX_DISCARDED; count = request.read(buffer)) {
            read += count;
        }
    }
}
