package org.mnist4j.cli;

import static org.mnist4j.cli.TestBytes.ascii;
import static org.mnist4j.cli.TestBytes.chunk;
import static org.mnist4j.cli.TestBytes.encoded;
import static org.mnist4j.cli.TestBytes.flipped;
import static org.mnist4j.cli.TestBytes.png;
import static org.mnist4j.cli.TestBytes.pngHeader;
import static org.mnist4j.cli.TestBytes.pngOf;
import static org.mnist4j.cli.TestBytes.withSegment;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures that cannot be read, and some odd ones that can. */
final class BadPictureInputs {

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int RGBA = 6;

    private final List<BadInput> inputs = new ArrayList<>();

    private BadPictureInputs() {}

    static List<BadInput> all() {
        BadPictureInputs all = new BadPictureInputs();
        all.addSizes();
        all.addDamaged();
        all.addOtherFormats();
        all.addVariants();
        for (OddFile odd : OddFile.all()) {
            String reason = odd.said("NOT_A_FILE", "NOT_FOUND");
            all.inputs.add(new BadInput(
                    "D23",
                    odd.what() + " as a picture",
                    BadInput.Kind.PICTURE,
                    odd.maker(),
                    reason.startsWith("N") ? reason : "IO",
                    List.of("picture.png: expected ")));
        }
        return all.inputs;
    }

    private void add(String id, String what, byte[] content, String reason, String message) {
        inputs.add(new BadInput(
                id, what, BadInput.Kind.PICTURE, file -> Files.write(file, content), reason, List.of(message)));
    }

    private void addSizes() {
        add("D24", "50000x50000", pngHeader(50_000, 50_000, 8, GREY), "IMAGE_TOO_LARGE", "50000x50000 pixels");
        add("D24", "2^32-1 wide", pngHeader(-1, 1, 8, GREY), "IMAGE_TOO_LARGE", "4294967295x1 pixels");
        add("D26", "0 wide", pngHeader(0, 5, 8, GREY), "IMAGE_CORRUPT", "found 0x5");
        byte[] few = TestBytes.deflated(new byte[100]);
        add("D32", "128 MiB of pixels", pngOf(4096, 4096, 16, RGBA, few), "IMAGE_CORRUPT", "image data for 4096x4096");
        inputs.add(new BadInput(
                "D33",
                "texts of 32 MiB",
                BadInput.Kind.PICTURE,
                file -> Files.write(file, withLargeTexts()),
                BadInput.ACCEPTED,
                List.of("picture.png: ")));
    }

    private static byte[] withLargeTexts() {
        byte[] large = TestBytes.deflated(new byte[32 << 20]);
        byte[] text = TestBytes.joined(ascii("k\0\0"), large);
        byte[] profile = TestBytes.joined(ascii("p\0\0"), large);
        byte[] rows = new byte[28 * 28];
        rows[100] = -1;
        return png(28, 28, 8, GREY, rows, chunk("zTXt", text), chunk("iCCP", profile));
    }

    private void addDamaged() {
        byte[] good = encoded(28, "png");
        byte[] jpeg = encoded(28, "jpeg");
        add("D25", "half a PNG", Arrays.copyOf(good, good.length / 2), "IMAGE_CORRUPT", "the end of the file");
        add("D25", "half a JPEG", Arrays.copyOf(jpeg, jpeg.length / 2), "IMAGE_CORRUPT", "a whole image");
        add("D25", "JPEG called PNG", jpeg, BadInput.ACCEPTED, "picture.png: ");
        add("D40", "wrong checksum", flipped(good, 30), "IMAGE_CORRUPT", "a valid checksum of the chunk at 8");
        add("D40", "no pixels", pngOf(28, 28, 8, GREY, new byte[9]), "IMAGE_CORRUPT", "picture.png: expected ");
        add("D40", "colour type 5", png(28, 28, 8, 5, new byte[784]), "IMAGE_CORRUPT", "a whole image");
        add("D40", "no palette", png(28, 28, 8, 3, new byte[784]), "IMAGE_CORRUPT", "a whole image");
        add("D36", "one colour", png(28, 28, 8, GREY, new byte[784]), "EMPTY_DATA", "a single colour");
    }

    private void addOtherFormats() {
        add("D25", "SVG", ascii("<svg xmlns='http://www.w3.org/2000/svg'/>"), "IMAGE_UNSUPPORTED", "found SVG, HTML");
        add("D25", "TIFF", encoded(28, "tiff"), "IMAGE_UNSUPPORTED", "found a TIFF image");
        add("D25", "WebP", ascii("RIFF1234WEBPVP8 "), "IMAGE_UNSUPPORTED", "found a WebP image; convert it to PNG");
        add("D25", "HEIC", ascii("\0\0\0\030ftypheic\0\0\0\0"), "IMAGE_UNSUPPORTED", "magick in.heic out.png");
        add("D25", "AVIF", ascii("\0\0\0\030ftypavif\0\0\0\0"), "IMAGE_UNSUPPORTED", "magick in.avif out.png");
        byte[] gif = encoded(28, "gif");
        byte[] bmp = encoded(28, "bmp");
        add("D25", "GIF", gif, BadInput.ACCEPTED, "picture.png: ");
        add("D25", "BMP", bmp, BadInput.ACCEPTED, "picture.png: ");
        add("D25", "half a GIF", Arrays.copyOf(gif, gif.length / 2), "IMAGE_CORRUPT", "the end of the file");
        add("D25", "half a BMP", Arrays.copyOf(bmp, bmp.length / 2), "IMAGE_CORRUPT", "the end of the file");
        add("D25", "empty", new byte[0], "IMAGE_UNSUPPORTED", "found an empty file");
    }

    private void addVariants() {
        byte[] jpeg = encoded(28, "jpeg");
        byte[] fiveComponents = {8, 0, 28, 0, 28, 5};
        add("D26", "5 components", withSegment(jpeg, 0xC0, fiveComponents), "IMAGE_UNSUPPORTED", "found 5 components");
        byte[] turn = TestBytes.exifOfATurn();
        add("D26", "turned", withSegment(jpeg, 0xE1, turn), BadInput.ACCEPTED, "turned upright");
        add("D26", "16 bits", png(28, 28, 16, RGB, dotted(28 * 28 * 6)), BadInput.ACCEPTED, "picture.png: ");
        add("D26", "alpha", png(28, 28, 8, RGBA, dotted(28 * 28 * 4)), BadInput.ACCEPTED, "transparency blended");
    }

    private static byte[] dotted(int length) {
        byte[] samples = new byte[length];
        for (int i = 0; i < length; i += 7) {
            samples[i] = (byte) i;
        }
        return samples;
    }
}
