/**
 * Models that travel: {@link org.mnist4j.onnx.OnnxExport} writes a model or an ensemble as an ONNX file for other
 * runtimes, {@link org.mnist4j.onnx.OnnxImport} reads the networks of other libraries from such files.
 *
 * <p>ONNX files are messages of Protocol Buffers. {@code ProtoMessage} and {@code ProtoReader} are the few rules of that
 * format that are needed; {@code docs/adr/0010-onnx.md} says why no library does it. From here the way leads to
 * {@code org.mnist4j.model}.
 */
@NullMarked
package org.mnist4j.onnx;

import org.jspecify.annotations.NullMarked;
