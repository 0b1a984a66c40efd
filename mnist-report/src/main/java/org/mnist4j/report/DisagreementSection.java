package org.mnist4j.report;

import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.Disagreement;
import org.mnist4j.metrics.Disagreement.Kind;
import org.mnist4j.metrics.PairedEvaluation;

/** The images that two models classify differently, grouped by which is correct, with both predictions. */
final class DisagreementSection {
    private static final int MOST_EACH = 32;
    private static final int SIDE = 84;
    private static final int MOST_TEXT = 400_000;

    private final Html html;
    private final PairedEvaluation pair;
    private final ImageDataset images;

    private DisagreementSection(Html html, PairedEvaluation pair, ImageDataset images) {
        this.html = html;
        this.pair = pair;
        this.images = images;
    }

    static void write(Html html, PairedEvaluation pair, ImageDataset images) {
        new DisagreementSection(html, pair, images).write();
    }

    private void write() {
        html.section("disagreements", "Disagreements");
        int all = pair.disagreements().size();
        html.paragraph(
                all == 0
                        ? "None: both models predict the same class for every image."
                        : "The predicted classes differ for " + Numerals.images(all) + " of "
                                + Numerals.count(images.size())
                                + ". Each model's prediction is in bold, followed by its confidence; the most"
                                + " confident mistakes come first.");
        group("Only A is right", Kind.ONLY_FIRST_CORRECT);
        group("Only B is right", Kind.ONLY_SECOND_CORRECT);
        group("Both are wrong, and differently", Kind.BOTH_WRONG);
        html.close("section").line();
    }

    private void group(String title, Kind kind) {
        List<Disagreement> all = pair.disagreements(kind);
        html.element("h3", title).line();
        if (all.isEmpty()) {
            html.paragraph("No images.");
            return;
        }
        List<Disagreement> shown = all.subList(0, Math.min(MOST_EACH, all.size()));
        html.paragraph(
                shown.size() == all.size()
                        ? Numerals.images(all.size()) + "."
                        : Numerals.images(all.size()) + "; the " + shown.size()
                                + " most confident mistakes are shown.");
        List<Thumbnail> thumbnails = Thumbnail.fitting(
                images, shown.stream().map(Disagreement::index).toList(), SIDE, MOST_TEXT);
        html.open("ul", "class", ExampleCards.styles(images)).line();
        for (int position = 0; position < shown.size(); position++) {
            card(shown.get(position), thumbnails.get(position));
        }
        html.close("ul").line();
    }

    private void card(Disagreement one, Thumbnail thumbnail) {
        html.open("li", "class", "card");
        thumbnail.write(html, "test image " + one.index() + ":");
        answer("A", one.firstPredicted(), one.firstProbability(), one.label());
        answer("B", one.secondPredicted(), one.secondProbability(), one.label());
        html.element("span", "true " + name(one.label()), "class", "truth");
        html.element("span", "image " + one.index(), "class", "sure");
        html.close("li").line();
    }

    private void answer(String model, int predicted, float probability, int label) {
        boolean correct = predicted == label;
        html.open("span", "class", correct ? "answer" : "answer miss");
        html.element("span", model, "class", "who")
                .text(" ")
                .element("b", name(predicted))
                .text(" ");
        html.element("span", Numerals.probability(probability), "class", "sure");
        html.text(correct ? " ✓" : " ✗").close("span");
    }

    private String name(int clazz) {
        return ClassNames.brief(images.classNames().get(clazz));
    }
}
