String log = new File(basedir, "build.log").getText("UTF-8")
assert log =~ /verdict REPRODUCED/
assert log =~ /report of \d{6,} bytes/
assert log =~ /the same from ONNX: true/
assert log =~ /serving 127\.0\.0\.1/
