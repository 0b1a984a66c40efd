String log = new File(basedir, "build.log").getText("UTF-8")
// The java engine gives these bits everywhere.
assert log =~ /accuracy 0\.8998 first 7 \(0\.9922\)/
assert log =~ /message: the dl4j engine cannot start: the module mnist-dl4j is not on the class path\. Add to the dependencies:/
assert log =~ /(?m)^<dependency><groupId>org\.mnist4j<\/groupId><artifactId>mnist-dl4j<\/artifactId><version>\d[^<]*<\/version><\/dependency>$/
List<String> jars = (log =~ /(?m)^.*jar (\S+)-\d\S*\.jar$/).collect { it[1] }
assert jars.sort() == ["jackson-annotations", "jackson-core", "jackson-databind", "jspecify", "mnist-core", "mnist-data",
    "mnist-metrics", "slf4j-api"]
long bytes = Long.parseLong((log =~ /8 jars, (\d+) bytes/)[0][1])
assert bytes < 15_000_000
