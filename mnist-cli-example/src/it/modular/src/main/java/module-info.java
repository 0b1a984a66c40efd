module com.example.lab {
    requires org.mnist4j.onnx;
    requires org.mnist4j.report;
    requires org.mnist4j.serve;
}
