package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A server's JDK may have no font, no screen and no native AWT library; figures are drawn there all the same. Fonts are asked for where
 * the library's own letters do not do, and may be missing.
 */
class NoDesktopTest {
    private static final Pattern DESKTOP_CLASS = Pattern.compile("\\b(?:java\\.awt|javax\\.(?:imageio|swing))[.\\w]*");

    @Test
    void code_usesNothingOfTheDesktopButGeometry() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> files =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(files).hasSizeGreaterThan(20);
            for (Path file : files) {
                Matcher matcher = DESKTOP_CLASS.matcher(Files.readString(file));
                while (matcher.find()) {
                    used.add(matcher.group());
                }
            }
        }

        // Canvas names Graphics2D in its documentation, to say why it is not used.
        used.removeAll(Set.of("java.awt.Graphics2D"));
        assertThat(used)
                .containsExactlyInAnyOrder(
                        "java.awt.BasicStroke",
                        "java.awt.Font",
                        "java.awt.FontFormatException",
                        "java.awt.Shape",
                        "java.awt.font.FontRenderContext",
                        "java.awt.font.TextLayout",
                        "java.awt.geom.AffineTransform",
                        "java.awt.geom.Ellipse2D",
                        "java.awt.geom.Path2D",
                        "java.awt.geom.PathIterator",
                        "java.awt.geom.Rectangle2D");
    }
}
