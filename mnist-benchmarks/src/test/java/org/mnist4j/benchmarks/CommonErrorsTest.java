package org.mnist4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.dense;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Classifier;
import org.mnist4j.train.Trainer;

class CommonErrorsTest {

    private final ImageDataset test = Mnist.loadTest();

    @TempDir
    Path folder;

    @Test
    void mislabelledImages_haveTheLabelsThatReviewersSaw() {
        assertThat(CommonErrors.MISLABELLED).hasSize(15).allSatisfy((image, review) -> {
            assertThat(test.label(image)).isEqualTo(review.label());
            assertThat(review.forLabel()).isLessThan(3);
            assertThat(review.forLabel() + review.forOther() + review.neither()).isEqualTo(5);
        });
    }

    @Test
    void imagesWrongByAll_areListedAndDrawn() {
        ImageDataset few = test.take(500);
        Classifier first = small(1);
        Classifier second = small(2);
        Predictions ofFirst = first.predict(few);
        Predictions ofSecond = second.predict(few);
        List<Integer> common = IntStream.range(0, few.size())
                .filter(i -> !ofFirst.correct(i) && !ofSecond.correct(i))
                .boxed()
                .toList();
        Path figure = folder.resolve("errors.png");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CommonErrors.run(figure, List.of(first, second), few, new PrintStream(out, true, StandardCharsets.UTF_8));

        int image = common.get(0);
        String label = "| " + image + " | " + few.label(image) + " | ";
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(common.size() + " images wrong by 2 or more of 2 models")
                .contains(label + answer(ofFirst.predicted(image), ofSecond.predicted(image)));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("| ")))
                .hasSize(2 + common.size());
        assertThat(figure).isNotEmptyFile();
    }

    private static String answer(int first, int second) {
        return first == second
                ? first + " (2) | "
                : Math.min(first, second) + " (1), " + Math.max(first, second) + " (1) | ";
    }

    private static Classifier small(long seed) {
        ExperimentConfig config = ExperimentConfig.builder()
                .name("small")
                .seed(seed)
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(dense(16))
                .epochs(2)
                .build();
        return Trainer.of(config).fit(Mnist.loadTrain().take(2_000)).model();
    }
}
