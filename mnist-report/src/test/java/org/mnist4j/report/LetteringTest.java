package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.report.Mark.Anchor;

/** Text beyond Latin, Greek and Cyrillic in a PNG. */
class LetteringTest {

    private static final FontOutlines NONE = (text, size, bold) -> Optional.empty();

    /** Draws only these three animals and spaces, each as a bar half an em wide. */
    private static final FontOutlines BARS = (text, size, bold) -> text.matches("[猫犬鳥 ]+")
            ? Optional.of(new FontOutlines.Line(
                    new Rectangle2D.Double(0, -size, text.length() * size / 2, size), text.length() * size / 2))
            : Optional.empty();

    @TempDir
    Path folder;

    @AfterEach
    void forgetFont() {
        System.clearProperty(FigureFont.PROPERTY);
    }

    private static Mark.Text text(String text, Anchor anchor, String plain) {
        return new Mark.Text(100, 50, text, 10, false, anchor, Palette.INK, 0, plain);
    }

    private static Rectangle2D bounds(FontOutlines fonts, Mark.Text text) {
        return new Lettering(fonts).shape(text).getBounds2D();
    }

    @ParameterizedTest
    @ValueSource(strings = {"кошка", "Łódź", "γάτα", "Ґанок", "naïve", "na\u0131ve"})
    void latinGreekAndCyrillic_needNoFont(String word) {
        Lettering lettering = new Lettering((text, size, bold) -> {
            throw new AssertionError("asked for a font for " + text);
        });

        assertThat(lettering.shape(text(word, Anchor.START, "#1")).getBounds2D().getWidth())
                .isPositive();
        assertThat(lettering.note()).isEmpty();
    }

    /** macOS gives names of files with an accent after its letter. */
    @Test
    void accentAfterItsLetter_isDrawnAsOneLetter() {
        assertThat(bounds(NONE, text("e\u0301", Anchor.START, "#1")))
                .isEqualTo(bounds(NONE, text("é", Anchor.START, "#1")));
    }

    @Test
    void name_isDrawnWithTheFontThatHasIt() {
        Lettering lettering = new Lettering(BARS);
        Rectangle2D start = lettering.shape(text("猫犬", Anchor.START, "#1")).getBounds2D();

        assertThat(start.getMinX()).isCloseTo(100, within(1e-9));
        assertThat(start.getMaxX()).isCloseTo(110, within(1e-9));
        assertThat(bounds(BARS, text("猫犬", Anchor.END, "#1")).getMaxX()).isCloseTo(100, within(1e-9));
        assertThat(bounds(BARS, text("猫犬", Anchor.MIDDLE, "#1")).getCenterX()).isCloseTo(100, within(1e-9));
        assertThat(lettering.note()).isEmpty();
    }

    @Test
    void fontWiderThanTheLayout_isCondensed() {
        FontOutlines wide = (text, size, bold) ->
                Optional.of(new FontOutlines.Line(new Rectangle2D.Double(0, -size, 5 * size, size), 5 * size));

        assertThat(bounds(wide, text("猫", Anchor.START, "#1")).getWidth()).isCloseTo(10, within(1e-9));
    }

    @Test
    void wordsOfTheLibrarysOwnLetters_areKept() {
        assertThat(Lettering.parts("✓ true 猫 犬 is 鳥")).containsExactly("✓ true ", "猫 犬", " is ", "鳥");
        assertThat(Lettering.parts("猫1")).containsExactly("猫1");
        assertThat(Lettering.parts("plain words")).containsExactly("plain words");
    }

    @Test
    void nameThatNoFontHas_becomesItsNumber_andANoteSaysSo() {
        Lettering lettering = new Lettering(NONE);

        assertThat(lettering.shape(text("猫", Anchor.START, "#7")).getBounds2D())
                .isEqualTo(bounds(NONE, text("#7", Anchor.START, "#7")));
        assertThat(lettering.note())
                .isEqualTo("#0, #1, ... are the classes by index: there is no font here for their names."
                        + " Name a font file with -Dmnist4j.font=FILE.");
    }

    @Test
    void textWithoutANumber_keepsItsOtherWords() {
        Lettering lettering = new Lettering(NONE);

        assertThat(lettering
                        .shape(text("40 of 猫 images", Anchor.START, "40 of 猫 images"))
                        .getBounds2D())
                .isEqualTo(bounds(NONE, text("40 of ? images", Anchor.START, "")));
        assertThat(lettering.note()).startsWith("? stands for letters for which there is no font here. Name a font");
    }

    /** No font has a character of the second private plane, whichever fonts are installed, or none. */
    @Test
    void fontsOfThisJava_areAskedWithoutHarm() {
        Lettering lettering = new Lettering(FontOutlines.of(null));
        lettering.shape(text(Character.toString(0x10FFFD), Anchor.START, "#3"));

        assertThat(lettering.note()).startsWith("#0, #1, ... are the classes");
    }

    @Test
    void figuresOfClassesWithoutAFont_areNumberedAndHigher() throws IOException {
        ImageDataset images = Examples.noise(30, ImageShape.of(8, 8, 1), List.of("猫", "犬", "鳥"));
        Predictions predictions = Examples.predictions(images, 0.3);
        for (Figure figure : List.of(
                Figures.confusionMatrix(
                        org.mnist4j.metrics.EvaluationReport.of(predictions).confusionMatrix()),
                Figures.predictions(images, predictions),
                Figures.mistakes(images, predictions))) {
            int drawn = height(figure.toPng(1, BARS));
            int numbered = height(figure.toPng(1, NONE));

            assertThat(drawn).isEqualTo(figure.height());
            assertThat(numbered).isBetween(figure.height() + 20, figure.height() + 100);
            assertThat(figure.toSvg()).contains("猫").doesNotContain(">#0<");
        }
    }

    @Test
    void everyClassNameOfAFigure_hasItsNumber() {
        ImageDataset images = Examples.noise(30, ImageShape.of(8, 8, 1), List.of("猫", "犬", "鳥"));
        Predictions predictions = Examples.predictions(images, 0.3);
        List<Figure> figures = List.of(
                Figures.confusionMatrix(
                        org.mnist4j.metrics.EvaluationReport.of(predictions).confusionMatrix()),
                Figures.predictions(images, predictions),
                Figures.classComparison(org.mnist4j.metrics.PairedEvaluation.of(
                        predictions, Examples.predictions(images, 0.6), Examples.QUICK)));

        for (Figure figure : figures) {
            assertThat(FigureTest.texts(figure.marks()).filter(text -> !GlyphOutlines.covers(text.text())))
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text.plain()).matches("(. true )?#[012]"));
        }
    }

    @Test
    void fileThatIsNoFont_isRefusedByName() throws IOException {
        Path none = folder.resolve("none.ttf");
        Path text = Files.writeString(folder.resolve("text.ttf"), "no font");

        assertThatThrownBy(() -> FigureFont.of(none))
                .isInstanceOfSatisfying(
                        ReportFileException.class, e -> assertThat(e.path()).isEqualTo(none))
                .hasMessage(none + ": cannot be used as a font: no such file; name a TrueType or OpenType file");
        assertThatThrownBy(() -> FigureFont.of(text))
                .isInstanceOf(ReportFileException.class)
                .hasMessageStartingWith(text + ": cannot be used as a font: ");
        System.setProperty(FigureFont.PROPERTY, text.toString());
        assertThatThrownBy(() -> Figures.architecture(Examples.seed()).toPng()).isInstanceOf(ReportFileException.class);
    }

    @Test
    void property_isOptional() {
        assertThat(FigureFont.named()).isEmpty();
    }

    private static int height(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png)).getHeight();
    }
}
