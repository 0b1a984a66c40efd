import static org.mnist4j.config.Activation.RELU;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adam;

import java.nio.file.Path;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.train.Listeners;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

public class Quickstart {
    public static void main(String[] args) {
        ExperimentConfig config = ExperimentConfig.builder()
                .name("two-layer perceptron").seed(42)
                .input(ImageShape.of(28, 28, 1)).classes(10)
                .layers(dense(128).activation(RELU))        // the softmax output over 10 classes is implied
                .loss(crossEntropy()).optimizer(adam(0.001))
                .epochs(5).batchSize(128)
                .build();                                   // a value; reports every problem at once

        Mnist mnist = Mnist.load();                         // embedded, offline, hash-checked
        TrainingResult result = Trainer.of(config)
                .listener(Listeners.epochLines(System.out::println))
                .fit(mnist.train());

        EvaluationReport report = result.model().evaluate(mnist.test());
        System.out.println(report.toText());                // accuracy, macro-F1, per class, confusion matrix

        result.model().save(Path.of("model.safetensors"));  // data and no code; PyTorch can read it
        Model model = Model.load(Path.of("model.safetensors"));
        System.out.println(model.predict(mnist.test().pixels(0)));  // safe from any number of threads
    }
}
