package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class FigureTest {
    private static final Map<String, Figure> ALL = Examples.all();

    @TempDir
    Path folder;

    static Stream<Arguments> figures() {
        return ALL.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void svg_isWellFormedAndHasAnAccessibleName(String name, Figure figure) {
        Element root = Svg.parse(figure).getDocumentElement();

        assertThat(root.getLocalName()).isEqualTo("svg");
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getElementsByTagName("title").item(0).getParentNode()).isSameAs(root);
        assertThat(Svg.contents(figure, "title").get(0))
                .isEqualTo(figure.title().replace('\u0007', '\ufffd'));
        assertThat(figure.toSvg()).doesNotContain("<script");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void text_staysWithinTheFigure(String name, Figure figure) {
        // One pixel of slack on each side: the boxes are generous, the figures have a margin of 20.
        Rectangle2D paper = new Rectangle2D.Double(-1, -1, figure.width() + 2, figure.height() + 2);

        assertThat(texts(figure.marks())).isNotEmpty();
        assertThat(texts(figure.marks()).filter(text -> !paper.contains(GlyphOutlines.bounds(text))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void straightTexts_doNotOverlap(String name, Figure figure) {
        List<Mark.Text> straight =
                texts(figure.marks()).filter(text -> text.degrees() == 0).toList();
        List<Rectangle2D> inked = straight.stream().map(FigureTest::inked).toList();
        List<String> overlaps = new ArrayList<>();
        for (int i = 0; i < inked.size(); i++) {
            for (int j = i + 1; j < inked.size(); j++) {
                if (inked.get(i).intersects(inked.get(j))) {
                    overlaps.add(straight.get(i) + " over " + straight.get(j));
                }
            }
        }

        assertThat(overlaps).isEmpty();
    }

    /** For names in Japanese, whichever fonts are installed. */
    private static final FontOutlines SQUARES = (text, size, bold) -> Optional.of(
            new FontOutlines.Line(new Rectangle2D.Double(0, -size, text.length() * size, size), text.length() * size));

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void png_hasTheFiguresSizeTwice_andIsNotBlank(String name, Figure figure) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.toPng(2, SQUARES)));

        assertThat(image.getWidth()).isEqualTo(2 * figure.width());
        assertThat(image.getHeight()).isEqualTo(2 * figure.height());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertThat(pixels).contains(0xff000000 | Palette.PAPER).contains(0xff000000 | Palette.INK);
    }

    @Test
    void samePictureTwice_hasTheSameBytes() {
        Figure one = Figures.confusionMatrix(Examples.evaluation());
        Figure two = Figures.confusionMatrix(Examples.evaluation());

        assertThat(one.toPng()).isEqualTo(two.toPng());
        assertThat(one.toSvg()).isEqualTo(two.toSvg());
    }

    @Test
    void scale_multipliesThePixels() throws IOException {
        Figure figure = ALL.get("mistakes, none");

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.toPng(3)));

        assertThat(image.getWidth()).isEqualTo(3 * figure.width());
        assertThatThrownBy(() -> figure.toPng(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale: expected 1..8, was 0");
    }

    @Test
    void write_replacesTheFileAndLeavesNothingElse() throws IOException {
        Figure figure = ALL.get("architecture, seed");
        Path svg = folder.resolve("new/figure.svg");
        Path png = folder.resolve("new/figure.png");
        Files.createDirectories(svg.getParent());
        Files.writeString(svg, "old");

        figure.writeSvg(svg);
        figure.writePng(png);

        assertThat(Files.readString(svg, StandardCharsets.UTF_8)).isEqualTo(figure.toSvg());
        assertThat(Files.readAllBytes(png)).isEqualTo(figure.toPng());
        try (Stream<Path> files = Files.list(svg.getParent())) {
            assertThat(files).containsExactlyInAnyOrder(svg, png);
        }
    }

    @Test
    void write_whereAFolderStands_namesTheFile() {
        assertThatThrownBy(() -> ALL.get("architecture, seed").writePng(folder))
                .isInstanceOfSatisfying(
                        ReportFileException.class, e -> assertThat(e.path()).isEqualTo(folder))
                .hasMessage("cannot write " + folder + ": this is a folder; name a file in it");
    }

    @Test
    void write_belowAFile_namesTheFile() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "").resolve("figure.svg");

        assertThatThrownBy(() -> ALL.get("architecture, seed").writeSvg(blocked))
                .isInstanceOf(ReportFileException.class)
                .hasMessage("cannot write " + blocked + ": " + blocked.getParent()
                        + " is a file where a folder is needed; choose another folder");
    }

    static Stream<Mark.Text> texts(List<Mark> marks) {
        return marks.stream().flatMap(mark -> {
            if (mark instanceof Mark.Group group) {
                return texts(group.marks());
            }
            return mark instanceof Mark.Text text ? Stream.of(text) : Stream.empty();
        });
    }

    private static Rectangle2D inked(Mark.Text text) {
        return GlyphOutlines.outline(text.text(), text.size(), text.bold(), text.x() + text.offset(), text.y())
                .getBounds2D();
    }
}
