/** Run directories, verification, comparison, sweeps, and a check of the machine. */
module org.mnist4j.experiments {
    requires transitive org.mnist4j.core;
    requires com.fasterxml.jackson.databind;
    requires java.management;
    requires jdk.management;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.mnist4j.doctor;
    exports org.mnist4j.robustness;
    exports org.mnist4j.run;
    exports org.mnist4j.sweep;
}
