import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;
import org.mnist4j.spi.EngineUnavailableException;
import org.mnist4j.train.Trainer;

/** Trains, saves, loads and predicts with mnist-core alone; then asks for the engine of a module that is not there. */
public class CoreAlone {
    public static void main(String[] args) throws Exception {
        ExperimentConfig config = ExperimentConfig.preset("seed").toBuilder().epochs(1).build();
        ImageDataset images = Mnist.loadTest();
        Model trained = Trainer.of(config).fit(images).model();
        Path file = Path.of("model.safetensors");
        trained.save(file);
        Model model = Model.load(file);
        Prediction prediction = model.predict(images.pixels(0));
        System.out.println("accuracy " + model.evaluate(images).accuracy() + " first " + prediction);
        try {
            Trainer.of(config.toBuilder().engine(EngineChoice.DL4J).build()).fit(images);
            throw new AssertionError("the dl4j engine ran without its module");
        } catch (EngineUnavailableException e) {
            System.out.println("message: " + e.getMessage());
        }
        int jars = 0;
        long bytes = 0;
        for (URL url : ((URLClassLoader) Thread.currentThread().getContextClassLoader()).getURLs()) {
            Path path = Path.of(url.toURI());
            if (Files.isRegularFile(path)) {
                jars++;
                bytes += Files.size(path);
                System.out.println("jar " + path.getFileName());
            }
        }
        System.out.println(jars + " jars, " + bytes + " bytes");
    }
}
