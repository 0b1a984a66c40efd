package org.mnist4j.data;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The class names of well-known data sets; label {@code i} means the {@code i}-th name. */
public final class ClassNames {

    static final int MAX_CLASSES = 1000;

    /** The longest name that a model file stores. */
    static final int MAX_LENGTH = 200;

    /** The digits 0 to 9: MNIST, QMNIST, and EMNIST's {@code digits} and {@code mnist}. */
    public static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    /** Fashion-MNIST's ten garments. */
    public static final List<String> FASHION_MNIST = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    /** Kuzushiji-MNIST's ten hiragana, romanised. */
    public static final List<String> KMNIST = List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo");

    /** EMNIST {@code byclass}: 10 digits, 26 upper-case and 26 lower-case letters. */
    public static final List<String> EMNIST_BYCLASS =
            characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /**
     * EMNIST {@code balanced}: 10 digits, 26 upper-case and 11 lower-case letters. The lower-case letters that look
     * like their upper-case forms (c i j k l m o p s u v w x y z) share a class with them.
     */
    public static final List<String> EMNIST_BALANCED = characters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt");

    /** EMNIST {@code bymerge}: the same 47 classes as {@link #EMNIST_BALANCED}. */
    public static final List<String> EMNIST_BYMERGE = EMNIST_BALANCED;

    /** EMNIST {@code letters}: 26 letters, with upper and lower case in the same class. */
    public static final List<String> EMNIST_LETTERS = characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private ClassNames() {}

    private static List<String> characters(String all) {
        return all.chars().mapToObj(Character::toString).toList();
    }

    /** Returns an immutable copy of the names after checking them: 2 to 1000, each of 1 to 200 characters, none blank, no two equal. */
    static List<String> checked(List<String> names) {
        List<String> copy = List.copyOf(names);
        if (copy.size() < 2 || copy.size() > MAX_CLASSES) {
            throw new IllegalArgumentException(
                    "a data set has 2 to " + MAX_CLASSES + " class names, not " + copy.size());
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < copy.size(); i++) {
            String name = copy.get(i);
            Optional<String> fault = fault(name);
            if (fault.isPresent()) {
                throw new IllegalArgumentException("class names[" + i + "] is " + fault.get()
                        + "; give every class a name of 1 to " + MAX_LENGTH + " characters");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "class names[" + i + "] is \"" + name + "\", a duplicate; names must differ");
            }
        }
        return copy;
    }

    /** What keeps a name from being that of a class, as what was found; empty if nothing does. */
    static Optional<String> fault(String name) {
        if (name.isBlank()) {
            return Optional.of("blank");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("a name of " + name.length() + " characters");
        }
        return StandardCharsets.UTF_8.newEncoder().canEncode(name)
                ? Optional.empty()
                : Optional.of("a name with half a surrogate pair");
    }
}
