package org.mnist4j.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.metrics.Predictions;

/**
 * Several models that predict as one, with the mean of their probabilities; immutable and thread-safe.
 *
 * <p>The probability of class k is p<sub>k</sub> = (1 / M) &Sigma;<sub>m</sub> p<sub>mk</sub> over the M members,
 * summed in double precision in the order of the members and rounded to float once, so that an ensemble of one model is
 * bit-identical to that model. A member may occur several times and then counts more. This is the average of posterior
 * probabilities of Kittler et al., "On combining classifiers" (1998), their sum rule. A prediction costs as much as
 * those of all members together.
 *
 * <p>Calibrated members give their calibrated probabilities, but a mean of them has no threshold: no prediction of an ensemble is
 * {@linkplain Prediction#isSure() sure}.
 */
public final class Ensemble implements Classifier {

    /** The largest number of members. */
    public static final int MAX_MEMBERS = 100;

    private final List<Model> members;

    private Ensemble(List<Model> members) {
        this.members = members;
    }

    /**
     * Creates an ensemble of these models.
     *
     * @param members 1 to 100 models that take images of one shape and have the same classes in the same order
     * @throws IllegalArgumentException if there are none or too many, or one has a different input shape or different
     *     classes from the first
     */
    public static Ensemble of(Model... members) {
        return of(List.of(members));
    }

    /**
     * Creates an ensemble of these models.
     *
     * @param members 1 to 100 models that take images of one shape and have the same classes in the same order
     * @throws IllegalArgumentException if there are none or too many, or one has a different input shape or different
     *     classes from the first
     */
    public static Ensemble of(List<Model> members) {
        Ensemble ensemble = new Ensemble(List.copyOf(members));
        requireCount(ensemble.members.size());
        for (int m = 1; m < ensemble.members.size(); m++) {
            ensemble.requireLikeFirst(m);
        }
        return ensemble;
    }

    private static void requireCount(int members) {
        if (members < 1 || members > MAX_MEMBERS) {
            throw new IllegalArgumentException("an ensemble has 1 to " + MAX_MEMBERS + " members, got " + members);
        }
    }

    private void requireLikeFirst(int m) {
        Model first = members.get(0);
        Model other = members.get(m);
        if (!other.input().equals(first.input())) {
            throw new IllegalArgumentException(name(m) + " takes " + other.input() + " images, " + name(0) + " takes "
                    + first.input() + "; the members of an ensemble must take images of one shape");
        }
        if (!other.classNames().equals(first.classNames())) {
            throw new IllegalArgumentException(name(m) + " has the classes " + other.classNames() + ", " + name(0)
                    + " has " + first.classNames()
                    + "; the members of an ensemble must have the same classes in the same order");
        }
    }

    private String name(int m) {
        return "members[" + m + "] (" + members.get(m).config().name() + ")";
    }

    /**
     * The mean of several classifiers' predictions for the same examples, as an ensemble of them would predict. For
     * existing predictions, for instance if each member is evaluated as well.
     *
     * @param ofMembers 1 to 100 predictions, of the same classes for examples with the same labels
     * @throws IllegalArgumentException if there are none or too many, or one has different classes or labels from the
     *     first
     */
    public static Predictions mean(List<Predictions> ofMembers) {
        requireCount(ofMembers.size());
        Predictions first = ofMembers.get(0);
        int[] labels = new int[first.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = first.label(i);
        }
        for (int m = 1; m < ofMembers.size(); m++) {
            requireSameExamples(m, ofMembers.get(m), first, labels);
        }
        int classes = first.classes();
        float[] probabilities = new float[Math.multiplyExact(labels.length, classes)]; // [n][classes]
        for (int k = 0; k < probabilities.length; k++) {
            int image = k / classes;
            int clazz = k % classes;
            probabilities[k] = mean(ofMembers, member -> member.probability(image, clazz));
        }
        return Predictions.of(first.classNames(), labels, probabilities);
    }

    private static void requireSameExamples(int m, Predictions other, Predictions first, int[] labels) {
        if (!other.classNames().equals(first.classNames())) {
            throw new IllegalArgumentException("predictions[" + m + "] have the classes " + other.classNames()
                    + ", predictions[0] have " + first.classNames() + "; average predictions of the same classes");
        }
        if (other.size() != labels.length) {
            throw new IllegalArgumentException("predictions[" + m + "] are of " + other.size()
                    + " examples, predictions[0] of " + labels.length + "; average predictions of the same examples");
        }
        for (int i = 0; i < labels.length; i++) {
            if (other.label(i) != labels[i]) {
                throw new IllegalArgumentException("predictions[" + m + "] have label " + other.label(i)
                        + " for example " + i + ", predictions[0] have " + labels[i]
                        + "; average predictions of the same examples in the same order");
            }
        }
    }

    /** At most 100 floats, summed in double precision to avoid rounding at each member. */
    private static <T> float mean(List<T> members, ToDoubleFunction<T> probability) {
        double sum = 0;
        for (T member : members) {
            sum += probability.applyAsDouble(member);
        }
        return (float) (sum / members.size());
    }

    /**
     * Writes the ensemble as one safetensors file, which {@link Classifier#load} reads: everything about each member that
     * {@link Model#save} would store, weights and text, no code. Written like a model, atomically.
     *
     * @throws IllegalArgumentException if the members together are larger than a file may be: 1 GiB, 10,000 tensors, or 2
     *     MiB of configurations and names
     * @throws java.io.UncheckedIOException if the file cannot be written; an existing file is then left unchanged
     */
    @Override
    public void save(Path file) {
        EnsembleFile.write(this, file);
    }

    /** The models, in the order in which their probabilities are summed. */
    @Override
    public List<Model> members() {
        return members;
    }

    /** That of the first member, for all members get the same pixels. */
    @Override
    public InkStatistics inkStatistics() {
        return members.get(0).inkStatistics();
    }

    @Override
    public ImageShape input() {
        return members.get(0).input();
    }

    @Override
    public List<String> classNames() {
        return members.get(0).classNames();
    }

    @Override
    public Prediction predict(byte[] pixels) {
        List<Prediction> ofMembers = ofEach(member -> member.predict(pixels));
        float[] probabilities = new float[classNames().size()];
        for (int c = 0; c < probabilities.length; c++) {
            int clazz = c;
            probabilities[c] = mean(ofMembers, member -> member.probability(clazz));
        }
        return new Prediction(classNames(), probabilities, OptionalDouble.empty());
    }

    /**
     * {@inheritDoc}
     *
     * <p>The members' predictions are kept until they are averaged: about four bytes per image, class and member.
     */
    @Override
    public Predictions predict(ImageDataset images) {
        return mean(ofEach(member -> member.predict(images)));
    }

    private <T> List<T> ofEach(Function<Model, T> prediction) {
        List<T> all = new ArrayList<>(members.size());
        for (int m = 0; m < members.size(); m++) {
            try {
                all.add(prediction.apply(members.get(m)));
            } catch (ArithmeticException e) {
                throw (ArithmeticException) new ArithmeticException(name(m) + ": " + e.getMessage()).initCause(e);
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return "Ensemble[" + members.size() + (members.size() == 1 ? " model, " : " models, ") + input() + " -> "
                + classNames().size() + " classes]";
    }
}
