package org.mnist4j.spark;

import org.mnist4j.spark.WorkerException.Reason;

/** Tells from the failure of a Spark job what to do about it. */
final class WorkerFailure {

    private WorkerFailure() {}

    static WorkerException of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("ClassNotFoundException")
                || message.contains("NoClassDefFoundError")
                // What Java says of a lambda whose class is missing.
                || message.contains("SerializedLambda")) {
            return new WorkerException(
                    Reason.NO_LIBRARY,
                    null,
                    "the executors lack classes; give them this library's jars and the application's, for"
                            + " instance with spark-submit --jars or spark.jars: " + firstLine(message),
                    failure);
        }
        return new WorkerException(
                Reason.FAILED, null, "Spark has given up after its last attempt: " + firstLine(message), failure);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("no detail");
    }
}
