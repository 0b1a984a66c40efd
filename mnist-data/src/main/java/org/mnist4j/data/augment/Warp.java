package org.mnist4j.data.augment;

/** A map from points of the result to points of the source; immutable. */
sealed interface Warp permits AffineWarp, ElasticWarp {

    /** Starts from the pixel centres: writes the mapped points to the workspace. */
    void mapPixels(Workspace workspace);

    /** Maps the arbitrary points in the workspace in place. */
    void mapPoints(Workspace workspace);
}
