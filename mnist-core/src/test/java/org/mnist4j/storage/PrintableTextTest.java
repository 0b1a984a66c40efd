package org.mnist4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {

    @Test
    void codes_becomeQuestionMarks_andLettersStay() {
        assertThat(PrintableText.of("a\u001b[2J\u009b\u202eb\u2028\ud800 größe \uD83D\uDE00"))
                .isEqualTo("a?[2J??b?? größe \uD83D\uDE00");
    }

    @Test
    void lines_areJoined() {
        assertThat(PrintableText.line(" 2 problems\n  a\r\n  b\n", 100)).isEqualTo("2 problems; a; b");
    }

    @Test
    void longLine_isCut() {
        assertThat(PrintableText.line("12345", 5)).isEqualTo("12345");
        assertThat(PrintableText.line("123456", 5)).isEqualTo("12...");
    }
}
