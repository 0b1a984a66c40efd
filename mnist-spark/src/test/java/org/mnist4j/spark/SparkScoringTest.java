package org.mnist4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.dense;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;
import org.mnist4j.train.Trainer;

/** Scoring in a Spark session of this JVM. */
class SparkScoringTest {

    private static final int IMAGES = 200;
    private static final StructType SCHEMA =
            new StructType().add("id", DataTypes.IntegerType).add("image", DataTypes.BinaryType);

    private static SparkSession session;
    private static Model model;
    private static ImageDataset images;

    @BeforeAll
    static void start() {
        Path target = Path.of("target").toAbsolutePath();
        session = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", target.resolve("scoring").toString())
                .config("spark.sql.warehouse.dir", target.resolve("warehouse").toString())
                .config("spark.default.parallelism", "3")
                .getOrCreate();
        ExperimentConfig config = ExperimentConfig.preset("seed").toBuilder()
                .layers(dense(16))
                .epochs(1)
                .build();
        model = Trainer.of(config).fit(Mnist.loadTrain().take(5000)).model();
        images = Mnist.loadTest().take(IMAGES);
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private static Dataset<Row> frame(List<byte[]> column) {
        List<Row> rows = new ArrayList<>();
        for (byte[] image : column) {
            rows.add(RowFactory.create(rows.size(), image));
        }
        return session.createDataFrame(rows, SCHEMA).repartition(3);
    }

    private static List<Row> inOrder(Dataset<Row> scored) {
        return scored.orderBy("id").collectAsList();
    }

    private static List<byte[]> pixels() {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            all.add(images.pixels(i));
        }
        return all;
    }

    /** A picture in black on white, twice as large. */
    private static byte[] png(byte[] pixels) throws IOException {
        BufferedImage image = new BufferedImage(56, 56, BufferedImage.TYPE_BYTE_GRAY);
        byte[] grey = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) ~pixels[i / 56 / 2 * 28 + i % 56 / 2];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static void assertPredicted(Row row, byte[] pixels) {
        Prediction expected = model.predict(pixels);
        assertThat(row.<String>getAs("label")).isEqualTo(expected.className());
        assertThat(row.<Float>getAs("probability")).isEqualTo(expected.confidence());
        assertThat(row.<String>getAs("error")).isNull();
    }

    @Test
    void pixels_havePredictionsOfTheModelToTheBit() {
        List<byte[]> all = pixels();

        Dataset<Row> scored = SparkScoring.ofPixels(session, model).score(frame(all), "image");

        assertThat(scored.columns()).containsExactly("id", "image", "label", "probability", "error");
        List<Row> rows = inOrder(scored);
        assertThat(rows).hasSize(IMAGES);
        for (int i = 0; i < IMAGES; i++) {
            assertPredicted(rows.get(i), all.get(i));
        }
        assertThat(rows.stream().map(row -> row.<String>getAs("label")).distinct())
                .hasSizeGreaterThan(5);
    }

    @Test
    void pictures_arePreparedAndWhatCannotBeReadHasAnError() throws IOException {
        byte[] seven = png(images.pixels(0));
        byte[] two = png(images.pixels(1));
        List<byte[]> column = new ArrayList<>(List.of(
                seven,
                "no picture".getBytes(StandardCharsets.UTF_8),
                two,
                Arrays.copyOf(seven, 60),
                new byte[0],
                png(new byte[784])));
        column.add(null);

        List<Row> rows = inOrder(SparkScoring.ofEncoded(session, model).score(frame(column), "image"));

        assertPredicted(
                rows.get(0), DigitImage.ofEncoded(seven, "seven", model.input()).pixels());
        assertPredicted(
                rows.get(2), DigitImage.ofEncoded(two, "two", model.input()).pixels());
        for (int i : new int[] {1, 3, 4, 5, 6}) {
            assertThat(rows.get(i).<String>getAs("error")).as("row %d", i).isNotBlank();
            assertThat(rows.get(i).<String>getAs("label")).isNull();
            assertThat(rows.get(i).<Float>getAs("probability")).isNull();
        }
        assertThat(rows.get(1).<String>getAs("error")).contains("PNG, JPEG");
        assertThat(rows.get(5).<String>getAs("error")).contains("a single colour");
        assertThat(rows.get(6).<String>getAs("error")).contains("null");
    }

    @Test
    void pixelsOfAnotherSize_areAnErrorOfTheirRow() {
        List<Row> rows = inOrder(
                SparkScoring.ofPixels(session, model).score(frame(List.of(images.pixels(0), new byte[783])), "image"));

        assertPredicted(rows.get(0), images.pixels(0));
        assertThat(rows.get(1).<String>getAs("error")).contains("783", "784");
    }

    @Test
    void sqlFunction_givesAStruct() {
        SparkScoring.ofPixels(session, model).register("digit");
        frame(pixels()).createOrReplaceTempView("scans");

        List<Row> rows = session.sql("SELECT p.label, p.probability, p.error FROM"
                        + " (SELECT id, digit(image) AS p FROM scans) ORDER BY id")
                .collectAsList();
        assertThat(rows).hasSize(IMAGES);
        for (int i = 0; i < IMAGES; i++) {
            assertPredicted(rows.get(i), images.pixels(i));
        }
        long sevens = pixels().stream()
                .filter(pixels -> model.predict(pixels).className().equals("7"))
                .count();
        assertThat(session.sql("SELECT count(*) FROM scans WHERE digit(image).label = '7'")
                        .first()
                        .getLong(0))
                .isEqualTo(sevens)
                .isPositive();
    }

    @Test
    void columns_comeFromOneCallPerImage() {
        Dataset<Row> scored = SparkScoring.ofPixels(session, model)
                .score(frame(pixels()), "image")
                .filter(functions
                        .col("probability")
                        .gt(0.5)
                        .and(functions.col("error").isNull()))
                .select("label", "probability");

        String plan = scored.queryExecution().executedPlan().toString();

        assertThat(Pattern.compile("UDF\\(").matcher(plan).results()).as(plan).hasSize(1);
    }

    @Test
    void columnThatIsMissingOrNoImage_isRefused() {
        SparkScoring scoring = SparkScoring.ofPixels(session, model);
        Dataset<Row> frame = frame(pixels());

        assertThatThrownBy(() -> scoring.score(frame, "picture"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no column picture; the columns are [id, image]");
        assertThatThrownBy(() -> scoring.score(frame, "id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be binary, it is int");
        assertThatThrownBy(() -> scoring.score(frame.withColumnRenamed("id", "Label"), "image"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is a column label already; rename it");
    }
}
