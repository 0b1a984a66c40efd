package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetIdentityTest {

    private static final String HASH = "0".repeat(64);

    @Test
    void identity_ofImages_isTheirNameNumberAndFingerprint() {
        ImageDataset images =
                ImageDataset.of("pair", ImageShape.of(1, 1, 1), List.of("a", "b"), new byte[] {1, 2}, new int[] {0, 1});

        assertThat(DatasetIdentity.of(images))
                .isEqualTo(new DatasetIdentity("pair", 2, images.fingerprint()))
                .hasToString("pair (2 images, fingerprint " + images.fingerprint() + ")");
    }

    @Test
    void invalidValue_isRejectedByName() {
        assertRefused("name", () -> new DatasetIdentity(" ", 1, HASH));
        assertRefused("images", () -> new DatasetIdentity("a", 0, HASH));
        assertRefused("fingerprint", () -> new DatasetIdentity("a", 1, "0".repeat(63)));
        assertRefused("fingerprint", () -> new DatasetIdentity("a", 1, "A".repeat(64)));
    }

    private static void assertRefused(String field, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": expected ");
    }
}
