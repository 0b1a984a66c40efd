package org.mnist4j.data.augment;

/** A map of the plane that says, for a place in its result, which place of its source to look at; immutable. */
sealed interface Warp permits AffineWarp, ElasticWarp {

    /** Begins with every place the centre of a pixel: fills the workspace's places with what the map makes of them. */
    void mapPixels(Workspace workspace);

    /** Goes on from the workspace's places, which lie anywhere. */
    void mapPlaces(Workspace workspace);
}
