package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.data.DataFormatAssert.assertRefused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.DataFormatException.Reason;

/** Properties of the published data; pixels and fingerprints were computed independently in Python. */
class MnistTest {

    private static final Mnist MNIST = Mnist.load();

    @Test
    void parts_haveTheirPublishedSizes() {
        assertThat(MNIST.train()).hasToString("mnist-train: 60000 images 28x28x1, 10 classes");
        assertThat(MNIST.test()).hasToString("mnist-test: 10000 images 28x28x1, 10 classes");
        assertThat(MNIST.train().classNames()).isEqualTo(ClassNames.DIGITS);
        assertThat(MNIST.trainTest()).isEqualTo(new TrainTest(MNIST.train(), MNIST.test()));
    }

    @Test
    void labels_areThePublishedOnes() {
        assertThat(Arrays.copyOf(MNIST.train().labels(), 10)).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        assertThat(Arrays.copyOf(MNIST.test().labels(), 10)).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
        assertThat(MNIST.train().classCounts())
                .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(MNIST.test().classCounts()).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }

    @Test
    void pixels_areThePublishedOnes() {
        assertThat(MNIST.train().pixel(0, 0, 0, 0)).isZero();
        assertThat(MNIST.train().pixel(0, 5, 12, 0)).isEqualTo(3);
        assertThat(MNIST.train().pixel(0, 7, 8, 0)).isEqualTo(238);
        assertThat(MNIST.train().pixel(0, 14, 14, 0)).isEqualTo(240);
        assertThat(MNIST.test().pixel(0, 7, 8, 0)).isEqualTo(159);
        assertThat(sum(MNIST.train())).isEqualTo(1_567_298_545L);
        assertThat(sum(MNIST.test())).isEqualTo(264_923_200L);
    }

    @Test
    void fingerprints_areGolden() {
        assertThat(MNIST.train().fingerprint())
                .isEqualTo("37ba684ee798a0d0a04862209e0dcf025aa576dc2fa819ccec9a023f2e4418f6");
        assertThat(MNIST.test().fingerprint())
                .isEqualTo("779cee6642e06f6063e8b335d6d325854134625baf34309cf0a35f6125c339a2");
        assertThat(Mnist.loadTest().fingerprint()).isEqualTo(MNIST.test().fingerprint());
    }

    @Test
    void stratifiedSplit_keepsEveryDigitsShare() {
        Split split = MNIST.train().stratifiedSplit(1 / 6.0, 42);

        assertThat(split.train().size()).isEqualTo(50_000);
        assertThat(split.validation().size()).isEqualTo(10_000);
        long[] counts = MNIST.train().classCounts();
        long[] heldOut = split.validation().classCounts();
        for (int c = 0; c < 10; c++) {
            assertThat(Math.abs(heldOut[c] - counts[c] / 6.0)).isLessThan(1);
        }
    }

    @Test
    void resourceWithAnotherHash_isRefused() {
        String published = "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2";
        String other = "00" + published.substring(2);

        assertRefused(
                        () -> EmbeddedMnist.read(
                                "t10k-labels-idx1-ubyte.gz",
                                other,
                                source -> source.content().readAllBytes()),
                        Reason.HASH_MISMATCH,
                        "resource /org/mnist4j/data/mnist/t10k-labels-idx1-ubyte.gz")
                .contains("SHA-256 " + other);
    }

    @Test
    void missingResource_isNamed() {
        assertRefused(
                () -> EmbeddedMnist.read(
                        "nothing.gz", "", source -> source.content().readAllBytes()),
                Reason.NOT_FOUND,
                "resource /org/mnist4j/data/mnist/nothing.gz");
    }

    @Test
    void notice_isBesideTheData() throws Exception {
        try (var notice = Mnist.class.getResourceAsStream("mnist/NOTICE")) {
            assertThat(notice).asString(java.nio.charset.StandardCharsets.UTF_8).contains("CC BY-SA 3.0", "Burges");
        }
    }

    private static long sum(ImageDataset dataset) {
        byte[] image = new byte[dataset.shape().size()];
        long sum = 0;
        for (int i = 0; i < dataset.size(); i++) {
            dataset.copyPixels(i, image, 0);
            for (byte value : image) {
                sum += value & 0xFF;
            }
        }
        return sum;
    }
}
