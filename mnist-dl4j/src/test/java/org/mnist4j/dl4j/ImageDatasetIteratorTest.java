package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;
import org.nd4j.linalg.dataset.DataSet;

class ImageDatasetIteratorTest {

    /** Seven images of 1x2x3, whose values are 0, 1, 2, ... of 255; labels 0, 1, 2, 0, ... */
    private static final ImageDataset SEVEN = seven();

    private static ImageDataset seven() {
        byte[] pixels = new byte[7 * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return ImageDataset.of(
                "seven", ImageShape.of(1, 2, 3), List.of("a", "b", "c"), pixels, new int[] {0, 1, 2, 0, 1, 2, 0});
    }

    /** The indices of the images that the rest of an epoch gives. */
    private static int[] indices(ImageDatasetIterator iterator) {
        List<Integer> indices = new ArrayList<>();
        while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            for (int i = 0; i < batch.numExamples(); i++) {
                indices.add(Math.round(batch.getFeatures().slice(i).ravel().getFloat(0) * 255) / 6);
            }
        }
        return indices.stream().mapToInt(Integer::intValue).toArray();
    }

    @Test
    void features_haveChannelsFirst() {
        DataSet batch = Dl4jBridge.iterator(SEVEN, 2).next();

        assertThat(batch.getFeatures().shape()).containsExactly(2, 3, 1, 2);
        assertThat(batch.getFeatures().dup('c').data().asFloat())
                .containsExactly(divided(0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11));
        assertThat(batch.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}});
        assertThat(batch.getLabelNamesList()).containsExactly("a", "b", "c");
    }

    private static float[] divided(int... values) {
        float[] divided = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            divided[i] = values[i] / 255f;
        }
        return divided;
    }

    @Test
    void flatFeatures_haveTheSameOrder() {
        DataSet batch = Dl4jBridge.iterator(SEVEN, 2).flat().next();

        assertThat(batch.getFeatures().shape()).containsExactly(2, 6);
        assertThat(batch.getFeatures().dup('c').data().asFloat())
                .containsExactly(divided(0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11));
    }

    @Test
    void lastBatch_isSmaller() {
        ImageDatasetIterator iterator = Dl4jBridge.iterator(SEVEN, 3);
        int[] sizes = {
            iterator.next().numExamples(),
            iterator.next().numExamples(),
            iterator.next().numExamples()
        };

        assertThat(sizes).containsExactly(3, 3, 1);
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("reset()");
    }

    @Test
    void next_takesAsManyAsAreAskedFor() {
        ImageDatasetIterator iterator = Dl4jBridge.iterator(SEVEN, 3);

        assertThat(iterator.next(5).numExamples()).isEqualTo(5);
        assertThat(iterator.next(5).numExamples()).isEqualTo(2);
        assertThatThrownBy(() -> iterator.next(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contract_isThatOfDataSetIterator() {
        ImageDatasetIterator iterator = Dl4jBridge.iterator(SEVEN, 3);

        assertThat(iterator.batch()).isEqualTo(3);
        assertThat(iterator.inputColumns()).isEqualTo(6);
        assertThat(iterator.totalOutcomes()).isEqualTo(3);
        assertThat(iterator.getLabels()).containsExactly("a", "b", "c");
        assertThat(iterator.resetSupported()).isTrue();
        assertThat(iterator.asyncSupported()).isFalse();
        assertThat(iterator.getPreProcessor()).isNull();
        assertThat(iterator.flat().shuffled(4))
                .hasToString("seven: 7 images 1x2x3, 3 classes, in batches of 3, flat, shuffled by seed 4, epoch 1");
    }

    @Test
    void preprocessor_changesEachBatchOnce() {
        ImageDatasetIterator iterator = Dl4jBridge.iterator(SEVEN, 7);
        iterator.setPreProcessor(batch -> batch.getFeatures().addi(1));

        DataSet batch = iterator.next();
        assertThat(batch.isPreProcessed()).isTrue();
        assertThat(batch.getFeatures().getFloat(0)).isEqualTo(1);
        assertThat(iterator.getPreProcessor()).isNotNull();
    }

    @Test
    void withoutShuffling_everyEpochHasTheDataSetsOrder() {
        ImageDatasetIterator iterator = Dl4jBridge.iterator(SEVEN, 3);

        assertThat(indices(iterator)).containsExactly(0, 1, 2, 3, 4, 5, 6);
        iterator.reset();
        assertThat(indices(iterator)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void shuffledEpochs_haveTheTrainersPermutations() {
        ImageDatasetIterator iterator = Dl4jBridge.iterator(SEVEN, 3).shuffled(42);

        for (long epoch = 1; epoch <= 3; epoch++) {
            assertThat(indices(iterator))
                    .containsExactly(RandomStream.of(42, "shuffle", epoch).permutation(7));
            iterator.reset();
            iterator.reset(); // nothing was taken, so this is the same epoch
        }
    }

    @Test
    void resetWithinAnEpoch_startsTheNext() {
        ImageDatasetIterator iterator = Dl4jBridge.iterator(SEVEN, 3).shuffled(42);
        iterator.next();
        iterator.reset();

        assertThat(indices(iterator))
                .containsExactly(RandomStream.of(42, "shuffle", 2).permutation(7));
    }

    @Test
    void derivedIterator_startsAtTheFirstEpoch() {
        ImageDatasetIterator iterator = Dl4jBridge.iterator(SEVEN, 3);
        iterator.next();

        int[] shuffled = indices(iterator.shuffled(42));
        assertThat(shuffled).containsExactly(RandomStream.of(42, "shuffle", 1).permutation(7));
        assertThat(Arrays.stream(shuffled).sorted()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void batchSizeBelowOne_isRejected() {
        assertThatThrownBy(() -> Dl4jBridge.iterator(SEVEN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchSize must be 1 or more, was 0");
    }

    @Test
    void serialization_isRefused() {
        assertThatThrownBy(() ->
                        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(Dl4jBridge.iterator(SEVEN, 3)))
                .isInstanceOf(NotSerializableException.class);
    }
}
