String log = new File(basedir, "build.log").getText("UTF-8")
assert log =~ /accuracy 0\.97\d\d \(95% CI 0\.9\d+ to 0\.9\d+\)   macro-F1 0\.97\d\d/
assert log =~ /(?m)^.*7 \(0\.9\d+\)/ : "the first test image shows a seven"
assert new File(basedir, "model.safetensors").length() > 407080
