package org.mnist4j.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;

/**
 * The page's modules without those that need a browser, run by a JavaScript engine of the JVM. What the page takes from a browser
 * besides, such as decompression, profile {@code browser} tries.
 */
final class PageModules implements AutoCloseable {

    private static final List<String> MODULES =
            DrawPage.MODULES.stream().filter(name -> !name.startsWith("page")).toList();

    private static final String BRIDGE = """
            const bytes = (buffer) => new Uint8Array(new ArrayBuffer(buffer));
            let predict;
            return {
              bytesOf: (text, count) => bytesOf(text, count).slice().buffer,
              floatsOf: (buffer) => floatsOf(bytes(buffer)).buffer,
              load: (json, buffers) => {
                const { input, classNames, members } = JSON.parse(json);
                predict = mean(members.map((member, m) =>
                  network({ input, classes: classNames.length, ...member }, new Float32Array(new ArrayBuffer(buffers[m])))));
              },
              predict: (pixels) => predict(bytes(pixels)),
              prepare: (pixels, height, width, about) => {
                const { input, ink } = JSON.parse(about);
                return (prepared(bytes(pixels), height, width, input, ink) ?? new Uint8Array(0)).buffer;
              },
              draw: (size, points) => {
                const ink = new Ink();
                const [first, ...others] = JSON.parse(points);
                ink.begin(...first, size);
                others.forEach((point) => ink.extend(...point));
                return Uint8Array.from(ink.pixels()).buffer;
              },
            };
            """;

    private final Context context = Context.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .allowHostAccess(HostAccess.ALL)
            .build();
    private final Value functions = context.eval("js", "(() => {" + PageFile.script(MODULES) + BRIDGE + "})()");

    /** Makes the networks that a page describes, of the parameters of the classifier itself, which the page has compressed. */
    void load(byte[] page, Classifier classifier) {
        List<Model> members =
                classifier instanceof Ensemble ensemble ? ensemble.members() : List.of((Model) classifier);
        ByteBuffer[] parameters = members.stream()
                .map(member -> {
                    float[] values = member.parameters();
                    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
                    buffer.asFloatBuffer().put(values);
                    return buffer;
                })
                .toArray(ByteBuffer[]::new);
        functions.invokeMember("load", block(page, "model"), parameters);
    }

    /** The parameters of each network in a page. */
    List<float[]> parameters(byte[] page) {
        List<float[]> all = new ArrayList<>();
        for (JsonNode member : json(block(page, "model")).get("members")) {
            String text = block(page, "parameters-" + all.size());
            byte[] deflated = bytes(
                    functions.invokeMember("bytesOf", text, member.get("bytes").intValue()));
            try (InflaterInputStream planes = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
                byte[] floats = bytes(functions.invokeMember("floatsOf", ByteBuffer.wrap(planes.readAllBytes())));
                float[] parameters = new float[floats.length / 4];
                ByteBuffer.wrap(floats)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(parameters);
                all.add(parameters);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The content of a block of data. */
    static String block(byte[] page, String id) {
        Matcher block = Pattern.compile("<script id=\"" + id + "\" type=\"[a-z/]+\">([^<]*)</script>")
                .matcher(new String(page, StandardCharsets.UTF_8));
        if (!block.find()) {
            throw new AssertionError("no block " + id);
        }
        return block.group(1);
    }

    /** The probabilities of the loaded model. */
    double[] predict(byte[] pixels) {
        Value probabilities = functions.invokeMember("predict", ByteBuffer.wrap(pixels));
        double[] values = new double[(int) probabilities.getArraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = probabilities.getArrayElement(i).asDouble();
        }
        return values;
    }

    /** A prepared drawing; empty if its pixels are all equal. */
    byte[] prepare(byte[] pixels, int height, int width, ImageShape shape, InkStatistics like) {
        ObjectNode about = JsonNodeFactory.instance.objectNode();
        about.putObject("input")
                .put("height", shape.height())
                .put("width", shape.width())
                .put("channels", shape.channels());
        about.set("ink", PageInk.json(like));
        return bytes(functions.invokeMember("prepare", ByteBuffer.wrap(pixels), height, width, about.toString()));
    }

    /** The pixels of a stroke on the page's drawing area; its size and points, as JSON, are in shares of the side. */
    byte[] draw(double size, String points) {
        return bytes(functions.invokeMember("draw", size, points));
    }

    private static byte[] bytes(Value buffer) {
        byte[] bytes = new byte[(int) buffer.getBufferSize()];
        buffer.readBuffer(0, bytes, 0, bytes.length);
        return bytes;
    }

    @Override
    public void close() {
        context.close();
    }
}
