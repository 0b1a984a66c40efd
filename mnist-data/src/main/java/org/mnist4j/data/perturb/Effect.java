package org.mnist4j.data.perturb;

import org.mnist4j.random.RandomStream;

/** One family of perturbations. */
interface Effect {

    /** Draws all random numbers, so that the severities of one image differ in strength only. */
    Severities on(Picture image, RandomStream random);

    /** One image in the severities 1 to 5; the same for a severity every time. */
    interface Severities {
        Picture at(int severity);
    }

    /** The value of a table for a severity. */
    static double of(double[] table, int severity) {
        return table[severity - 1];
    }
}
