package org.mnist4j.serve;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a request is meant for this server, and comes from a page of it or from no page at all. */
final class RequestRules {

    private static final int HTTP_PORT = 80;

    private final Set<String> hosts;
    private final Set<String> origins;

    RequestRules(int port) {
        // Browsers leave HTTP's own port out.
        String suffix = port == HTTP_PORT ? "" : ":" + port;
        hosts = port == HTTP_PORT
                ? Set.of("127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80")
                : Set.of("127.0.0.1" + suffix, "localhost" + suffix);
        origins = Set.of("http://127.0.0.1" + suffix, "http://localhost" + suffix);
    }

    /**
     * Refuses a request under another name: a site may let its own name point to 127.0.0.1, and its pages would then count
     * as of one origin with this server. Refuses one from another origin as well, which a browser names in a header.
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
            throw new RequestException(403, "this server answers to 127.0.0.1 and localhost only");
        }
        for (String origin : headers.getOrDefault("Origin", List.of())) {
            if (!origins.contains(origin.toLowerCase(Locale.ROOT))) {
                throw new RequestException(403, "this server answers its own page only, and programs that are no page");
            }
        }
    }
}
