/** ONNX files out of models, and models out of ONNX files. */
module org.mnist4j.onnx {
    requires transitive org.mnist4j.core;
    requires static transitive org.jspecify;

    exports org.mnist4j.onnx;
}
