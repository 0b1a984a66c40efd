package org.mnist4j.serve;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which connections stay open after a response. The JDK's server keeps 200 idle connections and closes any other without
 * notice, so that a client's next request fails.
 */
final class KeptConnections {

    static final int MAX_KEPT = 200;

    /** How long the JDK's server keeps an idle connection. */
    private static final long IDLE_NANOS = 30_000_000_000L;

    private final Map<InetSocketAddress, Long> seen = new LinkedHashMap<>(); // the longest ago first

    /** Whether a client may use its connection for another request. */
    synchronized boolean keeps(InetSocketAddress client, long now) {
        seen.values().removeIf(last -> now - last > IDLE_NANOS);
        boolean known = seen.remove(client) != null;
        if (!known && seen.size() >= MAX_KEPT) {
            return false;
        }
        seen.put(client, now);
        return true;
    }
}
