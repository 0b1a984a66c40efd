package org.mnist4j.onnx;

import java.util.List;
import java.util.Map;

/**
 * What an ONNX file says, as far as it matters here.
 *
 * @param opset the version of ONNX's own operators
 * @param constants the graph's initializers by name
 * @param inputs the graph's inputs that are not initializers
 * @param bytes the size of the file
 */
record OnnxModel(
        long opset,
        Map<String, String> metadata,
        List<OnnxNode> nodes,
        Map<String, OnnxTensor> constants,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs,
        int bytes) {}
