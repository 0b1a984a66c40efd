package org.mnist4j.data.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;

class PerturbationTest {

    private static final ImageDataset DIGITS = Mnist.load().test().take(40);

    /** SHA-256, its first 8 bytes, of 40 test images in all severities with seed 7, on JDK 17 and JDK 25. */
    private static final Map<Perturbation, String> HASHES = Map.ofEntries(
            Map.entry(Perturbation.THINNING, "254c0d71bb20460c"),
            Map.entry(Perturbation.THICKENING, "370e27ab87fd7288"),
            Map.entry(Perturbation.SWELLING, "ce7e4832ab68e483"),
            Map.entry(Perturbation.FRACTURES, "eb18f9d5fd9d6b9e"),
            Map.entry(Perturbation.THIN_PEN, "fd7fe2f430122b96"),
            Map.entry(Perturbation.THICK_PEN, "260dfc9e59a76489"),
            Map.entry(Perturbation.SHEAR, "222a30b0a9e26dd4"),
            Map.entry(Perturbation.SCALE, "871752dc8de69f42"),
            Map.entry(Perturbation.ROTATE, "1354c23e95f85763"),
            Map.entry(Perturbation.TRANSLATE, "b1a0a57eddcd5852"),
            Map.entry(Perturbation.GAUSSIAN_NOISE, "e1b7f842521cae4f"),
            Map.entry(Perturbation.SHOT_NOISE, "863b11b30cbfaf2b"),
            Map.entry(Perturbation.IMPULSE_NOISE, "d85a89e0891656fa"),
            Map.entry(Perturbation.GAUSSIAN_BLUR, "528b47910dccc8d2"),
            Map.entry(Perturbation.MOTION_BLUR, "5efdbec343147896"),
            Map.entry(Perturbation.BRIGHTNESS, "daa3072410e1be82"),
            Map.entry(Perturbation.CONTRAST, "edc96922b3322138"),
            Map.entry(Perturbation.STRIPE, "f17e921fbc39c3dc"),
            Map.entry(Perturbation.SPATTER, "e0fa0209b51073d1"),
            Map.entry(Perturbation.DOTTED_LINE, "baef25f73babe262"),
            Map.entry(Perturbation.ZIGZAG, "defa5fe01f19102e"),
            Map.entry(Perturbation.FOG, "70cf12bd1e158204"),
            Map.entry(Perturbation.UNEVEN_LIGHT, "f4a316ce24221241"),
            Map.entry(Perturbation.PAPER_TEXTURE, "6e86cef0dba428d2"),
            Map.entry(Perturbation.RULED_LINES, "bd835d3dbac5b92a"),
            Map.entry(Perturbation.JPEG, "fb37251e650dc8ea"));

    private static String sha256(List<ImageDataset> severities) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (ImageDataset images : severities) {
            for (int i = 0; i < images.size(); i++) {
                digest.update(images.pixels(i));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    @ParameterizedTest
    @EnumSource
    void bits_areTheSameEverywhere(Perturbation family) throws NoSuchAlgorithmException {
        assertThat(sha256(family.apply(DIGITS, 7))).isEqualTo(HASHES.get(family));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void threads_changeNothing(int threads) throws ExecutionException, InterruptedException {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            for (Perturbation family : Perturbation.values()) {
                String hash = pool.submit(() -> sha256(family.apply(DIGITS, 7))).get();
                assertThat(hash).as(family.id()).isEqualTo(HASHES.get(family));
            }
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void partOfTheImages_isPerturbedAsInTheWhole(Perturbation family) {
        List<ImageDataset> whole = family.apply(DIGITS, 3);
        List<ImageDataset> part = family.apply(DIGITS, 3, 17, 4);

        for (int s = 0; s < Perturbation.SEVERITIES; s++) {
            assertThat(part.get(s).pixels(0)).isEqualTo(whole.get(s).pixels(17));
            assertThat(part.get(s).pixels(1)).isEqualTo(whole.get(s).pixels(4));
            assertThat(part.get(s).label(1)).isEqualTo(DIGITS.label(4));
            assertThat(part.get(s).name()).isEqualTo(DIGITS.name() + "-" + family.id() + "-" + (s + 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void severities_differFromTheOriginalAndFromEachOther(Perturbation family) throws NoSuchAlgorithmException {
        List<ImageDataset> severities = family.apply(DIGITS, 7);

        List<String> hashes = Stream.concat(severities.stream(), Stream.of(DIGITS))
                .map(images -> {
                    try {
                        return sha256(List.of(images));
                    } catch (NoSuchAlgorithmException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "THINNING",
                "THICKENING",
                "THIN_PEN",
                "THICK_PEN",
                "SCALE",
                "GAUSSIAN_BLUR",
                "BRIGHTNESS",
                "CONTRAST",
                "STRIPE",
                "JPEG"
            })
    void randomFamilies_dependOnSeedAndImage(Perturbation family) {
        byte[] pixels = DIGITS.pixels(0);
        int[] different = new int[2];
        for (int k = 1; k <= 8; k++) {
            byte[] first = family.apply(pixels, DIGITS.shape(), 1, 0).get(4);
            different[0] += java.util.Arrays.equals(
                            first,
                            family.apply(pixels, DIGITS.shape(), 1 + k, 0).get(4))
                    ? 0
                    : 1;
            different[1] += java.util.Arrays.equals(
                            first, family.apply(pixels, DIGITS.shape(), 1, k).get(4))
                    ? 0
                    : 1;
        }
        assertThat(different[0]).isPositive();
        assertThat(different[1]).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void otherSizes_arePerturbedToo(Perturbation family) {
        for (ImageShape shape : List.of(ImageShape.of(8, 8, 1), ImageShape.of(20, 33, 1), ImageShape.of(64, 48, 1))) {
            byte[] pixels = new byte[shape.size()];
            for (int y = shape.height() / 4; y < 3 * shape.height() / 4; y++) {
                for (int x = shape.width() / 2 - 1; x <= shape.width() / 2 + 1; x++) {
                    pixels[y * shape.width() + x] = (byte) 255;
                }
            }
            List<byte[]> severities = family.apply(pixels, shape, 1, 0);
            assertThat(severities).hasSize(5);
            assertThat(severities.get(4)).hasSize(shape.size()).isNotEqualTo(pixels);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onePixel_isNoTrouble(Perturbation family) {
        assertThat(family.apply(new byte[] {77}, ImageShape.of(1, 1, 1), 1, 0)).hasSize(5);
    }

    @Test
    void callersPixels_areNeitherKeptNorChanged() {
        byte[] pixels = DIGITS.pixels(0);
        for (Perturbation family : Perturbation.values()) {
            List<byte[]> first = family.apply(pixels, DIGITS.shape(), 1, 0);
            byte[] copy = first.get(0).clone();
            first.get(1)[0] ^= 1;
            assertThat(first.get(0)).isEqualTo(copy);
        }
        assertThat(pixels).isEqualTo(DIGITS.pixels(0));
    }

    @Test
    void colour_isRejected() {
        assertThatThrownBy(() -> Perturbation.FOG.apply(new byte[12], ImageShape.of(2, 2, 3), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one channel, not for 2x2x3");
    }

    @Test
    void otherNumberOfPixels_isRejected() {
        assertThatThrownBy(() -> Perturbation.FOG.apply(new byte[12], ImageShape.of(2, 2, 1), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 4 bytes")
                .hasMessageContaining("was 12");
    }
}
