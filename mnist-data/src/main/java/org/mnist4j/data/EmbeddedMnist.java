package org.mnist4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.mnist4j.data.DataFormatException.Reason;
import org.mnist4j.data.InkStatistics.Background;
import org.mnist4j.data.InkStatistics.Centring;
import org.mnist4j.data.InkStatistics.Spread;

/** The two parts of MNIST in this module's resources, with the SHA-256 of their uncompressed files. */
enum EmbeddedMnist {
    TRAIN(
            "mnist-train",
            "train-images-idx3-ubyte.gz",
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "train-labels-idx1-ubyte.gz",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    TEST(
            "mnist-test",
            "t10k-images-idx3-ubyte.gz",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "t10k-labels-idx1-ubyte.gz",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /** What {@link InkMeasurement} finds in its sample of the training images, which spares each training 0.3 s. */
    static final InkStatistics TRAINING_INK = new InkStatistics(
            Background.DARK,
            true,
            new Spread(20, 20, 20, 20, 20),
            new Spread(0.892, 1.705, 2.52, 3.563, 5.196),
            Optional.of(new Spread(-0.799, -0.257, 0.111, 0.494, 1.051)),
            Centring.MASS,
            0.487,
            0.532,
            0.531);

    private final String datasetName;
    private final String images;
    private final String imagesHash;
    private final String labels;
    private final String labelsHash;

    EmbeddedMnist(String datasetName, String images, String imagesHash, String labels, String labelsHash) {
        this.datasetName = datasetName;
        this.images = images;
        this.imagesHash = imagesHash;
        this.labels = labels;
        this.labelsHash = labelsHash;
    }

    ImageDataset load() {
        IdxImages read = read(images, imagesHash, IdxReader::readImages);
        int[] readLabels =
                read(labels, labelsHash, source -> IdxReader.readLabels(source, read, ClassNames.DIGITS.size(), 0));
        ImageDataset images = ImageDataset.owning(datasetName, read.shape, ClassNames.DIGITS, read.pixels, readLabels);
        return this == TRAIN ? images.withInk(TRAINING_INK) : images;
    }

    /** Reads a whole resource and checks its hash. */
    static <T> T read(String resource, String expectedHash, IdxParser<T> parser) {
        String name = "resource /org/mnist4j/data/mnist/" + resource;
        InputStream stream = EmbeddedMnist.class.getResourceAsStream("mnist/" + resource);
        if (stream == null) {
            throw new DataFormatException(
                    Reason.NOT_FOUND, name, "the embedded file", "no such resource", "add mnist-data's jar unchanged");
        }
        try (DataSource source =
                DataSource.open(name, stream, OptionalLong.empty()).hashing()) {
            T content = parser.parse(source);
            String actualHash = HexFormat.of().formatHex(source.hash());
            if (!actualHash.equals(expectedHash)) {
                throw new DataFormatException(
                        Reason.HASH_MISMATCH,
                        name,
                        "SHA-256 " + expectedHash,
                        actualHash,
                        "replace mnist-data's jar, which was changed or damaged");
            }
            return content;
        } catch (IOException e) {
            throw DataSource.unreadable(name, e);
        }
    }

    /** Reads one kind of IDX file. */
    @FunctionalInterface
    interface IdxParser<T> {
        T parse(DataSource source) throws IOException;
    }
}
