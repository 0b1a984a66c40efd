package org.mnist4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class KeptConnectionsTest {

    private static final long SECOND = 1_000_000_000L;

    private final KeptConnections connections = new KeptConnections();

    private boolean keeps(int port, long seconds) {
        return connections.keeps(InetSocketAddress.createUnresolved("127.0.0.1", port), seconds * SECOND);
    }

    @Test
    void moreThanTheServerKeeps_areClosed_untilOthersHaveBeenIdle() {
        for (int port = 1; port <= KeptConnections.MAX_KEPT; port++) {
            assertThat(keeps(port, 0)).isTrue();
        }
        assertThat(keeps(1000, 0)).isFalse();
        assertThat(keeps(1, 20)).isTrue();
        assertThat(keeps(1000, 29)).isFalse();

        // After 31 seconds, all but the first have been idle for too long.
        assertThat(keeps(1000, 31)).isTrue();
        assertThat(keeps(1, 31)).isTrue();
    }
}
