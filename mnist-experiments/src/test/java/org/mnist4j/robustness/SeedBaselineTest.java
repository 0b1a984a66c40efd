package org.mnist4j.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.perturb.Perturbation;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;

class SeedBaselineTest {

    /** Measures all families again, in some minutes; by default the quickest ones. */
    private static final boolean ALL = Boolean.getBoolean("mnist4j.robustness.all");

    private static final List<Perturbation> QUICK =
            List.of(Perturbation.BRIGHTNESS, Perturbation.CONTRAST, Perturbation.STRIPE, Perturbation.IMPULSE_NOISE);

    /** If it fails after an intended change of the preset or a perturbation, write {@code toJson()} of its report to the resource. */
    @Test
    void baseline_isThatOfThePresetSeed() throws IOException {
        Mnist mnist = Mnist.load();
        Model seed =
                Trainer.of(ExperimentConfig.preset("seed")).fit(mnist.train()).model();
        ImageDataset test = mnist.test();
        RobustnessReport baseline = SeedBaseline.REPORT;

        assertThat(baseline.parametersSha256()).contains(seed.parametersSha256());
        assertThat(baseline.testFingerprint()).isEqualTo(test.fingerprint());
        assertThat(baseline.images()).isEqualTo(10_000);
        assertThat(baseline.seed()).isZero();
        assertThat(baseline.cleanCorrect()).isEqualTo(correct(seed.predict(test)));
        for (Perturbation family : ALL ? List.of(Perturbation.values()) : QUICK) {
            List<ImageDataset> severities = family.apply(test, 0);
            for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
                assertThat(baseline.correct(family, severity))
                        .as("%s, severity %d", family.id(), severity)
                        .isEqualTo(correct(seed.predict(severities.get(severity - 1))));
            }
        }
        try (InputStream resource = SeedBaseline.class.getResourceAsStream(SeedBaseline.RESOURCE)) {
            assertThat(resource).isNotNull();
            assertThat(new String(resource.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(baseline.toJson());
        }
    }

    private static int correct(Predictions predictions) {
        return (int) IntStream.range(0, predictions.size())
                .filter(predictions::correct)
                .count();
    }

    /** With seed, the stripes of every width hide as much, and a pen of 3 pixels is no better than one of 2.5. */
    @Test
    void severities_areMoreAndMoreDifficult() {
        List<Perturbation> uneven = new ArrayList<>();
        for (Perturbation family : Perturbation.values()) {
            for (int severity = 2; severity <= Perturbation.SEVERITIES; severity++) {
                if (SeedBaseline.REPORT.accuracy(family, severity)
                        > SeedBaseline.REPORT.accuracy(family, severity - 1)) {
                    uneven.add(family);
                }
            }
        }
        assertThat(uneven).containsOnly(Perturbation.THIN_PEN, Perturbation.STRIPE, Perturbation.JPEG);
    }

    @Test
    void baseline_isAttachedToReportsOnAllOfMnistOnly() {
        RobustnessReport baseline = SeedBaseline.REPORT;

        assertThat(baseline.isPresetSeed()).isTrue();
        assertThat(baseline.relativeTo(baseline).toText()).contains("; 1 is the preset seed");
        assertThat(baseline.relativeTo(baseline).isPresetSeed()).isFalse();
    }
}
