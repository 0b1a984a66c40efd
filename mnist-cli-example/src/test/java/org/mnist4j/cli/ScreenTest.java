package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "80, 80",
        "39, 40",
        "1, 40",
        "5000, 1000",
        "'', 80",
        "0, 80",
        "-100, 80",
        "wide, 80",
        "99999999999, 80"
    })
    void columns_areTheTerminalsWithinReason(String text, int columns) {
        assertThat(Screen.terminal(Map.of("COLUMNS", text)).columns()).isEqualTo(columns);
    }

    @Test
    void columns_are80WhereNothingIsSaid() {
        assertThat(Screen.terminal(Map.of()).columns()).isEqualTo(80);
    }

    @Test
    void colour_needsATerminalThatHasIt() {
        assertThat(Screen.terminal(Map.of("TERM", "xterm-256color")).colour()).isTrue();
        assertThat(Screen.terminal(Map.of("WT_SESSION", "1")).colour()).isTrue();
        assertThat(Screen.terminal(Map.of("TERM", "dumb")).colour()).isFalse();
        assertThat(Screen.terminal(Map.of()).colour()).isFalse();
        assertThat(Screen.FILE.colour()).isFalse();
    }

    @Test
    void noColor_isHonouredUnlessEmpty() {
        assertThat(Screen.terminal(Map.of("TERM", "xterm", "NO_COLOR", "1")).colour())
                .isFalse();
        assertThat(Screen.terminal(Map.of("TERM", "xterm", "NO_COLOR", "0")).colour())
                .isFalse();
        assertThat(Screen.terminal(Map.of("TERM", "xterm", "NO_COLOR", "")).colour())
                .isTrue();
    }
}
