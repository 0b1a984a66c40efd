package org.mnist4j.model;

import java.math.BigDecimal;
import java.util.Locale;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.metrics.RiskCoverage;
import org.mnist4j.metrics.SelectivePoint;
import org.mnist4j.storage.PrintableText;

/**
 * A temperature that makes a model's probabilities match how often it is right, and the least confidence of a sure prediction;
 * fitted on labelled images that the model was not trained on.
 *
 * <p>The logits z of the classes are divided by the temperature T before the softmax: p = softmax(z / T). T above 1 lowers every
 * confidence, below 1 raises it; the most probable class stays. T minimizes the log-loss of the images, which has one minimum in
 * 1 / T. Source: Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017.
 *
 * <p>The threshold is the lowest confidence for which the images show, with probability {@value #CONFIDENCE} over their choice,
 * that at most a share {@code maxError} of the predictions at or above it are wrong: {@link RiskCoverage#guaranteed}. That holds
 * for other images like them, on average, and for no others. That the temperature comes from the same images is not accounted
 * for; it is a single number.
 *
 * @param data the name of the images, 1 to 200 characters
 * @param dataSha256 their {@code ImageDataset.fingerprint()}, 64 lower-case hex digits
 * @param images their number, 1 or more
 * @param temperature by which the logits are divided, {@value #LEAST_TEMPERATURE} to {@value #MOST_TEMPERATURE}
 * @param maxError the stated share of wrong predictions among the sure ones, between 0 and 1
 * @param threshold the least confidence of a sure prediction, in [0, 1]
 * @param accepted how many of the images have a sure prediction, 1 or more
 * @param wrong how many of the sure predictions are wrong
 */
public record Calibration(
        String data,
        String dataSha256,
        int images,
        double temperature,
        double maxError,
        double threshold,
        int accepted,
        int wrong) {

    /** The probability with which the stated share of errors holds, over the choice of the images. */
    public static final double CONFIDENCE = 0.95;

    /** The lowest temperature. */
    public static final double LEAST_TEMPERATURE = 0.01;

    /** The highest temperature. */
    public static final double MOST_TEMPERATURE = 100;

    /**
     * Checks every field.
     *
     * @throws IllegalArgumentException if the name is blank, longer than {@value ModelProvenance#MAX_TEXT} characters or contains
     *     an unpaired surrogate, the fingerprint is not hexadecimal, or a number is outside its range
     */
    public Calibration {
        ModelProvenance.requireText("data", data);
        ModelProvenance.requireSha256("dataSha256", dataSha256);
        if (images < 1) {
            throw new IllegalArgumentException("images must be 1 or more, was " + images);
        }
        if (!(temperature >= LEAST_TEMPERATURE && temperature <= MOST_TEMPERATURE)) { // NaN too
            throw new IllegalArgumentException("temperature must be within " + LEAST_TEMPERATURE + " and "
                    + MOST_TEMPERATURE + ", was " + temperature);
        }
        requireMaxError(maxError);
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be within 0 and 1, was " + threshold);
        }
        if (accepted < 1 || accepted > images) {
            throw new IllegalArgumentException("accepted must be 1 to " + images + ", the images, was " + accepted);
        }
        if (wrong < 0 || wrong > accepted) {
            throw new IllegalArgumentException("wrong must be 0 to " + accepted + ", the accepted, was " + wrong);
        }
    }

    private static void requireMaxError(double maxError) {
        if (!(maxError > 0 && maxError < 1)) {
            throw new IllegalArgumentException("maxError must be between 0 and 1 (exclusive), was " + maxError);
        }
    }

    /**
     * Fits the temperature, and chooses the threshold, on held-out images. A calibration that the model has already plays no part.
     *
     * @param heldOut labelled images that the model was not trained on: of its shape and classes, several thousand for a small
     *     {@code maxError}
     * @param maxError the largest tolerable share of wrong ones among the sure predictions, between 0 and 1, such as 0.005
     * @throws IllegalArgumentException if {@code maxError} is outside its range, the images do not fit the model, or they do not
     *     suffice: because the model classifies all of them correctly or hardly any, or because they are too few to show so
     *     small a share of errors
     * @throws ArithmeticException if weights are so large that the outputs overflow a float
     */
    public static Calibration fit(Model model, ImageDataset heldOut, double maxError) {
        requireMaxError(maxError);
        double temperature = TemperatureFit.of(
                heldOut.name(),
                model.logits(heldOut),
                heldOut.labels(),
                model.classNames().size());
        String name = PrintableText.storable(heldOut.name(), ModelProvenance.MAX_TEXT);
        Calibration all = new Calibration(
                name, heldOut.fingerprint(), heldOut.size(), temperature, maxError, 0, heldOut.size(), 0);
        Predictions predictions = model.withCalibration(all).predict(heldOut);
        RiskCoverage curve = RiskCoverage.of(predictions);
        SelectivePoint point = curve.guaranteed(maxError, CONFIDENCE)
                .orElseThrow(() -> new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "the %,d images of %s do not show that some confidence leaves at most a share of %s wrong predictions;"
                                + " they can show %.5f: allow more, or use more images",
                        heldOut.size(),
                        heldOut.name(),
                        BigDecimal.valueOf(maxError).toPlainString(),
                        roundedUp(curve.leastGuaranteed(CONFIDENCE)))));
        return new Calibration(
                name,
                all.dataSha256(),
                all.images(),
                temperature,
                maxError,
                point.threshold(),
                point.accepted(),
                point.wrong());
    }

    /** To five decimals, so that the printed share can be passed. */
    private static double roundedUp(double share) {
        return Math.ceil(share * 1e5) / 1e5;
    }
}
