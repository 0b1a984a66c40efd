package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.blur;
import static org.mnist4j.config.Augmentations.contrast;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Augmentations.lines;
import static org.mnist4j.config.Augmentations.noise;
import static org.mnist4j.config.Augmentations.randomErasing;
import static org.mnist4j.config.Augmentations.redraw;
import static org.mnist4j.config.Augmentations.strokeWidth;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.Averagings.lastEpochs;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.GradientClippings.clipByNorm;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.config.Schedules.step;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ConfigProblem.Rule;
import org.mnist4j.config.ExperimentConfig.Builder;
import org.mnist4j.data.ImageShape;

class BuilderProblemsTest {

    private static ConfigException problemsOf(Builder builder) {
        return catchThrowableOfType(ConfigException.class, builder::build);
    }

    private static Arguments row(UnaryOperator<Builder> change, String path, Rule rule, String message) {
        return Arguments.of(change, path, rule, message);
    }

    static Stream<Arguments> singleProblems() {
        return Stream.of(
                row(b -> b.name(" "), "name", Rule.RANGE, "must contain only visible characters, on one line"),
                row(b -> b.name("a\nb"), "name", Rule.RANGE, "must contain only visible characters, on one line"),
                row(b -> b.name("x".repeat(201)), "name", Rule.RANGE, "must have 1 to 200 characters, has 201"),
                row(
                        b -> b.name("half \uD83D"),
                        "name",
                        Rule.ENCODING,
                        "not valid Unicode: it contains an unpaired surrogate"),
                row(b -> b.name(null), "name", Rule.MISSING, "missing; set it (human-readable name of the experiment)"),
                row(b -> b.input(null), "input", Rule.MISSING, "missing; set it (shape of one image)"),
                row(b -> b.classes(1), "classes", Rule.RANGE, "must be at least 2 and at most 1000, was 1"),
                row(b -> b.layers(), "layers", Rule.RANGE, "must have 1 to 256 entries, has 0"),
                row(b -> b.layers(Arrays.asList(dense(4), null)), "layers[1]", Rule.MISSING, "missing; set it"),
                row(
                        b -> b.layers(dense(4), dense(0)),
                        "layers[1].units",
                        Rule.RANGE,
                        "must be at least 1 and at most 65536, was 0"),
                row(
                        b -> b.layers(dense(4).activation(null)),
                        "layers[0].activation",
                        Rule.MISSING,
                        "missing; set it (activation function)"),
                row(
                        b -> b.layers(dropout(1.0)),
                        "layers[0].rate",
                        Rule.RANGE,
                        "must be at least 0 and less than 1, was 1.0"),
                row(
                        b -> b.layers(dropout(Double.NaN)),
                        "layers[0].rate",
                        Rule.NOT_FINITE,
                        "must be a finite number, was NaN"),
                row(b -> b.output(null), "output", Rule.MISSING, "missing; set it (softmax output over the classes)"),
                row(b -> b.loss(null), "loss", Rule.MISSING, "missing; set it (what training minimizes)"),
                row(
                        b -> b.optimizer(null),
                        "training.optimizer",
                        Rule.MISSING,
                        "missing; set it (how parameters are updated from their gradients)"),
                row(
                        b -> b.optimizer(sgd(0)),
                        "training.optimizer.learningRate",
                        Rule.RANGE,
                        "must be greater than 0 and at most 10, was 0.0"),
                row(
                        b -> b.optimizer(sgd(0.1).momentum(1)),
                        "training.optimizer.momentum",
                        Rule.RANGE,
                        "must be at least 0 and less than 1, was 1.0"),
                row(
                        b -> b.optimizer(adam(Double.POSITIVE_INFINITY)),
                        "training.optimizer.learningRate",
                        Rule.NOT_FINITE,
                        "must be a finite number, was Infinity"),
                row(
                        b -> b.optimizer(adam(0.1).epsilon(0)),
                        "training.optimizer.epsilon",
                        Rule.RANGE,
                        "must be greater than 0 and at most 1, was 0.0"),
                row(
                        b -> b.optimizer(adamW(0.1).weightDecay(-0.5)),
                        "training.optimizer.weightDecay",
                        Rule.RANGE,
                        "must be at least 0 and at most 100, was -0.5"),
                row(
                        b -> b.optimizer(rmsProp(0.1).rho(1)),
                        "training.optimizer.rho",
                        Rule.RANGE,
                        "must be at least 0 and less than 1, was 1.0"),
                row(
                        b -> b.optimizer(sgd(0.1).nesterov(true)),
                        "training.optimizer.nesterov",
                        Rule.CONFLICT,
                        "needs momentum, which is 0; set training.optimizer.momentum, for instance to 0.9"),
                row(
                        b -> b.schedule(null),
                        "training.schedule",
                        Rule.MISSING,
                        "missing; set it (how the learning rate changes during training)"),
                row(
                        b -> b.schedule(step(0, 0.5)),
                        "training.schedule.everyEpochs",
                        Rule.RANGE,
                        "must be at least 1 and at most 100000, was 0"),
                row(
                        b -> b.warmUpEpochs(2).epochs(2),
                        "training.warmUpEpochs",
                        Rule.CONFLICT,
                        "must be less than training.epochs, which is 2, was 2.0; warm up for less, or train for longer"),
                row(
                        b -> b.gradientClipping(clipByNorm(0)),
                        "training.gradientClipping.maxNorm",
                        Rule.RANGE,
                        "must be greater than 0 and at most 1000000, was 0.0"),
                row(
                        b -> b.loss(crossEntropy().labelSmoothing(1)),
                        "loss.labelSmoothing",
                        Rule.RANGE,
                        "must be at least 0 and less than 1, was 1.0"),
                row(
                        b -> b.averaging(ema(1)),
                        "training.averaging.decay",
                        Rule.RANGE,
                        "must be at least 0 and less than 1, was 1.0"),
                row(
                        b -> b.averaging(lastEpochs(16)).layers(dense(32_768)),
                        "training.averaging.epochs",
                        Rule.TOO_MANY_PARAMETERS,
                        "keeps the weights of 16 epochs, too many for a network of 26,050,570 parameters; average fewer,"
                                + " or use ema"),
                row(
                        b -> b.validationFraction(1),
                        "training.validationFraction",
                        Rule.RANGE,
                        "must be at least 0 and less than 1, was 1.0"),
                row(
                        b -> b.validationFraction(0.5).earlyStopping(patience(null, 1)),
                        "training.earlyStopping.metric",
                        Rule.MISSING,
                        "missing; set it (metric monitored on the validation set)"),
                row(
                        b -> b.earlyStopping(patience(Metric.ACCURACY, 3)),
                        "training.earlyStopping",
                        Rule.CONFLICT,
                        "needs a validation set; set training.validationFraction, for instance to 0.1"),
                row(b -> b.epochs(-1), "training.epochs", Rule.RANGE, "must be at least 1 and at most 100000, was -1"),
                row(
                        b -> b.batchSize(65_537),
                        "training.batchSize",
                        Rule.RANGE,
                        "must be at least 1 and at most 65536, was 65537"),
                row(
                        b -> b.augmentation((Augmentation) null),
                        "training.augmentation[0]",
                        Rule.MISSING,
                        "missing; set it"),
                row(
                        b -> b.augmentation(Collections.nCopies(9, elastic(34, 4))),
                        "training.augmentation",
                        Rule.RANGE,
                        "must have 0 to 8 entries, has 9"),
                row(
                        b -> b.augmentation(elastic(34, 4), affine()),
                        "training.augmentation[1]",
                        Rule.RANGE,
                        "all four limits are 0, which changes nothing; set one above 0 or remove the augmentation"),
                row(
                        b -> b.augmentation(affine().maxScale(1)),
                        "training.augmentation[0].maxScale",
                        Rule.RANGE,
                        "must be at least 0 and at most 0.9, was 1.0"),
                row(
                        b -> b.augmentation(elastic(0, 4)),
                        "training.augmentation[0].alpha",
                        Rule.RANGE,
                        "must be greater than 0 and at most 100000, was 0.0"),
                row(
                        b -> b.augmentation(new HorizontalFlip(1.5)),
                        "training.augmentation[0].probability",
                        Rule.RANGE,
                        "must be greater than 0 and at most 1, was 1.5"),
                row(
                        b -> b.augmentation(randomErasing(0)),
                        "training.augmentation[0].probability",
                        Rule.RANGE,
                        "must be greater than 0 and at most 1, was 0.0"),
                row(
                        b -> b.augmentation(randomErasing(0.5).area(0.5, 0.25)),
                        "training.augmentation[0].maxArea",
                        Rule.RANGE,
                        "must be at least minArea, 0.5, was 0.25"),
                row(
                        b -> b.augmentation(strokeWidth(0, 2)),
                        "training.augmentation[0].minFactor",
                        Rule.RANGE,
                        "must be at least 0.1 and at most 10, was 0.0"),
                row(
                        b -> b.augmentation(strokeWidth(2, 0.5)),
                        "training.augmentation[0].maxFactor",
                        Rule.RANGE,
                        "must be at least minFactor, 2.0, was 0.5"),
                row(
                        b -> b.augmentation(strokeWidth(1, 1)),
                        "training.augmentation[0]",
                        Rule.RANGE,
                        "both factors are 1, which changes nothing; change one or remove the augmentation"),
                row(
                        b -> b.augmentation(redraw(0)),
                        "training.augmentation[0].probability",
                        Rule.RANGE,
                        "must be greater than 0 and at most 1, was 0.0"),
                row(
                        b -> b.augmentation(redraw(1).width(3, 2)),
                        "training.augmentation[0].maxWidth",
                        Rule.RANGE,
                        "must be at least minWidth, 3.0, was 2.0"),
                row(
                        b -> b.augmentation(noise(1.5)),
                        "training.augmentation[0].maxSigma",
                        Rule.RANGE,
                        "must be greater than 0 and at most 1, was 1.5"),
                row(
                        b -> b.augmentation(blur(0)),
                        "training.augmentation[0].maxSigma",
                        Rule.RANGE,
                        "must be greater than 0 and at most 100, was 0.0"),
                row(
                        b -> b.augmentation(contrast(0.5)),
                        "training.augmentation[0].maxFactor",
                        Rule.RANGE,
                        "must be at least 1 and at most 100, was 0.5"),
                row(
                        b -> b.augmentation(contrast(1)),
                        "training.augmentation[0]",
                        Rule.RANGE,
                        "maxFactor is 1 and maxBrightness 0, which changes nothing; raise one or remove the augmentation"),
                row(
                        b -> b.augmentation(lines(0.5).minSpacing(1)),
                        "training.augmentation[0].minSpacing",
                        Rule.RANGE,
                        "must be at least 2 and at most 4096, was 1.0"),
                row(
                        b -> b.layers(dense(64), batchNorm()).batchSize(1),
                        "training.batchSize",
                        Rule.CONFLICT,
                        "must be at least 2 for layers[1] (batchNorm), which normalizes over the images of a batch,"
                                + " was 1"),
                row(
                        b -> b.input(ImageShape.of(2048, 2048, 1))
                                .layers(conv2d(3, 29).padding(Padding.SAME), globalAvgPool()),
                        "layers[0]",
                        Rule.SHAPE,
                        "the windows for its output, 2048x2048x3, contain 3,527,409,664 values per image, more than the"
                                + " 16,777,216 allowed; use a smaller kernel or a larger stride"),
                row(
                        b -> b.layers(dense(65_536), dense(65_536)),
                        "layers[1]",
                        Rule.TOO_MANY_PARAMETERS,
                        "the network has 4,346,478,592 parameters up to this layer, more than the 100,000,000"
                                + " allowed; use fewer units or filters"),
                row(
                        b -> b.input(ImageShape.of(4096, 4096, 4)).layers(dense(65_536)),
                        "layers[0]",
                        Rule.TOO_MANY_PARAMETERS,
                        "the network has 4,398,046,576,640 parameters up to this layer, more than the 100,000,000"
                                + " allowed; use fewer units or filters"),
                row(
                        b -> b.input(ImageShape.of(4096, 4096, 1)).classes(10).layers(dropout(0.5)),
                        "classes",
                        Rule.TOO_MANY_PARAMETERS,
                        "the network has 167,772,170 parameters, more than the 100,000,000 allowed; add a"
                                + " smaller layer before the output"));
    }

    @ParameterizedTest
    @MethodSource("singleProblems")
    void oneInvalidValue_isReportedWithPathRuleAndRemedy(
            UnaryOperator<Builder> change, String path, Rule rule, String message) {
        Builder builder = change.apply(ExperimentConfig.preset("seed").toBuilder());

        assertThat(problemsOf(builder).problems()).containsExactly(new ConfigProblem(path, rule, message));
    }

    @Test
    void everyProblem_isReportedAtOnce() {
        Builder builder = ExperimentConfig.builder()
                .name("")
                .layers(dense(-5), dropout(2), dense(3).init(null))
                .optimizer(adam(-1).betas(1, Double.NaN));

        ConfigException problem = problemsOf(builder);
        assertThat(problem.problems())
                .extracting(ConfigProblem::path, ConfigProblem::rule)
                .containsExactly(
                        tuple("name", Rule.RANGE),
                        tuple("input", Rule.MISSING),
                        tuple("classes", Rule.RANGE),
                        tuple("layers[0].units", Rule.RANGE),
                        tuple("layers[1].rate", Rule.RANGE),
                        tuple("layers[2].init", Rule.MISSING),
                        tuple("training.optimizer.learningRate", Rule.RANGE),
                        tuple("training.optimizer.beta1", Rule.RANGE),
                        tuple("training.optimizer.beta2", Rule.NOT_FINITE),
                        tuple("training.epochs", Rule.RANGE));
        assertThat(problem.source()).isEqualTo("configuration");
        assertThat(problem)
                .hasMessageStartingWith("configuration: 10 problems\n  name: must contain only visible")
                .hasMessageContaining("\n  layers[1].rate: must be at least 0 and less than 1, was 2.0\n");
    }

    @Test
    void conflictingParts_areReportedTogether() {
        ConfigException problem = problemsOf(ExperimentConfig.preset("seed").toBuilder()
                .layers(dense(10), conv2d(8, 3))
                .optimizer(sgd(0.1).nesterov(true))
                .epochs(2)
                .warmUpEpochs(5)
                .augmentation(affine())
                .earlyStopping(patience(Metric.LOSS, 3)));

        assertThat(problem.problems())
                .extracting(ConfigProblem::path, ConfigProblem::rule)
                .containsExactly(
                        tuple("training.augmentation[0]", Rule.RANGE),
                        tuple("training.optimizer.nesterov", Rule.CONFLICT),
                        tuple("training.warmUpEpochs", Rule.CONFLICT),
                        tuple("training.earlyStopping", Rule.CONFLICT),
                        tuple("layers[1]", Rule.SHAPE));
    }

    @Test
    void manyProblems_areAllKept_butTheMessageIsLimited() {
        List<Dense> layers = Collections.nCopies(200, dense(0));

        ConfigException problem =
                problemsOf(ExperimentConfig.preset("seed").toBuilder().layers(layers));
        assertThat(problem.problems()).hasSize(200);
        assertThat(problem.getMessage().lines()).hasSize(52);
        assertThat(problem).hasMessageEndingWith("\n  and 150 more");
    }

    @Test
    void missingTraining_isReported() {
        ExperimentConfig seed = ExperimentConfig.preset("seed");

        ConfigException problem = catchThrowableOfType(
                ConfigException.class,
                () -> new ExperimentConfig(
                        "x", 1, seed.input(), 10, null, seed.output(), seed.loss(), (TrainingConfig) null));
        assertThat(problem.problems())
                .extracting(ConfigProblem::path, ConfigProblem::rule)
                .containsExactly(tuple("layers", Rule.MISSING), tuple("training", Rule.MISSING));
    }
}
