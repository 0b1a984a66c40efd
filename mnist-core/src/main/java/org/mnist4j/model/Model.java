package org.mnist4j.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.NetworkSummary;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.kernel.KernelChoice;
import org.mnist4j.metrics.Predictions;

/**
 * A trained network: immutable, thread-safe and free of native code.
 *
 * <p>Predictions are plain float arithmetic in a fixed order: the same image gives bit-identical results on every
 * thread, alone or in a batch.
 *
 * <p>There is nothing to close. A model consists of arrays on the Java heap and holds no native memory, file or thread.
 * It keeps scratch space for up to 32 threads that predict at the same time, 20 kilobytes each for the preset {@code seed} and 3.5
 * megabytes for the preset {@code cnn}; idle threads keep none.
 */
public final class Model implements Classifier {

    private static final int MAX_CLASS_NAME = 200;

    /** They take plain kernels a second or more on two cores, so that it pays to wait for faster ones. */
    private static final long MANY_MULTIPLICATIONS = 40_000_000_000L;

    private final ExperimentConfig config;
    private final List<String> classNames;
    private final float[] parameters;
    private final ForwardPass forward;
    private final ScratchPool scratch;

    private final @Nullable ModelProvenance provenance;
    private final @Nullable ImportSource importedFrom;
    private final @Nullable TestMetrics testMetrics;
    private final @Nullable Calibration calibration;
    private final @Nullable InkStatistics ink;
    private final double temperature;
    private final OptionalDouble threshold;

    private Model(ExperimentConfig config, List<String> classNames, float[] parameters) {
        this.config = config;
        this.classNames = classNames;
        this.parameters = parameters;
        this.forward = new ForwardPass(config, parameters);
        this.scratch = new ScratchPool(forward::newScratch);
        this.provenance = null;
        this.importedFrom = null;
        this.testMetrics = null;
        this.calibration = null;
        this.ink = null;
        this.temperature = 1;
        this.threshold = OptionalDouble.empty();
    }

    private Model(
            Model same,
            @Nullable ModelProvenance provenance,
            @Nullable ImportSource importedFrom,
            @Nullable TestMetrics testMetrics,
            @Nullable Calibration calibration,
            @Nullable InkStatistics ink) {
        this.config = same.config;
        this.classNames = same.classNames;
        this.parameters = same.parameters;
        this.forward = same.forward;
        this.scratch = same.scratch;
        this.provenance = provenance;
        this.importedFrom = importedFrom;
        this.testMetrics = testMetrics;
        this.calibration = calibration;
        this.ink = ink;
        this.temperature = calibration == null ? 1 : calibration.temperature();
        this.threshold = calibration == null ? OptionalDouble.empty() : OptionalDouble.of(calibration.threshold());
    }

    /**
     * Creates a model from its parts.
     *
     * @param config the experiment, which defines the network
     * @param classNames one name per class, in the order of the outputs: distinct, not blank, at most 200 characters
     *     each
     * @param parameters all parameters in the order and layout of {@code config.summary().tensors()}; copied
     * @throws IllegalArgumentException if the names or the number of parameters do not match the network, a parameter
     *     is not finite, or a running variance is negative
     */
    public static Model of(ExperimentConfig config, List<String> classNames, float[] parameters) {
        List<String> names = checkedClassNames(config, classNames);
        long expected = config.summary().values();
        if (parameters.length != expected) {
            throw new IllegalArgumentException(
                    "expected " + expected + " parameters for this network, got " + parameters.length);
        }
        requireFinite(parameters);
        config.summary().requireVariances(parameters);
        return new Model(config, names, parameters.clone());
    }

    /**
     * Creates a model from what {@link #metadata()} and {@link #parameters()} gave, for containers other than the file
     * of {@link #save(Path)}. Everything is checked as in such a file.
     *
     * @param source where they were found, for messages
     * @throws ModelFormatException if an entry is missing or invalid, or the parameters do not match the configuration
     */
    public static Model of(String source, Map<String, String> metadata, float[] parameters) {
        return ModelFile.read(source, metadata, parameters);
    }

    static void requireFinite(float[] parameters) {
        for (int i = 0; i < parameters.length; i++) {
            if (!Float.isFinite(parameters[i])) {
                throw new IllegalArgumentException("parameter " + i + " must be finite, was " + parameters[i]);
            }
        }
    }

    static List<String> checkedClassNames(ExperimentConfig config, List<String> classNames) {
        if (classNames.size() != config.classes()) {
            throw new IllegalArgumentException(
                    "expected " + config.classes() + " class names, one per class, got " + classNames.size());
        }
        Set<String> seen = new HashSet<>();
        for (String name : classNames) {
            if (name.isBlank() || name.length() > MAX_CLASS_NAME) {
                throw new IllegalArgumentException(
                        "a class name must have 1 to " + MAX_CLASS_NAME + " characters and not be blank; was " + name);
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                throw new IllegalArgumentException("class name " + name + " contains an unpaired surrogate");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two classes are called " + name + "; names must differ");
            }
        }
        return List.copyOf(classNames);
    }

    /**
     * Reads a model file. Nothing in the file is executed, and everything is checked before it is used. {@link
     * Classifier#load} reads ensembles too.
     *
     * @param file a {@code model.safetensors} written by {@link #save(Path)}
     * @throws ModelFormatException if the file is not a model of this library, is an ensemble or is damaged
     */
    public static Model load(Path file) {
        return ModelFile.read(file);
    }

    @Override
    public void save(Path file) {
        ModelFile.write(this, file);
    }

    /** This model with a different provenance, which {@link #save(Path)} stores; the trainer sets it. */
    public Model withProvenance(ModelProvenance newProvenance) {
        return new Model(this, newProvenance, importedFrom, testMetrics, calibration, ink);
    }

    /** This model with a different origin, which {@link #save(Path)} stores; {@link PyTorchWeights} sets it. */
    public Model withImportedFrom(ImportSource newSource) {
        return new Model(this, provenance, newSource, testMetrics, calibration, ink);
    }

    /** This model with different measures on a test set, which {@link #save(Path)} stores. */
    public Model withTestMetrics(TestMetrics newMetrics) {
        return new Model(this, provenance, importedFrom, newMetrics, calibration, ink);
    }

    /**
     * This model with calibrated probabilities, and with a threshold for {@link Prediction#isSure()}; {@link #save(Path)} stores
     * both. The weights and the predicted classes stay the same. {@link #testMetrics()} are dropped, since the log-loss
     * changes.
     *
     * <pre>{@code
     * Model calibrated = model.withCalibration(Calibration.fit(model, heldOut, 0.005));
     * }</pre>
     */
    public Model withCalibration(Calibration newCalibration) {
        return new Model(this, provenance, importedFrom, null, newCalibration, ink);
    }

    /** Where the model comes from; empty for a model created from its parts or read from a file without provenance. */
    public Optional<ModelProvenance> provenance() {
        return Optional.ofNullable(provenance);
    }

    /** The file whose weights were imported; empty for any other model. */
    public Optional<ImportSource> importedFrom() {
        return Optional.ofNullable(importedFrom);
    }

    /** What was measured on a test set and stored with the model; empty until {@link #withTestMetrics}. */
    public Optional<TestMetrics> testMetrics() {
        return Optional.ofNullable(testMetrics);
    }

    /**
     * This model with other statistics of its training images' ink, which {@link #save(Path)} stores; the trainer sets them.
     *
     * @throws IllegalArgumentException if the ink's extent is larger than {@link #input()}
     */
    public Model withInkStatistics(InkStatistics newStatistics) {
        requireFits(newStatistics, input());
        return new Model(this, provenance, importedFrom, testMetrics, calibration, newStatistics);
    }

    /**
     * What the ink of the training images looks like, by which {@link org.mnist4j.data.DigitImage} prepares pictures for this model:
     * measured, or as {@link InkStatistics#assumed} for a model whose training images are not known.
     */
    @Override
    public InkStatistics inkStatistics() {
        return ink == null ? InkStatistics.assumed(input()) : ink;
    }

    static void requireFits(InkStatistics ink, ImageShape shape) {
        if (ink.extent().most() > Math.max(shape.height(), shape.width())) {
            throw new IllegalArgumentException("extent must be at most the longer side of " + shape + ", was "
                    + ink.extent().most());
        }
    }

    Optional<InkStatistics> measuredInk() {
        return Optional.ofNullable(ink);
    }

    /** How the probabilities were calibrated; empty until {@link #withCalibration}. */
    public Optional<Calibration> calibration() {
        return Optional.ofNullable(calibration);
    }

    /**
     * Everything about the model but its parameters, as {@link #save(Path)} stores it: the configuration, the class
     * names, the preparation of the pixels and the provenance. The same model always gives the same entries.
     */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(ModelFile.metadata(this));
    }

    /** The experiment that the model was trained by. */
    public ExperimentConfig config() {
        return config;
    }

    @Override
    public List<Model> members() {
        return List.of(this);
    }

    @Override
    public ImageShape input() {
        return config.input();
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    /** A copy of every parameter tensor, in the order in which they are stored. */
    public List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        int offset = 0;
        for (TensorSpec spec : config.summary().tensors()) {
            tensors.add(Tensor.copyOf(spec, parameters, offset));
            offset += spec.size();
        }
        return tensors;
    }

    /** A copy of all parameters, flat, in the order and layout of {@code config().summary().tensors()}. */
    public float[] parameters() {
        return parameters.clone();
    }

    /** All parameters, not to be modified. */
    float[] sharedParameters() {
        return parameters;
    }

    /** SHA-256, in lower-case hex, of all parameters as little-endian floats: equal bits have equal hashes. */
    public String parametersSha256() {
        return ModelFile.sha256(parameters);
    }

    @Override
    public Prediction predict(byte[] pixels) {
        ImageShape shape = config.input();
        if (pixels.length != shape.size()) {
            throw new IllegalArgumentException(
                    "expected " + shape.size() + " pixels for a " + shape + " image, got " + pixels.length);
        }
        float[] probabilities = new float[config.classes()];
        ForwardPass.Scratch space = scratch.take();
        forward.begin(pixels, space, 0);
        forward.toProbabilities(forward.logits(space, 1)[0], temperature, probabilities, 0);
        scratch.giveBack(space);
        requireNumbers(probabilities);
        return new Prediction(classNames, probabilities, threshold);
    }

    @Override
    public Predictions predict(ImageDataset images) {
        requireFits(images);
        int classes = config.classes();
        float[] probabilities = new float[Math.multiplyExact(images.size(), classes)];
        forEach(
                images,
                (logits, image) -> forward.toProbabilities(logits, temperature, probabilities, image * classes));
        requireNumbers(probabilities);
        return Predictions.of(classNames, images.labels(), probabilities);
    }

    /**
     * The logits of every image, {@code [n][classes]}, whatever the calibration.
     *
     * @throws ArithmeticException if weights are so large that a logit overflows
     */
    float[] logits(ImageDataset images) {
        requireFits(images);
        int classes = config.classes();
        float[] logits = new float[Math.multiplyExact(images.size(), classes)];
        forEach(images, (ofImage, image) -> System.arraycopy(ofImage, 0, logits, image * classes, classes));
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw overflow();
            }
        }
        return logits;
    }

    /** Receives the logits of one image, {@code [classes or more]}, to read or overwrite at once. */
    private interface LogitsTask {
        void accept(float[] logits, int image);
    }

    private void forEach(ImageDataset images, LogitsTask task) {
        if (images.size() * forward.multiplications() > MANY_MULTIPLICATIONS) {
            KernelChoice.prepare();
        }
        int chunk = 64;
        IntStream.range(0, (images.size() + chunk - 1) / chunk).parallel().forEach(c -> {
            byte[] pixels = new byte[config.input().size()];
            ForwardPass.Scratch space = scratch.take();
            int end = Math.min(images.size(), (c + 1) * chunk);
            for (int first = c * chunk; first < end; first += ForwardPass.IMAGES) {
                int count = Math.min(end - first, ForwardPass.IMAGES);
                for (int i = 0; i < count; i++) {
                    images.copyPixels(first + i, pixels, 0);
                    forward.begin(pixels, space, i);
                }
                float[][] logits = forward.logits(space, count);
                for (int i = 0; i < count; i++) {
                    task.accept(logits[i], first + i);
                }
            }
            scratch.giveBack(space);
        });
    }

    private static void requireNumbers(float[] probabilities) {
        for (float probability : probabilities) {
            if (Float.isNaN(probability)) {
                throw overflow();
            }
        }
    }

    private static ArithmeticException overflow() {
        return new ArithmeticException("the model's outputs overflow a float: its weights are too large; train it again"
                + " with a lower learning rate");
    }

    private void requireFits(ImageDataset images) {
        if (!images.shape().equals(config.input())) {
            throw new IllegalArgumentException("the model takes " + config.input() + " images, data set "
                    + images.name() + " has " + images.shape() + "; use a data set of the model's shape");
        }
        if (!images.classNames().equals(classNames)) {
            throw new IllegalArgumentException("the model's classes are " + classNames + ", data set " + images.name()
                    + " has " + images.classNames() + "; use a data set with the same classes in the same order");
        }
    }

    /** The network layer by layer, with shapes, parameter tensors and counts. */
    public NetworkSummary summary() {
        return config.summary();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Model[%s, %s -> %d classes, %,d parameters]",
                config.name(),
                config.input(),
                config.classes(),
                summary().parameters());
    }
}
