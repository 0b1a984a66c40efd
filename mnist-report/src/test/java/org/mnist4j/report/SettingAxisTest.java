package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingAxisTest {

    @Test
    void fewNumbers_standSideBySideInTheirOrder() {
        SettingAxis axis = new SettingAxis(List.of("128", "32", "32", "64"), Optional.empty());

        assertThat(axis.position("32")).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(axis.position("64")).isCloseTo(0.5, within(1e-12));
        assertThat(axis.position("128")).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(axis.labels().values()).containsExactly("32", "64", "128");
    }

    @Test
    void otherValues_standSideBySideAsGiven() {
        SettingAxis axis = new SettingAxis(
                List.of("\"tanh\"", "\"relu\"", "{\"type\":\"sgd\",\"learningRate\":0.1}"), Optional.empty());

        assertThat(axis.position("\"tanh\"")).isLessThan(axis.position("\"relu\""));
        assertThat(axis.labels().values()).containsExactly("tanh", "relu", "{type:sgd,l...");
    }

    @Test
    void manyNumbers_standInProportion_withRoundTicks() {
        SettingAxis axis = new SettingAxis(List.of("10", "20", "30", "35", "40", "60", "90"), Optional.empty());

        // From 0 to 100 by 20s.
        assertThat(axis.labels().values()).containsExactly("0", "20", "40", "60", "80", "100");
        assertThat(axis.position("35")).isCloseTo(0.35, within(1e-12));
    }

    @Test
    void ordersOfMagnitude_standInProportionToTheLogarithm() {
        SettingAxis axis = new SettingAxis(
                List.of("0.0001", "0.0002", "0.0005", "0.003", "0.002", "0.03", "0.1"), Optional.empty());

        assertThat(axis.position("0.0001")).isZero();
        assertThat(axis.position("0.1")).isCloseTo(1, within(1e-12));
        assertThat(axis.position("0.003")).isCloseTo(Math.log10(30) / 3, within(1e-12));
        assertThat(axis.labels().values()).containsExactly("0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1");
        assertThat(axis.labels().keySet()).allMatch(position -> position >= 0 && position <= 1 + 1e-12);
    }

    @Test
    void numbersThatWereDrawnEvenly_standInProportion_whateverTheySpan() {
        List<String> values = List.of("0.01", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6");

        assertThat(new SettingAxis(values, Optional.of(false)).position("0.3")).isCloseTo(0.5, within(1e-12));
        assertThat(new SettingAxis(values, Optional.of(true)).position("0.01")).isZero();
        assertThat(new SettingAxis(values, Optional.of(true)).position("0.1"))
                .isCloseTo(1 / Math.log10(60), within(1e-12));
    }

    @Test
    void manyOtherValues_haveNoLabels() {
        SettingAxis axis = new SettingAxis(
                List.of("\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\"", "\"g\""), Optional.empty());

        assertThat(axis.labels()).isEmpty();
        assertThat(axis.position("\"d\"")).isCloseTo(0.5, within(1e-12));
    }
}
