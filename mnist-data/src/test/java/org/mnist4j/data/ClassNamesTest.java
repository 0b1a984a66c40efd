package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassNamesTest {

    @Test
    void knownSets_haveTheirPublishedNumberOfClasses() {
        assertThat(ClassNames.DIGITS).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(ClassNames.FASHION_MNIST)
                .hasSize(10)
                .startsWith("T-shirt/top")
                .endsWith("Ankle boot");
        assertThat(ClassNames.KMNIST).hasSize(10).startsWith("o").endsWith("wo");
        assertThat(ClassNames.EMNIST_BYCLASS).hasSize(62);
        assertThat(ClassNames.EMNIST_BYMERGE).hasSize(47);
        assertThat(ClassNames.EMNIST_LETTERS).hasSize(26).startsWith("A").endsWith("Z");
    }

    @Test
    void emnistBalanced_followsItsPublishedMapping() {
        assertThat(ClassNames.EMNIST_BALANCED).hasSize(47);
        assertThat(ClassNames.EMNIST_BALANCED.subList(9, 12)).containsExactly("9", "A", "B");
        assertThat(ClassNames.EMNIST_BALANCED.subList(35, 47))
                .containsExactly("Z", "a", "b", "d", "e", "f", "g", "h", "n", "q", "r", "t");
    }

    @Test
    void everyKnownSet_isUsable() {
        for (IdxLayout layout : IdxLayout.ALL) {
            assertThat(ClassNames.checked(layout.classNames())).isEqualTo(layout.classNames());
        }
    }

    @Test
    void tooFewOrTooMany_areRejected() {
        List<String> thousand = IntStream.range(0, 1000).mapToObj(i -> "c" + i).toList();
        List<String> more = IntStream.range(0, 1001).mapToObj(i -> "c" + i).toList();

        assertThat(ClassNames.checked(thousand)).hasSize(1000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.checked(more))
                .withMessageContaining("not 1001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.checked(List.of("only")))
                .withMessageContaining("not 1");
    }

    /** What a model file cannot store is refused before it is trained on. */
    @Test
    void tooLongOrBrokenName_isRejectedWithItsIndex() {
        assertThat(ClassNames.checked(List.of("a", "x".repeat(200)))).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.checked(List.of("a", "x".repeat(201))))
                .withMessageContaining("class names[1] is a name of 201 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.checked(List.of("\ud800", "a")))
                .withMessageContaining("class names[0] is a name with half a surrogate pair");
    }

    @Test
    void blankOrRepeatedName_isRejectedWithItsIndex() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.checked(List.of("a", " ")))
                .withMessageContaining("class names[1] is blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassNames.checked(List.of("a", "b", "a")))
                .withMessageContaining("class names[2] is \"a\"");
    }
}
