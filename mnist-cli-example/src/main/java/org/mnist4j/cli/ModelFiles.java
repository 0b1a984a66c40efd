package org.mnist4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;

/** Loads the models that a command names: one file, of a model or an ensemble, or several models as an ensemble. */
final class ModelFiles {

    private ModelFiles() {}

    /** What the option {@code --model} names. */
    static Classifier load(List<Path> files) throws IOException {
        return files.size() == 1 ? Classifier.load(files.get(0)) : ensemble("--model", files);
    }

    /**
     * An ensemble of several files' models, in their order: not too many, each once, and all for the same images.
     *
     * @param argument how the command calls one of them
     */
    static Ensemble ensemble(String argument, List<Path> files) throws IOException {
        if (files.size() > Ensemble.MAX_MEMBERS) {
            throw new CommandException(
                    ExitCode.USAGE,
                    argument + " is given " + files.size() + " times; an ensemble has at most " + Ensemble.MAX_MEMBERS
                            + " models");
        }
        List<Model> models = files.stream().map(Model::load).toList();
        requireEachOnce(argument, files);
        requireAlike(files, models);
        return Ensemble.of(models);
    }

    private static void requireEachOnce(String argument, List<Path> files) throws IOException {
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (!seen.add(file.toRealPath())) {
                throw new CommandException(
                        ExitCode.USAGE, argument + " " + file + " is given twice; give each model once");
            }
        }
    }

    private static void requireAlike(List<Path> files, List<Model> models) {
        Model first = models.get(0);
        for (int m = 1; m < models.size(); m++) {
            Model other = models.get(m);
            if (!other.input().equals(first.input()) || !other.classNames().equals(first.classNames())) {
                throw new CommandException(
                        ExitCode.FILE,
                        takes(files.get(m), other) + ", " + takes(files.get(0), first)
                                + "; an ensemble's models must take images of one shape and have the same classes in"
                                + " the same order");
            }
        }
    }

    /** How messages call the members: by their files, or by their places in the one file. */
    static List<String> memberNames(List<Path> files, Classifier classifier) {
        if (files.size() > 1) {
            return files.stream().map(Path::toString).toList();
        }
        List<String> names = new ArrayList<>();
        for (int m = 0; m < classifier.members().size(); m++) {
            names.add(files.get(0) + " members[" + m + "]");
        }
        return names;
    }

    /** Requires that a model takes the images of a data set. */
    static void requireFits(Path file, Classifier model, ImageDataset images) {
        if (!model.input().equals(images.shape()) || !model.classNames().equals(images.classNames())) {
            throw new CommandException(
                    ExitCode.FILE,
                    takes(file, model) + ", " + images.name() + " has " + images.shape() + " images of "
                            + images.classNames() + "; choose a data set like the one it was trained on");
        }
    }

    /** What a message says about a model. */
    static String takes(Path file, Classifier model) {
        return file + " takes " + model.input() + " images of the classes " + model.classNames();
    }
}
