package aikit.cli.doctor;

import aikit.cli.doctor.Finding.State;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// All findings, as text for people and as one JSON record for programs.
public record Report(List<Finding> findings) {

    public static Report of(List<Check> checks) {
        return new Report(checks.stream().flatMap(check -> check.findings().stream()).toList());
    }

    /// The worst that was found.
    public State state() {
        return findings.stream().map(Finding::state).max(Comparator.naturalOrder()).orElse(State.OK);
    }

    /// A paragraph for each area, a line for each finding, and a last line with the sum of it all.
    public String text() {
        StringBuilder text = new StringBuilder();
        int width = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(1);
        String line = "  %-5s %-" + width + "s %s\n";
        String area = "";
        for (Finding finding : findings) {
            if (!finding.area().equals(area)) {
                text.append(area.isEmpty() ? "" : "\n").append(finding.area()).append('\n');
                area = finding.area();
            }
            String message = oneLine(finding.message());
            text.append(String.format(Locale.ROOT, line, finding.state().word(), finding.name(), message));
            if (!finding.hint().isEmpty()) {
                text.append(" ".repeat(width + 9)).append("hint: ").append(oneLine(finding.hint())).append('\n');
            }
        }
        return text.append('\n').append(conclusion()).append('\n').toString();
    }

    private String conclusion() {
        return switch (state()) {
            case OK, NONE -> "everything works";
            case WARN -> count(State.WARN) + " to look at; ai works";
            case FAIL -> count(State.FAIL) + " that must be mended before ai works";
        };
    }

    private String count(State state) {
        long count = findings.stream().filter(finding -> finding.state() == state).count();
        return count == 1 ? "1 thing" : count + " things";
    }

    /// `{"schema":"ai.doctor/1","status":…,"checks":[{"area","name","status","message","hint",…}]}` on one line.
    public String json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", "ai.doctor/1").put("status", (state() == State.NONE ? State.OK : state()).word());
        ArrayNode checks = root.putArray("checks");
        for (Finding finding : findings) {
            ObjectNode check = checks.addObject()
                    .put("area", finding.area())
                    .put("name", finding.name())
                    .put("status", finding.state().word())
                    .put("message", finding.message());
            if (!finding.hint().isEmpty()) {
                check.put("hint", finding.hint());
            }
            finding.numbers().forEach(check::put);
        }
        return root + "\n";
    }

    /// Paths and variables may hold anything, and a terminal obeys what it is sent.
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }
}
