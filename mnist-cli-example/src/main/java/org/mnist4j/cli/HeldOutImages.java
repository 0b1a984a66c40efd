package org.mnist4j.cli;

import java.nio.file.Path;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Split;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelProvenance;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Labelled images that a model was not trained on: those that its training held out, or the test images of any data. */
final class HeldOutImages {

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--test-images",
            order = 16,
            description = "Calibrate on the test images of --data, instead of the images of its training set that the"
                    + " model's training held out. They are then no test of its probabilities any more.")
    private boolean testImages;

    /** The images for a model, none of which it was trained on as far as its file tells. */
    ImageDataset of(Path file, Model model) {
        return testImages ? test(file, model) : heldOut(file, model);
    }

    private ImageDataset test(Path file, Model model) {
        ImageDataset images = data.loadTest(model.input(), reading.reading());
        ModelFiles.requireFits(file, model, images);
        boolean trainedOn = model.provenance()
                .filter(from -> from.trainingDataSha256().equals(images.fingerprint()))
                .isPresent();
        if (trainedOn) {
            throw new CommandException(
                    ExitCode.FILE,
                    file + " was trained on the " + images.size() + " test images of " + images.name()
                            + "; choose images that it has not seen");
        }
        return images;
    }

    /** The same division of the training set as the trainer made. */
    private ImageDataset heldOut(Path file, Model model) {
        ExperimentConfig config = model.config();
        double fraction = config.training().validationFraction();
        String elsewhere = ", or calibrate it on the test images of other data: --data DIR --test-images";
        ModelProvenance provenance = model.provenance()
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        file
                                + " does not say which images it was trained on, so which were not is unknown; calibrate it"
                                + " on the test images of other data: --data DIR --test-images"));
        if (fraction == 0) {
            throw new CommandException(
                    ExitCode.USAGE,
                    file + " was trained on all images of " + provenance.trainingData()
                            + ", which held none out; train it with --validation-fraction 0.1" + elsewhere);
        }
        ImageDataset all = data.load(model.input(), reading.reading()).images().train();
        ModelFiles.requireFits(file, model, all);
        Split split = all.size() < 2 ? null : all.stratifiedSplit(fraction, config.seed());
        if (split == null || !split.train().fingerprint().equals(provenance.trainingDataSha256())) {
            throw new CommandException(
                    ExitCode.FILE,
                    file + " was trained on " + provenance.trainingImages() + " images of " + provenance.trainingData()
                            + ", which are not those of " + all.name() + "; choose the data it was trained on"
                            + elsewhere);
        }
        return split.validation();
    }
}
