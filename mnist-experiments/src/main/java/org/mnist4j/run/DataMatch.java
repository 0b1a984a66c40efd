package org.mnist4j.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Split;

/**
 * The images of a run among the available ones, identified by their fingerprints.
 *
 * @param datasets the images of the run, if there are no findings
 * @param findings what is missing
 */
record DataMatch(RunDatasets datasets, List<Discrepancy> findings) {

    static DataMatch of(RunManifest claimed, RunDatasets given) {
        RunDatasets offered = split(claimed, given);
        List<Discrepancy> findings = new ArrayList<>();
        require(findings, "data.training", claimed.data().training(), Optional.of(offered.training()));
        claimed.data()
                .validation()
                .ifPresent(expected -> require(findings, "data.validation", expected, offered.validation()));
        require(findings, "data.test", claimed.data().test(), Optional.of(offered.test()));
        if (findings.isEmpty()
                && (!offered.training().shape().equals(claimed.config().input())
                        || !offered.training()
                                .classNames()
                                .equals(claimed.data().classNames()))) {
            findings.add(new Discrepancy(
                    "data.training",
                    claimed.config().input() + " images of the classes "
                            + claimed.data().classNames(),
                    offered.training().shape() + " images of "
                            + offered.training().classNames()));
        }
        // A validation set that the run did not have would change nothing but its history.
        boolean validated = claimed.data().validation().isPresent();
        return new DataMatch(
                validated ? offered : RunDatasets.of(offered.training(), offered.test()), List.copyOf(findings));
    }

    /** The split of the given training images by the experiment's seed, if it is the split of the run. */
    private static RunDatasets split(RunManifest claimed, RunDatasets given) {
        Optional<DatasetIdentity> validation = claimed.data().validation();
        if (validation.isEmpty() || given.validation().isPresent()) {
            return given;
        }
        int heldOut = validation.get().images();
        long images = (long) claimed.data().training().images() + heldOut;
        if (images != given.training().size()) {
            return given;
        }
        double fraction = (double) heldOut / images;
        double configured = claimed.config().training().validationFraction();
        ImageDataset whole = given.training();
        // The trainer's own split first: another fraction that holds out as many images may take them from other
        // classes.
        List<Split> splits = new ArrayList<>();
        if (configured > 0) {
            splits.add(whole.stratifiedSplit(configured, claimed.seed()));
        }
        splits.add(whole.stratifiedSplit(fraction, claimed.seed()));
        splits.add(whole.split(fraction, claimed.seed()));
        for (Split split : splits) {
            if (split.train().fingerprint().equals(claimed.data().training().fingerprint())) {
                return RunDatasets.of(split.train(), split.validation(), given.test());
            }
        }
        return given;
    }

    private static void require(
            List<Discrepancy> findings, String subject, DatasetIdentity expected, Optional<ImageDataset> given) {
        Optional<DatasetIdentity> actual = given.map(DatasetIdentity::of);
        if (actual.filter(images ->
                        images.fingerprint().equals(expected.fingerprint()) && images.images() == expected.images())
                .isEmpty()) {
            findings.add(new Discrepancy(
                    subject,
                    expected.toString(),
                    actual.map(DatasetIdentity::toString).orElse("no such images")));
        }
    }
}
