import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

/** Trains with the dl4j engine in an application that has the two dependencies of README and no others. */
public class Dl4jEngine {
    public static void main(String[] args) {
        ExperimentConfig config = ExperimentConfig.preset("seed").toBuilder()
                .engine(EngineChoice.DL4J)
                .epochs(1)
                .build();
        ImageDataset images = Mnist.loadTest();
        TrainingResult result = Trainer.of(config).fit(images);
        System.out.println("engine " + result.engine() + ", accuracy "
                + result.model().evaluate(images).accuracy());
        System.exit(0); // ND4J leaves threads behind
    }
}
