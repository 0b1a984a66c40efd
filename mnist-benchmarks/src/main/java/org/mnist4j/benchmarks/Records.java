package org.mnist4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DataDirectory;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.TrainTest;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.train.Kernels;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

/**
 * Trains a recorded experiment again on all training images, or each member of a recorded ensemble, and compares the number of test images
 * that are right with the record.
 */
public final class Records {

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int USAGE = 2;

    private Records() {}

    /**
     * Takes the table of records and {@code list} or a row's name, and for images other than MNIST's their folder; exits with 1 if the row
     * is not reached to the image.
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
        if (arguments.size() < 2 || arguments.size() > 3) {
            err.println("usage: records list | records ROW [FOLDER]");
            return USAGE;
        }
        Path table = Path.of(arguments.get(0));
        String name = arguments.get(1);
        try {
            List<Record> records = Record.readAll(table);
            if (name.equals("list")) {
                records.forEach(record -> out.println(record.line()));
                return SAME;
            }
            Optional<Record> found = records.stream()
                    .filter(record -> record.name().equals(name))
                    .findFirst();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        table + " has no row " + name + "; records list prints the names of its rows");
            }
            ExperimentConfig config = config(table, found.get());
            return reproduce(found.get(), config, images(found.get(), arguments.subList(2, arguments.size())), out);
        } catch (IllegalArgumentException | ConfigException | DataFormatException e) {
            err.println("records: " + e.getMessage());
            return USAGE;
        }
    }

    /** The file in experiments/, if it is still the one that the record is of. */
    private static ExperimentConfig config(Path table, Record record) {
        Path file = table.toAbsolutePath()
                .normalize()
                .resolveSibling("../experiments/" + record.experiment() + ".json")
                .normalize();
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(table + ", " + record.name() + ": there is no file " + file);
        }
        ExperimentConfig config = ExperimentConfig.readJson(file);
        String hash = config.sha256().substring(0, Record.HASH_DIGITS);
        if (!hash.equals(record.configuration())) {
            throw new IllegalArgumentException(
                    table + ", " + record.name() + ": " + file + " is not what was recorded: expected"
                            + " configuration " + record.configuration() + ", found " + hash
                            + "; train all its seeds again and record them");
        }
        return config;
    }

    /** MNIST or the data set in a folder, if it is the one that the record is of. */
    private static TrainTest images(Record record, List<String> folder) {
        TrainTest images = folder.isEmpty()
                ? Mnist.load().trainTest()
                : DataDirectory.at(Path.of(folder.get(0))).load().images();
        String fingerprint = images.train().fingerprint().substring(0, Record.HASH_DIGITS);
        if (!fingerprint.equals(record.images())) {
            throw new IllegalArgumentException(record.name() + " is of other training images: expected fingerprint "
                    + record.images() + ", found " + fingerprint + " in "
                    + (folder.isEmpty() ? "MNIST; add the folder of the data set" : folder.get(0)));
        }
        return images;
    }

    private static int reproduce(Record record, ExperimentConfig config, TrainTest images, PrintStream out) {
        out.println(record.line());
        List<Model> members = new ArrayList<>();
        double seconds = 0;
        for (long seed = record.seeds().first(); seed <= record.seeds().last(); seed++) {
            TrainingResult result =
                    Trainer.of(config.toBuilder().seed(seed).build()).fit(images.train());
            members.add(result.model());
            seconds += result.trainingSeconds();
            out.printf(Locale.ROOT, "seed %d: trained in %.1f s%n", seed, result.trainingSeconds());
        }
        ConfusionMatrix matrix = Ensemble.of(members).evaluate(images.test()).confusionMatrix();
        boolean same = matrix.correct() == record.correct();
        out.printf(
                Locale.ROOT,
                "%s: %d of %d test images right, %d recorded; %.1f s, %s recorded; kernels: %s%n",
                same ? "the same" : "DIFFERENT",
                matrix.correct(),
                matrix.total(),
                record.correct(),
                seconds,
                record.seconds().isEmpty() ? "none" : record.seconds() + " s",
                Kernels.atWork());
        return same ? SAME : DIFFERENT;
    }
}
