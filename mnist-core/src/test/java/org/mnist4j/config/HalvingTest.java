package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HalvingTest {

    @Test
    void rungs_endWithAllEpochs() {
        assertThat(new Halving(1, 3).rungs(9)).containsExactly(1, 3, 9);
        assertThat(new Halving(1, 3).rungs(10)).containsExactly(1, 3, 10);
        assertThat(new Halving(2, 3).rungs(10)).containsExactly(3, 10);
        assertThat(new Halving(1, 2).rungs(6)).containsExactly(1, 3, 6);
        assertThat(new Halving(1, 4).rungs(3)).containsExactly(3);
    }

    @Test
    void survivors_areRoundedDownAndAtLeastOne() {
        assertThat(new Halving(1, 3).survivors(27)).isEqualTo(9);
        assertThat(new Halving(1, 3).survivors(8)).isEqualTo(2);
        assertThat(new Halving(1, 3).survivors(2)).isEqualTo(1);
    }

    @Test
    void valuesOutOfBounds_areReportedTogether() {
        assertThatThrownBy(() -> new Halving(0, 1))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(ConfigProblem::path)
                                .containsExactly("halving.minEpochs", "halving.factor"));
    }
}
