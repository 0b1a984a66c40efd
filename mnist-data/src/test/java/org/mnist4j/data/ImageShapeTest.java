package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageShapeTest {

    @Test
    void size_isTheProductOfItsSides() {
        assertThat(ImageShape.of(28, 20, 3).size()).isEqualTo(1680);
        assertThat(ImageShape.of(4096, 4096, 4).size()).isEqualTo(67_108_864);
    }

    @Test
    void toString_readsAsHeightWidthChannels() {
        assertThat(ImageShape.of(28, 20, 1)).hasToString("28x20x1");
    }

    @ParameterizedTest
    @CsvSource({
        "0,28,1,height",
        "-1,28,1,height",
        "4097,28,1,height",
        "28,0,1,width",
        "28,4097,1,width",
        "28,28,0,channels",
        "28,28,5,channels"
    })
    void valueOutOfRange_isRejectedByName(int height, int width, int channels, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageShape.of(height, width, channels))
                .withMessageContaining(name);
    }
}
