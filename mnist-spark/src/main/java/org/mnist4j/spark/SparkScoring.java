package org.mnist4j.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.mnist4j.model.Model;

/**
 * Predicts what the images in a column of a DataFrame show, or in an expression of SQL.
 *
 * <pre>{@code
 * SparkScoring scoring = SparkScoring.ofEncoded(session, model);
 * Dataset<Row> scored = scoring.score(session.read().format("binaryFile").load("scans/"), "content");
 *
 * scoring.register("digit");
 * session.sql("SELECT path, digit(content).label FROM scans");
 * }</pre>
 *
 * <p>The result is a label, the name of the most probable class; its probability, as a float in [0, 1]; and for an image that cannot
 * be read or predicted, the reason as an error, with the other two null. Of label and error, exactly one is null. The same image gives
 * the bits of {@link Model#predict(byte[])}, on every executor. The model is broadcast: each executor gets it once.
 */
public final class SparkScoring {

    /** The columns of the result, in order. */
    public static final List<String> COLUMNS = List.of("label", "probability", "error");

    private static final StructType RESULT = new StructType()
            .add(COLUMNS.get(0), DataTypes.StringType)
            .add(COLUMNS.get(1), DataTypes.FloatType)
            .add(COLUMNS.get(2), DataTypes.StringType);

    private final SparkSession session;
    private final ScoringTask task;

    private SparkScoring(SparkSession session, Model model, boolean encoded) {
        this.session = session;
        Broadcast<PackedModel> packed =
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(new PackedModel(model));
        this.task = new ScoringTask(packed, encoded);
    }

    /** Scoring of pictures: the bytes of PNG, JPEG, GIF or BMP files, prepared as by {@link org.mnist4j.data.DigitImage}. */
    public static SparkScoring ofEncoded(SparkSession session, Model model) {
        return new SparkScoring(session, model, true);
    }

    /** Scoring of raw pixels: unsigned bytes, {@code [height * width * channels]}, as of {@link Model#predict(byte[])}. */
    public static SparkScoring ofPixels(SparkSession session, Model model) {
        return new SparkScoring(session, model, false);
    }

    /**
     * Adds the columns {@link #COLUMNS}; every image is predicted once, even if several of them are used.
     *
     * @param images any columns
     * @param column the column of images, of type binary
     * @throws IllegalArgumentException if there is no such column, it has another type, or the images have one of the columns already
     */
    public Dataset<Row> score(Dataset<Row> images, String column) {
        List<String> names = Arrays.asList(images.columns());
        if (!names.contains(column)) {
            throw new IllegalArgumentException("there is no column " + column + "; the columns are " + names);
        }
        String type = images.schema().apply(column).dataType().simpleString();
        if (!type.equals(DataTypes.BinaryType.simpleString())) {
            throw new IllegalArgumentException("column " + column + " must be binary, it is " + type + "; cast it");
        }
        for (String name : COLUMNS) {
            // Spark compares names without case, unless told otherwise.
            if (names.stream().anyMatch(name::equalsIgnoreCase)) {
                throw new IllegalArgumentException("there is a column " + name
                        + " already; rename it, for instance to true_" + name + ", with withColumnRenamed");
            }
        }
        // Spark evaluates a deterministic function anew for each field that is taken from its result.
        UserDefinedFunction once = functions.udf(task, RESULT).asNondeterministic();
        String result = "mnist4j-prediction";
        Dataset<Row> scored = images.withColumn(result, once.apply(images.col("`" + column + "`")));
        for (String name : COLUMNS) {
            scored = scored.withColumn(name, scored.col("`" + result + "`").getField(name));
        }
        return scored.drop(result);
    }

    /** The prediction for a column of images as one column: a struct of {@link #COLUMNS}. */
    public Column prediction(Column images) {
        return functions.udf(task, RESULT).apply(images);
    }

    /** Registers {@code name(image)} for SQL in the session; its result is a struct of {@link #COLUMNS}. */
    public void register(String name) {
        session.udf().register(name, task, RESULT);
    }
}
