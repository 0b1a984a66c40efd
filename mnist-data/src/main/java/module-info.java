/** Image data sets: MNIST embedded, readers, splits, augmentation, preparation of pictures. */
module org.mnist4j.data {
    requires java.desktop;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.mnist4j.data;
    exports org.mnist4j.data.augment;
}
