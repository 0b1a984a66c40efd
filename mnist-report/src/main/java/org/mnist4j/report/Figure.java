package org.mnist4j.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.storage.AtomicFile;

/**
 * An immutable figure that can be written as SVG or PNG.
 *
 * <p>Both have the same layout on a white background. The SVG has an accessible name and tooltips. The PNG uses letters that
 * come with the library, Latin, Greek and Cyrillic, so it needs no installed font, display or native library and looks the same
 * everywhere. Equal figures give equal bytes on the same JDK.
 *
 * <p>Other text in a PNG, such as Chinese class names, is drawn from the font of {@link #withFont}, that of the system property
 * {@value FigureFont#PROPERTY}, or those that the JDK finds. Where none has the characters, classes are numbered by their index, and
 * a note below says so.
 */
public final class Figure {
    /** The scale of {@link #toPng()}: PNG pixels per CSS pixel, in each direction. */
    public static final int DEFAULT_SCALE = 2;

    private static final int MAX_SCALE = 8;

    private final int width;
    private final int height;
    private final String title;
    private final List<Mark> marks;
    private final @Nullable FigureFont font;

    Figure(int width, int height, String title, List<Mark> marks) {
        this(width, height, title, marks, null);
    }

    private Figure(int width, int height, String title, List<Mark> marks, @Nullable FigureFont font) {
        this.width = width;
        this.height = height;
        this.title = title;
        this.marks = List.copyOf(marks);
        this.font = font;
    }

    /** The width in CSS pixels, more than 0. */
    public int width() {
        return width;
    }

    /** The height in CSS pixels, more than 0. */
    public int height() {
        return height;
    }

    /** A one-sentence description: the SVG's accessible name. */
    public String title() {
        return title;
    }

    List<Mark> marks() {
        return marks;
    }

    /** This figure with a font for what the library's own letters cannot draw in a PNG. */
    public Figure withFont(FigureFont newFont) {
        return new Figure(width, height, title, marks, newFont);
    }

    /** The figure as an SVG element without an XML declaration, so that it can be embedded in an HTML page. */
    public String toSvg() {
        return SvgRenderer.render(this);
    }

    /** The figure as PNG at scale {@value #DEFAULT_SCALE}. */
    public byte[] toPng() {
        return toPng(DEFAULT_SCALE);
    }

    /**
     * The figure as a PNG of {@code scale * width()} by {@code scale * height()} pixels, 8-bit RGB; higher where there is a note on
     * text that no font can draw.
     *
     * @throws IllegalArgumentException if scale is not within 1..8
     * @throws ReportFileException if the system property {@value FigureFont#PROPERTY} names a file that is no font
     */
    public byte[] toPng(int scale) {
        if (scale < 1 || scale > MAX_SCALE) {
            throw new IllegalArgumentException("scale: expected 1.." + MAX_SCALE + ", was " + scale);
        }
        return toPng(
                scale, FontOutlines.of(font != null ? font : FigureFont.named().orElse(null)));
    }

    byte[] toPng(int scale, FontOutlines fonts) {
        return PngRenderer.render(this, scale, fonts);
    }

    /**
     * Writes {@link #toSvg()} as UTF-8; an existing file is replaced only once the new one is complete.
     *
     * @throws ReportFileException if the file cannot be written
     */
    public void writeSvg(Path file) {
        write(file, toSvg().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes {@link #toPng()}; an existing file is replaced only once the new one is complete.
     *
     * @throws ReportFileException if the file cannot be written
     */
    public void writePng(Path file) {
        write(file, toPng());
    }

    private static void write(Path file, byte[] bytes) {
        try {
            AtomicFile.writeCreatingFolders(file, bytes);
        } catch (IOException e) {
            throw ReportFileException.of(file, e);
        }
    }

    @Override
    public String toString() {
        return "Figure[" + width + "x" + height + ", " + title + "]";
    }
}
