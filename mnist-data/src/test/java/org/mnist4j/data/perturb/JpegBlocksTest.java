package org.mnist4j.data.perturb;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

class JpegBlocksTest {

    private static final ImageDataset DIGITS = Mnist.load().test().take(100);

    /** The JDK's encoder and decoder compute in integers, so single pixels may differ by a quantization step. */
    @ParameterizedTest
    @CsvSource({"1, 25", "2, 18", "3, 15", "4, 10", "5, 7"})
    void pixels_areThoseOfAFileOfThatQuality(int severity, int quality) throws IOException {
        long difference = 0;
        int equal = 0;
        for (int i = 0; i < DIGITS.size(); i++) {
            byte[] ours = Pictures.perturbed(Perturbation.JPEG, severity, DIGITS.pixels(i));
            byte[] file = throughFile(DIGITS.pixels(i), quality);
            for (int k = 0; k < ours.length; k++) {
                int apart = Math.abs((ours[k] & 0xFF) - (file[k] & 0xFF));
                difference += apart;
                equal += apart <= 2 ? 1 : 0;
            }
        }
        assertThat(difference / (100 * 784.0)).isLessThan(1);
        assertThat(equal / (100 * 784.0)).isGreaterThan(0.93);
    }

    private static byte[] throughFile(byte[] pixels, int quality) throws IOException {
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, 28, 28, pixels);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality / 100f);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.setOutput(ImageIO.createImageOutputStream(bytes));
        writer.write(null, new IIOImage(image, null, null), param);
        ((javax.imageio.stream.ImageOutputStream) writer.getOutput()).close();
        writer.dispose();
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        return (byte[]) read.getRaster().getDataElements(0, 0, 28, 28, new byte[784]);
    }
}
