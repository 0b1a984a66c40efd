String log = new File(basedir, "build.log").getText("UTF-8")
assert log =~ /engine dl4j, accuracy 0\.8\d+/
