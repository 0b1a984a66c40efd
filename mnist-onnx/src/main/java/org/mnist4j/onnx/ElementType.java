package org.mnist4j.onnx;

/** The types of a tensor's elements that this library has a use for, with their numbers in ONNX's {@code DataType}. */
enum ElementType {
    FLOAT(1),
    UINT8(2),
    INT32(6),
    INT64(7),
    BOOL(9),
    DOUBLE(11);

    private static final String[] NAMES = {
        "UNDEFINED",
        "FLOAT",
        "UINT8",
        "INT8",
        "UINT16",
        "INT16",
        "INT32",
        "INT64",
        "STRING",
        "BOOL",
        "FLOAT16",
        "DOUBLE",
        "UINT32",
        "UINT64",
        "COMPLEX64",
        "COMPLEX128",
        "BFLOAT16"
    };

    final int number;

    ElementType(int number) {
        this.number = number;
    }

    /** The name of a type that may not be among these. */
    static String name(long number) {
        return number >= 0 && number < NAMES.length ? NAMES[(int) number] : "type " + number;
    }
}
