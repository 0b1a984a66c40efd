/** Image data sets: MNIST embedded, readers, splits, augmentation, preparation of pictures. */
@SuppressWarnings("module") // packages for this library's other modules, which are compiled after this one
module org.mnist4j.data {
    requires java.desktop;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.mnist4j.data;
    exports org.mnist4j.data.augment;
    exports org.mnist4j.data.perturb;
    exports org.mnist4j.random to
            org.mnist4j.core,
            org.mnist4j.report;
}
