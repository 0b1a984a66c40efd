package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsTest {
    private static final List<String> ABC = List.of("a", "b", "c");

    private final Predictions predictions =
            Predictions.of(ABC, new int[] {1, 2}, new float[] {0.25f, 0.5f, 0.25f, 0.625f, 0.125f, 0.25f});

    @Test
    void example_answersEachQuestion() {
        assertThat(predictions.size()).isEqualTo(2);
        assertThat(predictions.classes()).isEqualTo(3);
        assertThat(predictions.classNames()).containsExactly("a", "b", "c");
        assertThat(predictions.label(0)).isEqualTo(1);
        assertThat(predictions.predicted(0)).isEqualTo(1);
        assertThat(predictions.correct(0)).isTrue();
        assertThat(predictions.confidence(0)).isEqualTo(0.5f);
        assertThat(predictions.label(1)).isEqualTo(2);
        assertThat(predictions.predicted(1)).isEqualTo(0);
        assertThat(predictions.correct(1)).isFalse();
        assertThat(predictions.confidence(1)).isEqualTo(0.625f);
        assertThat(predictions.probability(1, 2)).isEqualTo(0.25f);
    }

    @Test
    void tie_isPredictedAsTheLowestIndex() {
        Predictions tied = Predictions.of(ABC, new int[] {2}, new float[] {0.2f, 0.4f, 0.4f});

        assertThat(tied.predicted(0)).isEqualTo(1);
    }

    @Test
    void arrays_changedByTheCaller_doNotChangeThePredictions() {
        List<String> names = new ArrayList<>(ABC);
        int[] labels = {1};
        float[] probabilities = {0, 1, 0};
        Predictions copy = Predictions.of(names, labels, probabilities);

        names.set(1, "z");
        labels[0] = 0;
        probabilities[1] = 0;

        assertThat(copy.classNames()).isEqualTo(ABC).isUnmodifiable();
        assertThat(copy.label(0)).isEqualTo(1);
        assertThat(copy.probability(0, 1)).isEqualTo(1f);
    }

    @Test
    void noExamples_isAllowed() throws IOException {
        Predictions empty = Predictions.of(ABC, new int[0], new float[0]);
        StringBuilder csv = new StringBuilder();
        empty.writeCsv(csv);

        assertThat(empty.size()).isZero();
        assertThat(empty.classes()).isEqualTo(3);
        assertThat(csv).hasToString("index,label,predicted,p0,p1,p2,labelName,predictedName\n");
    }

    @Test
    void csv_hasIndicesAndExactProbabilities() throws IOException {
        StringBuilder csv = new StringBuilder();
        Predictions.of(List.of("x, y", "z"), new int[] {1, 0}, new float[] {0.25f, 0.75f, 1.0e-5f, 0.99999f})
                .writeCsv(csv);

        assertThat(csv).hasToString("""
                index,label,predicted,p0,p1,labelName,predictedName
                0,1,1,0.25,0.75,z,z
                1,0,1,1.0E-5,0.99999,"x, y",z
                """);
    }

    @Test
    void csvWithFiles_namesThemAfterTheProbabilities() throws IOException {
        StringBuilder csv = new StringBuilder();
        Predictions.of(List.of("a", "b"), new int[] {1, 0}, new float[] {0.25f, 0.75f, 0.5f, 0.5f})
                .writeCsv(csv, i -> i == 0 ? Optional.of("test/b/1, the \"first\".png") : Optional.empty());

        assertThat(csv).hasToString("""
                index,label,predicted,p0,p1,file,labelName,predictedName
                0,1,1,0.25,0.75,"test/b/1, the ""first"".png",b,b
                1,0,0,0.5,0.5,,a,a
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, quoteCharacter = '`', textBlock = """
            plain|plain
            a=b|a=b
            =1+1|'=1+1
            +1|'+1
            -1|'-1
            @cell|'@cell
            \t=1|'\t=1
            'tis|''tis
            \uFF1D1|'\uFF1D1
            =HYPERLINK("x","y")|"'=HYPERLINK(""x"",""y"")"
            """)
    void names_areNeverFormulas(String name, String cell) throws IOException {
        StringBuilder csv = new StringBuilder();
        Predictions.of(List.of("first", name), new int[] {1}, new float[] {1, 0})
                .writeCsv(csv, i -> Optional.of(name));

        assertThat(csv.toString().lines().skip(1)).containsExactly("0,1,0,1.0,0.0," + cell + "," + cell + ",first");
        assertThat(ConfusionMatrix.of(Predictions.of(List.of("first", name), new int[] {1}, new float[] {1, 0}))
                        .toCsv())
                .isEqualTo("true\\predicted,first," + cell + "\nfirst,0,0\n" + cell + ",1,0\n");
    }

    @Test
    void namesWithLineBreaksOrHalfASurrogatePair_stayOneCell() throws IOException {
        StringBuilder csv = new StringBuilder();
        Predictions.of(List.of("\r=1", "x\ny"), new int[] {0}, new float[] {0, 1})
                .writeCsv(csv, i -> Optional.of("a\uD800.png"));

        assertThat(csv).hasToString("""
                index,label,predicted,p0,p1,file,labelName,predictedName
                0,0,1,0.0,1.0,a?.png,"'\r=1","x\ny"
                """);
    }

    @Test
    void drawnExamples_areTheirOwnPredictions() throws IOException {
        Predictions expected = Predictions.of(
                ABC, new int[] {2, 1, 2}, new float[] {0.625f, 0.125f, 0.25f, 0.25f, 0.5f, 0.25f, 0.625f, 0.125f, 0.25f
                });
        Predictions drawn = predictions.drawn(new int[] {1, 0, 1});
        StringBuilder csv = new StringBuilder();
        StringBuilder expectedCsv = new StringBuilder();
        drawn.writeCsv(csv);
        expected.writeCsv(expectedCsv);

        assertThat(drawn).isEqualTo(expected).hasSameHashCodeAs(expected).isNotEqualTo(predictions);
        assertThat(expected).isEqualTo(drawn);
        assertThat(csv).hasToString(expectedCsv.toString());
        assertThat(drawn.predicted(1)).isEqualTo(1);
        assertThat(drawn.confidence(2)).isEqualTo(0.625f);
        assertThat(drawn.drawn(new int[] {1})).isEqualTo(predictions.drawn(new int[] {0}));
        assertThat(drawn.drawn(new int[0]).size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void exampleIndex_outOfRange_isRejected(int i) {
        assertThatThrownBy(() -> predictions.label(i)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> predictions.predicted(i)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> predictions.correct(i)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> predictions.probability(i, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> predictions.confidence(i)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void classIndex_outOfRange_isRejectedAndNotReadFromTheNextRow(int clazz) {
        assertThatThrownBy(() -> predictions.probability(0, clazz)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, Integer.MAX_VALUE})
    void label_outOfRange_isRejected(int label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(ABC, new int[] {0, label}, new float[] {1, 0, 0, 1, 0, 0}))
                .withMessage("labels[1]: expected a class index from 0 to 2, but was " + label
                        + "; class indices count from 0 along classNames");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-0.001", "1.001"})
    void probability_notBetweenZeroAndOne_isRejected(float p) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(ABC, new int[] {0, 0}, new float[] {1, 0, 0, 0, p, 1}))
                .withMessage("probabilities of example 1, class 1: expected a number from 0 to 1, but was " + p
                        + "; pass the softmax output, not logits or percentages");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.875", "0.75, 1.125", "0.623046875, 0.998046875", "0.626953125, 1.001953125"})
    void row_notSummingToOne_isRejected(float p, String sum) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(ABC, new int[] {0, 0}, new float[] {1, 0, 0, 0.125f, 0.25f, p}))
                .withMessage("probabilities of example 1: expected a sum within 0.001 of 1, but was " + sum
                        + "; normalise each row, for example by softmax");
    }

    @ParameterizedTest
    @ValueSource(floats = {0.4995f, 0.5f, 0.5005f})
    void row_summingToOneWithinTheTolerance_isAccepted(float p) {
        assertThatCode(() -> Predictions.of(List.of("a", "b"), new int[] {0}, new float[] {0.5f, p}))
                .doesNotThrowAnyException();
    }

    @Test
    void probabilities_ofAnotherLength_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(ABC, new int[] {0, 1}, new float[] {1, 0, 0}))
                .withMessage("probabilities: expected 6 values (2 labels x 3 classes), but was 3");
    }

    @Test
    void classNames_emptyBlankOrRepeated_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(List.of(), new int[0], new float[0]))
                .withMessage("classNames: expected at least one class, but was an empty list");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(List.of("a", " "), new int[0], new float[0]))
                .withMessage("classNames[1]: expected a name that is not blank, but was \" \"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(Arrays.asList("a", null), new int[0], new float[0]))
                .withMessage("classNames[1]: expected a name that is not blank, but was null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.of(List.of("a", "b", "a"), new int[0], new float[0]))
                .withMessage("classNames[2]: expected a unique name, but was \"a\" as at classNames[0]");
    }

    @Test
    void nulls_areNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> Predictions.of(null, new int[0], new float[0]))
                .withMessage("classNames");
        assertThatNullPointerException()
                .isThrownBy(() -> Predictions.of(ABC, null, new float[0]))
                .withMessage("labels");
        assertThatNullPointerException()
                .isThrownBy(() -> Predictions.of(ABC, new int[0], null))
                .withMessage("probabilities");
    }

    @Test
    void equality_isByNamesLabelsAndProbabilities() {
        int[] labels = {1};
        float[] p = {0.25f, 0.75f};
        Predictions one = Predictions.of(List.of("a", "b"), labels, p);

        assertThat(one)
                .isEqualTo(Predictions.of(List.of("a", "b"), labels, p))
                .hasSameHashCodeAs(Predictions.of(List.of("a", "b"), labels, p))
                .isNotEqualTo(Predictions.of(List.of("a", "c"), labels, p))
                .isNotEqualTo(Predictions.of(List.of("a", "b"), new int[] {0}, p))
                .isNotEqualTo(Predictions.of(List.of("a", "b"), labels, new float[] {0.2f, 0.8f}))
                .hasToString("Predictions[1 examples, 2 classes]");
    }
}
