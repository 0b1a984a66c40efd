/** Figures as PNG and SVG, and a self-contained HTML report of a run. */
module org.mnist4j.report {
    requires transitive org.mnist4j.experiments;
    requires java.desktop;
    requires static transitive org.jspecify;

    exports org.mnist4j.report;
}
