String log = new File(basedir, "build.log").getText("UTF-8")
// The java engine gives these bits everywhere.
assert log =~ /accuracy 0\.8998 first 7 \(0\.9922\)/
assert log =~ /message: the dl4j engine cannot start on .*: there is no org\.(nd4j|deeplearning4j|bytedeco)\S+ on the class path/
assert log =~ /Add org\.deeplearning4j:deeplearning4j-nn:1\.0\.0-M2\.1 and org\.nd4j:nd4j-native:1\.0\.0-M2\.1, which mnist-core brings along/
List<String> jars = (log =~ /(?m)^.*jar (\S+)-\d\S*\.jar$/).collect { it[1] }
assert jars.sort() == ["jackson-annotations", "jackson-core", "jackson-databind", "jspecify", "mnist-core", "mnist-data",
    "mnist-metrics", "slf4j-api"]
