package org.mnist4j.serve;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks that a request is addressed to this server, and comes from its own page or from no page. */
final class RequestRules {

    private static final int HTTP_PORT = 80;

    private final Set<String> hosts;
    private final Set<String> origins;

    RequestRules(int port) {
        // Browsers omit HTTP's default port.
        String suffix = port == HTTP_PORT ? "" : ":" + port;
        hosts = port == HTTP_PORT
                ? Set.of("127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80")
                : Set.of("127.0.0.1" + suffix, "localhost" + suffix);
        origins = Set.of("http://127.0.0.1" + suffix, "http://localhost" + suffix);
    }

    /**
     * Rejects a request for another host name: a site may resolve its own name to 127.0.0.1 (DNS rebinding), and its pages
     * would then have the same origin as this server. Also rejects a request with another origin in its header.
     *
     * @throws RequestException with 400 or 403
     */
    void check(URI target, Headers headers) {
        if (target.isAbsolute() || target.getRawAuthority() != null) {
            throw new RequestException(400, "expected a path in the request line, such as /predict");
        }
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1) {
            throw new RequestException(400, "expected one Host header, found " + host.size());
        }
        if (!hosts.contains(host.get(0).toLowerCase(Locale.ROOT))) {
            throw new RequestException(403, "this server accepts requests for 127.0.0.1 and localhost only");
        }
        for (String origin : headers.getOrDefault("Origin", List.of())) {
            if (!origins.contains(origin.toLowerCase(Locale.ROOT))) {
                throw new RequestException(
                        403, "this server accepts requests from its own page and from programs only");
            }
        }
    }
}
