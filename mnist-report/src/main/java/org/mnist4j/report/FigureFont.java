package org.mnist4j.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A font file for text in PNG figures that the library's own letters cannot draw, such as class names in Chinese. They are Latin,
 * Greek and Cyrillic, and come first, so that figures look the same everywhere but for such names.
 *
 * <p>{@link Figure#withFont} sets it for one figure, the system property {@value #PROPERTY} for all. Without one, the fonts that the
 * JDK finds are tried. Immutable and safe for use by several threads.
 */
public final class FigureFont {

    /** The system property with the path of the font file for all figures. */
    public static final String PROPERTY = "mnist4j.font";

    private static final String ADVICE = "name a TrueType or OpenType file";

    private static @Nullable FigureFont last; // of the property

    private final Path file;
    private final Font font;

    private FigureFont(Path file, Font font) {
        this.file = file;
        this.font = font;
    }

    /**
     * Reads a TrueType or OpenType font, or the first of a collection.
     *
     * @throws ReportFileException if the file cannot be read or is not a font, or this Java has no support for fonts
     */
    public static FigureFont of(Path file) {
        try {
            if (!Files.exists(file)) {
                throw ReportFileException.font(
                        file, "no such file; " + ADVICE, new NoSuchFileException(file.toString()));
            }
            return new FigureFont(file, Font.createFont(Font.TRUETYPE_FONT, file.toFile()));
        } catch (IOException | FontFormatException e) {
            throw ReportFileException.font(file, e.getMessage() + "; " + ADVICE, e);
        } catch (LinkageError | InternalError e) {
            // A JDK in a small container may lack what it needs for any font.
            throw ReportFileException.font(
                    file,
                    "this Java has no support for fonts (" + e.getClass().getSimpleName()
                            + "); install fontconfig, libfreetype and one font of any kind, such as DejaVu",
                    e);
        }
    }

    /**
     * The font that the system property {@value #PROPERTY} names; empty if it is not set.
     *
     * @throws ReportFileException as {@link #of}
     */
    public static synchronized Optional<FigureFont> named() {
        String name = System.getProperty(PROPERTY);
        if (name == null) {
            return Optional.empty();
        }
        Path path = Path.of(name);
        if (last == null || !last.file.equals(path)) {
            last = of(path);
        }
        return Optional.of(last);
    }

    Font font() {
        return font;
    }

    /** {@code FigureFont[FILE]}. */
    @Override
    public String toString() {
        return "FigureFont[" + file + "]";
    }
}
