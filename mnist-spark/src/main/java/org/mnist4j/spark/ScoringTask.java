package org.mnist4j.spark;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.DigitImage;
import org.mnist4j.model.Model;
import org.mnist4j.model.Prediction;

/** Predicts one image on an executor. What cannot be read is an answer and no exception: one bad row of millions ends no job. */
final class ScoringTask implements UDF1<byte @Nullable [], Row> {

    private static final long serialVersionUID = 1L;

    private final Broadcast<PackedModel> model;
    private final boolean encoded;

    ScoringTask(Broadcast<PackedModel> model, boolean encoded) {
        this.model = model;
        this.encoded = encoded;
    }

    /** Label, probability and error, of which the first two or the last are null. */
    @Override
    public Row call(byte @Nullable [] image) {
        if (image == null) {
            return error("no image: the value is null");
        }
        Model here = model.value().model();
        try {
            Prediction prediction = here.predict(encoded ? prepared(image, here) : image);
            return RowFactory.create(prediction.className(), prediction.confidence(), null);
        } catch (DataFormatException | IllegalArgumentException | ArithmeticException e) {
            return error(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] prepared(byte[] image, Model model) {
        return DigitImage.ofEncoded(image, "image", model.input(), model.inkStatistics())
                .pixels();
    }

    private static Row error(String message) {
        return RowFactory.create(null, null, message);
    }
}
