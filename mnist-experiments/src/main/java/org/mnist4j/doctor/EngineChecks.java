package org.mnist4j.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.spi.EngineCheck;
import org.mnist4j.spi.EngineProvider;

/** Lists the engines and checks whether those of other modules can start. */
final class EngineChecks {

    private EngineChecks() {}

    static List<Finding> all() {
        List<EngineProvider> providers = EngineProvider.installed();
        List<Finding> findings = new ArrayList<>();
        findings.add(engines(providers.stream().map(EngineProvider::engine).toList()));
        providers.stream()
                .flatMap(provider -> provider.check().stream())
                .forEach(check -> findings.add(finding(check)));
        findings.add(Finding.ok(
                "threads", "java engine " + Runtime.getRuntime().availableProcessors() + ", one per processor"));
        return findings;
    }

    static Finding engines(List<EngineChoice> provided) {
        String found = Arrays.stream(EngineChoice.values())
                .filter(engine -> engine != EngineChoice.AUTO)
                .map(engine -> engine == EngineChoice.JAVA || provided.contains(engine)
                        ? engine.jsonName()
                        : engine.jsonName() + " would need org.mnist4j:mnist-" + engine.jsonName() + ":"
                                + BuildInfo.current().version())
                .collect(Collectors.joining(", "));
        return Finding.ok("engines", found);
    }

    private static Finding finding(EngineCheck check) {
        return check.passed()
                ? Finding.ok(check.name(), check.found())
                : Finding.warn(check.name(), check.found(), check.meaning(), check.fix());
    }
}
