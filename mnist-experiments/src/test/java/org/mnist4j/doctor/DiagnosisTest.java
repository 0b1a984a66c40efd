package org.mnist4j.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Finding OK = Finding.ok("java", "17.0.15");
    private static final Finding WARN = Finding.warn("native backend", "missing", "No dl4j.", "Add:\n<dependency/>");
    private static final Finding FAIL = Finding.fail("self-test", "wrong", "Not the same bits.", "Report it.");

    @Test
    void text_isAlignedAndEndsWithTheVerdict() {
        assertThat(new Diagnosis(List.of(OK, WARN, FAIL)).toText()).isEqualTo("""
                ok    java            17.0.15
                WARN  native backend  missing
                      No dl4j.
                      Add:
                      <dependency/>
                FAIL  self-test       wrong
                      Not the same bits.
                      Report it.

                1 check failed, with 1 warning
                """);
        assertThat(new Diagnosis(List.of(OK)).toText()).isEqualTo("ok    java  17.0.15\n\nmnist4j works here\n");
        assertThat(new Diagnosis(List.of(WARN, WARN)).toText()).endsWith("\nmnist4j works here, with 2 warnings\n");
        assertThat(new Diagnosis(List.of(FAIL, FAIL)).toText()).endsWith("\n2 checks failed\n");
    }

    @Test
    void warnings_areHealthy_failuresAreNot() {
        assertThat(new Diagnosis(List.of(OK, WARN)).healthy()).isTrue();
        assertThat(new Diagnosis(List.of(OK, FAIL)).healthy()).isFalse();
    }
}
