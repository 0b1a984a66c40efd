package org.mnist4j.spark;

import java.io.Serializable;
import org.mnist4j.sweep.SweepData;

/**
 * Reads the images of a sweep on an executor, for instance from a folder that every worker sees. It is sent with
 * each trial; what it reads is compared with the driver's images by fingerprint.
 */
@FunctionalInterface
public interface SweepDataSource extends Serializable {

    /** The same images as on the driver, divided in the same way; called once per executor. */
    SweepData load();
}
