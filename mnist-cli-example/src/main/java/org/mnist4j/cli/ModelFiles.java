package org.mnist4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;

/** Loads the models that the option {@code --model} names, one or the members of an ensemble. */
final class ModelFiles {

    private ModelFiles() {}

    /** The models, in the order of their files: not too many, and each once. */
    static List<Model> load(List<Path> files) throws IOException {
        requireCount(files);
        List<Model> models = files.stream().map(Model::load).toList();
        requireEachOnce(files);
        return models;
    }

    private static void requireCount(List<Path> files) {
        if (files.size() > Ensemble.MAX_MEMBERS) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--model is given " + files.size() + " times; an ensemble has at most " + Ensemble.MAX_MEMBERS
                            + " models");
        }
    }

    private static void requireEachOnce(List<Path> files) throws IOException {
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (!seen.add(file.toRealPath())) {
                throw new CommandException(ExitCode.USAGE, "--model " + file + " is given twice; give each model once");
            }
        }
    }

    /** Requires that the models can be one ensemble. */
    static void requireAlike(List<Path> files, List<Model> models) {
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

    /** What a message says about a model. */
    static String takes(Path file, Model model) {
        return file + " takes " + model.input() + " images of the classes " + model.classNames();
    }
}
