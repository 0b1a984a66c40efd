package org.mnist4j.doctor;

/**
 * The outcome of one check.
 *
 * @param check what was checked; the names are stable, for instance {@code native backend}
 * @param status the outcome
 * @param found what was found
 * @param meaning what that means for the library's use; empty if the check passed and nothing could be better
 * @param fix how to fix it, or to get something better; empty like {@code meaning}
 */
public record Finding(String check, Status status, String found, String meaning, String fix) {

    /** The outcome of a check. */
    public enum Status {
        /** The check passed. */
        OK,
        /** Something optional is missing, or memory or disk space is low; the library works. */
        WARN,
        /** The library does not work correctly. */
        FAIL
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Status.OK, found, "", "");
    }

    /** A check that passed, with something better to be had. */
    static Finding advise(String check, String found, String meaning, String fix) {
        return new Finding(check, Status.OK, found, meaning, fix);
    }

    static Finding warn(String check, String found, String meaning, String fix) {
        return new Finding(check, Status.WARN, found, meaning, fix);
    }

    static Finding fail(String check, String found, String meaning, String fix) {
        return new Finding(check, Status.FAIL, found, meaning, fix);
    }
}
