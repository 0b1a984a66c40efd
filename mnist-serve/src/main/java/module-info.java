/** A model behind HTTP: a page to draw on and a JSON endpoint; or as a page without a server. */
module org.mnist4j.serve {
    requires transitive org.mnist4j.core;
    requires com.fasterxml.jackson.databind;
    requires jdk.httpserver;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.mnist4j.serve;
}
