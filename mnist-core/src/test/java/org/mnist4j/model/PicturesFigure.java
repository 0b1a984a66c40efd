package org.mnist4j.model;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;

/** Draws {@code docs/images/pictures.png}: pictures above, and below them what a model of MNIST gets. Its argument is the file. */
final class PicturesFigure {

    private static final int TILE = 112;
    private static final int GAP = 6;
    private static final List<PhotographedDigits> SHOWN = List.of(
            PhotographedDigits.PEN_2_AT_280,
            PhotographedDigits.PEN_50_AT_280,
            PhotographedDigits.LIGHT_FALLING_BY_A_FIFTH,
            PhotographedDigits.SHADOW,
            PhotographedDigits.NOISE_16,
            PhotographedDigits.RULED_LINES,
            PhotographedDigits.BLACK_SCAN_EDGE,
            PhotographedDigits.CHALK,
            PhotographedDigits.SLANTED);

    private PicturesFigure() {}

    public static void main(String[] arguments) throws IOException {
        ImageDataset digits = Mnist.loadTest();
        BufferedImage figure = new BufferedImage(
                SHOWN.size() * (TILE + GAP) + GAP, 2 * (TILE + GAP) + GAP, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = figure.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, figure.getWidth(), figure.getHeight());
        for (int k = 0; k < SHOWN.size(); k++) {
            PhotographedDigits kind = SHOWN.get(k);
            byte[] picture = kind.picture(digits.pixels(18 + k), 18 + k);
            int side = kind.side();
            byte[] prepared = DigitImage.ofGrey(picture, side, side, ImageShape.of(28, 28, 1))
                    .pixels();
            draw(graphics, picture, side, GAP + k * (TILE + GAP), GAP);
            draw(graphics, prepared, 28, GAP + k * (TILE + GAP), 2 * GAP + TILE);
        }
        graphics.dispose();
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(figure, "png", file.toFile());
    }

    private static void draw(Graphics2D graphics, byte[] pixels, int side, int x, int y) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < pixels.length; i++) {
            image.getRaster().setSample(i % side, i / side, 0, pixels[i] & 0xFF);
        }
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                side > TILE
                        ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.drawImage(image, x, y, TILE, TILE, null);
    }
}
