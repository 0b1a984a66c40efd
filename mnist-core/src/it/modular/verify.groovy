String log = new File(basedir, "build.log").getText("UTF-8")
assert log =~ /module org\.mnist4j\.core: accuracy 0\.8998/
assert ["engine", "kernel", "storage"].every { log.contains("$it is not exported") }
