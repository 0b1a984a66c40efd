package org.mnist4j.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException.Reason;

/**
 * Labelled images of the same size; an immutable value, safe to share between threads.
 *
 * <p>Pixels are unsigned bytes in the order {@code [size][height][width][channels]}, and are kept as bytes: MNIST's
 * 60,000 training images take 47 MB. Label {@code i} means {@code classNames().get(i)}. A data set has at least one
 * image.
 */
public final class ImageDataset {

    /** The largest array every common JVM can allocate. */
    static final int MAX_PIXELS = Integer.MAX_VALUE - 8;

    private static final float[] UNIT_INTERVAL = unitInterval();

    private final String name;
    private final ImageShape shape;
    private final List<String> classNames;
    private final byte[] pixels; // [size][height][width][channels]
    private final short[] labels; // [size]
    private final String @Nullable [] files; // [size]; null if the images were not read from a file each

    // Computed when first asked for; two threads may both compute them, with the same result.
    private volatile @Nullable String fingerprint;
    private volatile @Nullable InkStatistics ink;

    /** Takes ownership of the arrays. */
    private ImageDataset(
            String name,
            ImageShape shape,
            List<String> classNames,
            byte[] pixels,
            short[] labels,
            String @Nullable [] files) {
        this.name = name;
        this.shape = shape;
        this.classNames = classNames;
        this.pixels = pixels;
        this.labels = labels;
        this.files = files;
    }

    /**
     * Returns a data set of the given images; the arrays are copied.
     *
     * @param name the name, such as {@code mnist-train}; not blank
     * @param shape the size of every image
     * @param classNames 2 to 1000 different names of 1 to 200 characters, none blank
     * @param pixels unsigned bytes, {@code [n][height][width][channels]}
     * @param labels indices into the class names, {@code [n]}
     * @return the data set
     * @throws IllegalArgumentException if a name is blank or too long, or the class names repeat or are too few or too
     *     many
     * @throws DataFormatException if there are no images, pixels and labels differ in number, or a label is out of
     *     range
     */
    public static ImageDataset of(String name, ImageShape shape, List<String> classNames, byte[] pixels, int[] labels) {
        return owning(name, shape, classNames, pixels.clone(), labels);
    }

    /**
     * Reads images and labels from two IDX files, plain or gzip (detected from the content), with the ten digits as
     * classes.
     *
     * @param images uint8, {@code [n][height][width]}
     * @param labels uint8, {@code [n]}, or QMNIST's int32, {@code [n][8]}, with the class in the first column
     * @return the data set, named after the image file
     * @throws DataFormatException if a file cannot be read, is malformed, or does not match the other file
     */
    public static ImageDataset fromIdx(Path images, Path labels) {
        return fromIdx(images, labels, ClassNames.DIGITS);
    }

    /**
     * Like {@link #fromIdx(Path, Path)}, with the given classes.
     *
     * @param classNames what the labels 0, 1, 2, ... mean: 2 to 1000 different names of 1 to 200 characters, none
     *     blank
     */
    public static ImageDataset fromIdx(Path images, Path labels, List<String> classNames) {
        int classes = ClassNames.checked(classNames).size();
        IdxImages read = IdxReader.readImages(images);
        int[] readLabels = IdxReader.readLabels(labels, read, classes, 0);
        return owning(String.valueOf(images.getFileName()), read.shape, classNames, read.pixels, readLabels);
    }

    /**
     * Reads training and test set from a directory with the four IDX files of MNIST, Fashion-MNIST, KMNIST, QMNIST or
     * one of EMNIST's splits, under their published names, plain or {@code .gz}. EMNIST's images, which are stored
     * transposed, are transposed back.
     *
     * <p>Fashion-MNIST and KMNIST use MNIST's file names. Their class names are used if the directory's name (for a
     * directory {@code raw}, its parent's) contains {@code fashion}, or {@code kmnist} or {@code kuzushiji}; otherwise
     * the classes are the ten digits. To specify them, use {@link #fromIdxDirectory(Path, List)}, or a file
     * {@code class-names.txt} in the directory, with one name per line.
     *
     * @param directory contains the files; other files in it are ignored
     * @return both parts
     * @throws DataFormatException if there is no data set or several, or a file cannot be read or is malformed
     */
    public static TrainTest fromIdxDirectory(Path directory) {
        IdxDirectory files = IdxDirectory.list(directory);
        IdxLayout layout = files.onlyLayout();
        return files.read(layout, layout.classNames());
    }

    /**
     * Like {@link #fromIdxDirectory(Path)}, with the given classes.
     *
     * @param classNames in the order of the labels, such as {@link ClassNames#FASHION_MNIST}
     */
    public static TrainTest fromIdxDirectory(Path directory, List<String> classNames) {
        IdxDirectory files = IdxDirectory.list(directory);
        return files.read(files.onlyLayout(), ClassNames.checked(classNames));
    }

    /**
     * Like {@link #fromIdxDirectory(Path)}, for a directory that contains several data sets, such as EMNIST's.
     *
     * @param family {@code mnist}, {@code qmnist}, or {@code emnist-} with {@code balanced}, {@code byclass},
     *     {@code bymerge}, {@code digits}, {@code letters} or {@code mnist}
     * @throws IllegalArgumentException if there is no such family
     */
    public static TrainTest fromIdxDirectory(Path directory, String family) {
        IdxDirectory files = IdxDirectory.list(directory);
        IdxLayout layout = files.layout(family);
        return files.read(layout, layout.classNames());
    }

    /**
     * Reads greyscale images from a folder with one subfolder of PNG, JPEG, GIF or BMP files per class. The classes are the
     * sorted names of the subfolders; images are ordered by class, then by file name. All must have the same size.
     * Hidden entries (names with a leading dot), leftovers of file browsers and archives, such as {@code Thumbs.db} or
     * {@code __MACOSX}, and files beside the class folders are ignored; class folders must contain only images.
     *
     * @param directory such as {@code digits} with {@code digits/0/a.png}, {@code digits/1/b.png}
     * @return the data set, named after the folder; see {@link PixelImage} for the conversion of colour and
     *     transparency
     * @throws DataFormatException if there are not 2 to 1000 class folders, a name is blank, longer than 200 characters
     *     or not in the encoding of this JVM's file names, an image cannot be read or has a different size, or a
     *     symbolic link points outside the folder
     */
    public static ImageDataset fromImageFolder(Path directory) {
        return fromImageFolder(directory, 1);
    }

    /**
     * Like {@link #fromImageFolder(Path)}, in greyscale or colour.
     *
     * @param channels 1 for greyscale or 3 for red, green, blue
     * @throws IllegalArgumentException if channels is neither 1 nor 3
     */
    public static ImageDataset fromImageFolder(Path directory, int channels) {
        Omissions omissions = new Omissions(directory);
        ImageDataset read = ImageFolder.read(directory, channels, DataReading.STRICT, omissions);
        omissions.log();
        return read;
    }

    /**
     * Reads training and test set from a folder with two subfolders {@code train} and {@code test}, each laid out as
     * for {@link #fromImageFolder(Path)}, with the same classes and image size. {@link DataDirectory} says which other
     * names they may have, and reads them with other options.
     *
     * @return both parts, named after the folder
     */
    public static TrainTest fromImageDirectory(Path directory) {
        return DataDirectory.at(directory).imageFolders().images();
    }

    /**
     * Reads greyscale images from a CSV file, plain or gzip: one image in each row, a label and the pixels row by row, all of them whole
     * numbers, the pixels from 0 to 255. The label is the first column, or the one that a header calls {@code label}, {@code class},
     * {@code target} or {@code y}. Images are square, unless a header calls their pixels {@code 1x1} to {@code 28x20}, by row and column
     * (and channel, {@code 28x20x3}).
     *
     * @param file for example Kaggle's {@code train.csv} or {@code mnist_train.csv}; {@link DataDirectory} reads a pair of such files
     * @return the data set, named after the file; its classes are named by {@code class-names.txt} beside it, or as in the well-known
     *     data set of the file's name, or else 0 to the largest label
     * @throws DataFormatException if the file cannot be read or is malformed, with the line and the column
     */
    public static ImageDataset fromCsv(Path file) {
        return DataDirectory.readAll(file);
    }

    /**
     * Reads training and test set from an {@code .npz} file of NumPy arrays, with Keras' names {@code x_train}, {@code y_train},
     * {@code x_test} and {@code y_test}, or MedMNIST's {@code train_images}, {@code train_labels}, {@code test_images} and
     * {@code test_labels}. Without test arrays those of {@code val} are the test set. Images are uint8, {@code [n][height][width]},
     * {@code [n][height][width][channels]} or, if they are square, {@code [n][pixels]}; labels are integers, {@code [n]} or
     * {@code [n][1]}. Arrays are in C order, and never pickled objects.
     *
     * @param file for example Keras' {@code mnist.npz}
     * @return both parts, named after the file; the classes as for {@link #fromCsv}
     * @throws DataFormatException if the file cannot be read, is malformed, or has no such arrays
     */
    public static TrainTest fromNpz(Path file) {
        DataFile.checkRegular(file, "an .npz file");
        return DataDirectory.at(file).load().images();
    }

    /** Like {@link #of}, but without copying the pixels, so that readers never hold a large array twice. */
    static ImageDataset owning(String name, ImageShape shape, List<String> classNames, byte[] pixels, int[] labels) {
        List<String> names = ClassNames.checked(classNames);
        String checkedName = checkedName(name);
        if (labels.length == 0) {
            throw new DataFormatException(
                    Reason.EMPTY_DATA, name, "at least one image", "none", "add at least one image");
        }
        long expected = (long) labels.length * shape.size();
        if (pixels.length != expected) {
            throw new DataFormatException(
                    Reason.COUNT_MISMATCH,
                    name,
                    expected + " pixel bytes for " + labels.length + " labels of " + shape + " images",
                    pixels.length + " pixel bytes",
                    "provide one image per label");
        }
        return new ImageDataset(checkedName, shape, names, pixels, compact(name, labels, names.size()), null);
    }

    /** Returns the name of the data set, such as {@code mnist-train}. */
    public String name() {
        return name;
    }

    /** Returns the same images under another name. */
    public ImageDataset withName(String newName) {
        return new ImageDataset(checkedName(newName), shape, classNames, pixels, labels, files);
    }

    /** Returns the same images with the file of each, {@code [size]}, as {@link #file} gives it. */
    ImageDataset withFiles(String[] newFiles) {
        return new ImageDataset(name, shape, classNames, pixels, labels, newFiles);
    }

    /** Returns the number of images, at least 1. */
    public int size() {
        return labels.length;
    }

    /** Returns the shape of every image. */
    public ImageShape shape() {
        return shape;
    }

    /** Returns the class names in the order of the labels; immutable. */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns the number of classes, 2 to 1000; a class may have no images. */
    public int classes() {
        return classNames.size();
    }

    /**
     * Returns the label of an image.
     *
     * @param i the image, 0 to {@code size() - 1}
     * @return 0 to {@code classes() - 1}
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public int label(int i) {
        return labels[i];
    }

    /**
     * Returns the file an image was read from, if each image was a file of its own.
     *
     * @param i the image, 0 to {@code size() - 1}
     * @return its path relative to the directory that was read, with {@code /}, such as {@code test/7/a.png}; empty for
     *     images from IDX files or arrays
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public Optional<String> file(int i) {
        Objects.checkIndex(i, labels.length);
        return files == null ? Optional.empty() : Optional.of(files[i]);
    }

    /** Returns a copy of all labels, {@code [size]}. */
    public int[] labels() {
        int[] copy = new int[labels.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = labels[i];
        }
        return copy;
    }

    /** Returns the number of images of each class, {@code [classes]}. */
    public long[] classCounts() {
        long[] counts = new long[classes()];
        for (short label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /**
     * Returns one channel value of one pixel.
     *
     * @param i the image, 0 to {@code size() - 1}
     * @param y the row from the top
     * @param x the column from the left
     * @param channel 0 to {@code channels - 1}
     * @return 0 to 255
     * @throws IndexOutOfBoundsException if there is no such image or pixel
     */
    public int pixel(int i, int y, int x, int channel) {
        Objects.checkIndex(y, shape.height());
        Objects.checkIndex(x, shape.width());
        Objects.checkIndex(channel, shape.channels());
        return pixels[start(i) + (y * shape.width() + x) * shape.channels() + channel] & 0xFF;
    }

    /** Returns a copy of one image's unsigned bytes, {@code [height][width][channels]}. */
    public byte[] pixels(int i) {
        int start = start(i);
        return Arrays.copyOfRange(pixels, start, start + shape.size());
    }

    /**
     * Copies one image's unsigned bytes into an array.
     *
     * @param i the image, 0 to {@code size() - 1}
     * @param target receives {@code shape().size()} bytes, {@code [height][width][channels]}
     * @param offset the index of the first value in {@code target}
     * @throws IndexOutOfBoundsException if there is no such image or {@code target} is too short
     */
    public void copyPixels(int i, byte[] target, int offset) {
        System.arraycopy(pixels, start(i), target, offset, shape.size());
    }

    /**
     * Copies one image into an array of floats, each scaled from 0..255 to [0, 1] as {@code value / 255f}.
     *
     * @param i the image, 0 to {@code size() - 1}
     * @param target receives {@code shape().size()} values, {@code [height][width][channels]}
     * @param offset the index of the first value in {@code target}
     * @throws IndexOutOfBoundsException if there is no such image or {@code target} is too short
     */
    public void copyPixels(int i, float[] target, int offset) {
        int start = start(i);
        int length = shape.size();
        Objects.checkFromIndexSize(offset, length, target.length);
        for (int k = 0; k < length; k++) {
            target[offset + k] = UNIT_INTERVAL[pixels[start + k] & 0xFF];
        }
    }

    /**
     * Returns the first {@code n} images, under the same name.
     *
     * @param n 1 to {@code size()}
     * @return a data set of n images
     * @throws IllegalArgumentException if n is out of its range
     */
    public ImageDataset take(int n) {
        if (n < 1 || n > size()) {
            throw new IllegalArgumentException("can take 1 to " + size() + " images of " + name + ", not " + n);
        }
        return new ImageDataset(
                name,
                shape,
                classNames,
                Arrays.copyOf(pixels, n * shape.size()),
                Arrays.copyOf(labels, n),
                files == null ? null : Arrays.copyOf(files, n));
    }

    /**
     * Returns the images with the given indices, in that order and under the same name; indices may repeat.
     *
     * @param indices at least one, each 0 to {@code size() - 1}
     * @return a data set of {@code indices.length} images
     * @throws IllegalArgumentException if there are no indices, or the pixels exceed the maximum array size
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public ImageDataset subset(int... indices) {
        int length = shape.size();
        if (indices.length == 0 || (long) indices.length * length > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "a subset of " + name + " has 1 to " + MAX_PIXELS / length + " images, not " + indices.length);
        }
        byte[] chosenPixels = new byte[indices.length * length];
        short[] chosenLabels = new short[indices.length];
        String @Nullable [] chosenFiles = files == null ? null : new String[indices.length];
        for (int k = 0; k < indices.length; k++) {
            copyPixels(indices[k], chosenPixels, k * length);
            chosenLabels[k] = labels[indices[k]];
            if (files != null && chosenFiles != null) {
                chosenFiles[k] = files[indices[k]];
            }
        }
        return new ImageDataset(name, shape, classNames, chosenPixels, chosenLabels, chosenFiles);
    }

    /**
     * Splits the data set at random: {@code round(size * validationFraction)} images, but at least one and not all,
     * become the validation set. Both parts preserve the order of the images.
     *
     * @param validationFraction between 0 and 1, exclusive
     * @param seed the same seed gives the same split
     * @return the parts, {@code name()-train} and {@code name()-validation}
     * @throws IllegalArgumentException if the fraction is out of its range or there is only one image
     */
    public Split split(double validationFraction, long seed) {
        return split(SplitPlan.random(size(), validationFraction, seed));
    }

    /**
     * Like {@link #split(double, long)}, but stratified: each class contributes {@code floor(count *
     * validationFraction)} images, and the classes with the largest remainders one more until the total is reached.
     *
     * @param validationFraction between 0 and 1, exclusive
     * @param seed the same seed gives the same split
     * @return the parts, {@code name()-train} and {@code name()-validation}
     * @throws IllegalArgumentException if the fraction is out of its range or there is only one image
     */
    public Split stratifiedSplit(double validationFraction, long seed) {
        return split(SplitPlan.stratified(labels(), classCounts(), validationFraction, seed));
    }

    /**
     * Returns a fingerprint of the content: the lower-case hexadecimal SHA-256 of shape, class names, labels and
     * pixels, in that order, excluding the name and the files. The first call reads all pixels; the result is then cached.
     *
     * <p>The bytes are: ASCII {@code mnist4j-dataset-1} and a zero; height, width, channels, classes and size as int32;
     * each class name as int32 length and UTF-8; each label as int16; the pixels. Integers are big-endian.
     */
    public String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = Fingerprint.of(shape, classNames, labels, pixels);
            fingerprint = known;
        }
        return known;
    }

    /** Returns a description such as {@code mnist-train: 60000 images 28x28x1, 10 classes}. */
    @Override
    public String toString() {
        return name + ": " + size() + " images " + shape + ", " + classes() + " classes";
    }

    void checkComparable(ImageDataset other) {
        if (!shape.equals(other.shape)) {
            throw new IllegalArgumentException(
                    other.name + " has " + other.shape + " images, but " + name + " has " + shape);
        }
        if (!classNames.equals(other.classNames)) {
            throw new IllegalArgumentException(
                    other.name + " has classes " + other.classNames + ", but " + name + " has " + classNames);
        }
    }

    /** Measures the ink once, however many models are trained on these images. */
    InkStatistics ink() {
        InkStatistics known = ink;
        if (known == null) {
            known = shape.channels() == 1 ? new InkMeasurement(this).statistics() : InkStatistics.NONE;
            ink = known;
        }
        return known;
    }

    /** Sets what {@link #ink} would measure. */
    ImageDataset withInk(InkStatistics known) {
        ink = known;
        return this;
    }

    private Split split(SplitPlan plan) {
        return new Split(
                subset(plan.trainIndices()).withName(name + "-train"),
                subset(plan.validationIndices()).withName(name + "-validation"));
    }

    private int start(int i) {
        return Objects.checkIndex(i, labels.length) * shape.size();
    }

    private static String checkedName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a data set's name is blank; give it a name such as mnist-train");
        }
        return name;
    }

    private static short[] compact(String name, int[] labels, int classes) {
        short[] compact = new short[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new DataFormatException(
                        Reason.LABEL_RANGE,
                        name,
                        "labels of 0 to " + (classes - 1),
                        labels[i] + " at index " + i,
                        "check that the class names belong to these labels");
            }
            compact[i] = (short) labels[i];
        }
        return compact;
    }

    private static float[] unitInterval() {
        float[] table = new float[256];
        for (int v = 0; v < table.length; v++) {
            table[v] = v / 255f;
        }
        return table;
    }
}
