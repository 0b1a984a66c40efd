package org.mnist4j.report;

import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.Predictions;

/** Images as cards that flow with the page width, each with the predicted and the true class. */
final class ExampleCards {
    private static final int SIDE = 84;
    private static final int MOST_EACH = 10_000;
    private static final int SHORT_NAME = 5;

    private ExampleCards() {}

    static void write(Html html, ImageDataset images, Predictions predictions, List<Integer> indices) {
        html.open("ul", "class", styles(images)).line();
        List<Thumbnail> thumbnails = Thumbnail.fitting(images, indices, SIDE, MOST_EACH * indices.size());
        for (int position = 0; position < indices.size(); position++) {
            int index = indices.get(position);
            boolean correct = predictions.correct(index);
            html.open("li", "class", correct ? "card" : "card wrong");
            thumbnails.get(position).write(html, "test image " + index + ":");
            html.open("span", "class", "said").element("span", "predicted ", "class", "unseen");
            html.element("b", name(predictions, predictions.predicted(index))).text(" ");
            html.element("span", Numerals.probability(predictions.confidence(index)), "class", "sure");
            html.close("span");
            String truth = name(predictions, predictions.label(index));
            html.element("span", (correct ? "✓ true " : "✗ true ") + truth, "class", "truth");
            html.close("li").line();
        }
        html.close("ul").line();
    }

    /** The style classes of a list of cards: long class names need wider cards. */
    static String styles(ImageDataset images) {
        boolean shortNames = images.classNames().stream().allMatch(name -> name.length() <= SHORT_NAME);
        return shortNames ? "cards" : "cards wide";
    }

    private static String name(Predictions predictions, int clazz) {
        return ClassNames.brief(predictions.classNames().get(clazz));
    }
}
