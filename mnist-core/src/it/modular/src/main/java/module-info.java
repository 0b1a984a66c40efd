module com.example.digits {
    requires org.mnist4j.core;
}
