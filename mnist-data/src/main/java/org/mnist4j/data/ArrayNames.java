package org.mnist4j.data;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mnist4j.data.DataFormatException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of two arrays that belong together.
 *
 * @param images the name of the images
 * @param labels the name of their labels
 */
record ArrayNames(String images, String labels) {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    /** Keras' names and MedMNIST's, in lower case. */
    private static final List<ArrayNames> TRAIN =
            List.of(new ArrayNames("x_train", "y_train"), new ArrayNames("train_images", "train_labels"));

    private static final List<ArrayNames> TEST =
            List.of(new ArrayNames("x_test", "y_test"), new ArrayNames("test_images", "test_labels"));
    private static final List<ArrayNames> VALIDATION =
            List.of(new ArrayNames("x_val", "y_val"), new ArrayNames("val_images", "val_labels"));
    private static final List<ArrayNames> WHOLE = List.of(new ArrayNames("x", "y"), new ArrayNames("images", "labels"));

    /** What a data set's arrays are called, for messages. */
    static final String PUBLISHED =
            "the arrays x_train, y_train, x_test and y_test, or train_images, train_labels, test_images and test_labels";

    /** The training and the test arrays among all, if there are both; without test arrays those for validation are taken. */
    static Optional<Parts> parts(String source, Collection<String> names) {
        Optional<ArrayNames> train = among(source, names, TRAIN);
        Optional<ArrayNames> validation = among(source, names, VALIDATION);
        Optional<ArrayNames> test = among(source, names, TEST).or(() -> validation);
        if (train.isEmpty() || test.isEmpty()) {
            return Optional.empty();
        }
        validation.ifPresent(arrays -> LOG.info(
                "{}: {} {}",
                Omissions.printable(source),
                arrays.images(),
                arrays.equals(test.get()) ? "are the test set" : "are not read"));
        return Optional.of(new Parts(train.get(), test.get()));
    }

    /** The arrays of a data set that is not divided. */
    static Optional<ArrayNames> whole(String source, Collection<String> names) {
        return among(source, names, WHOLE);
    }

    /** Refuses images without labels, and labels without images. */
    static void requirePairs(String source, Collection<String> names) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(names);
        for (List<ArrayNames> wanted : List.of(TRAIN, TEST, VALIDATION)) {
            for (ArrayNames pair : wanted) {
                boolean labelled = known.contains(pair.labels);
                if (known.contains(pair.images) != labelled) {
                    throw new DataFormatException(
                            Reason.NOT_FOUND,
                            source,
                            "the array " + (labelled ? pair.images : pair.labels) + " beside "
                                    + (labelled ? pair.labels : pair.images),
                            IdxDirectory.some(
                                    names.stream().map(CsvHeader::shown).toList()),
                            "save both");
                }
            }
        }
    }

    private static Optional<ArrayNames> among(String source, Collection<String> names, List<ArrayNames> wanted) {
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        names.forEach(name -> known.put(name, name));
        List<ArrayNames> found = wanted.stream()
                .filter(pair -> known.containsKey(pair.images) && known.containsKey(pair.labels))
                .map(pair -> new ArrayNames(known.get(pair.images), known.get(pair.labels)))
                .toList();
        if (found.size() > 1) {
            throw new DataFormatException(
                    Reason.AMBIGUOUS,
                    source,
                    "the arrays of one data set",
                    found.stream().map(ArrayNames::images).toList().toString(),
                    "keep one of them");
        }
        return found.stream().findFirst();
    }

    /** The arrays of both parts. */
    record Parts(ArrayNames train, ArrayNames test) {}
}
