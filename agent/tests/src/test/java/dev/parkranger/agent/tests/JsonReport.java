package dev.parkranger.agent.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One JSON report, read as INTERFACE.md describes it. */
record JsonReport(JsonNode json) {

    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static String frame(JsonNode suspect) {
        return suspect.at("/createdAt/frame").asText();
    }

    static String confidence(JsonNode suspect) {
        return suspect.path("confidence").asText();
    }

    static String verdict(JsonNode suspect) {
        return suspect.path("verdict").asText();
    }

    Instant at() {
        return Instant.parse(json.path("at").asText());
    }

    boolean armed() {
        return json.at("/agent/armed").asBoolean();
    }

    List<JsonNode> hooks() {
        return each(json.at("/agent/hooks")).toList();
    }

    /** Names of the hooks in one of these states. */
    List<String> hooks(String... states) {
        return hooks().stream()
                .filter(hook -> List.of(states).contains(hook.path("state").asText()))
                .map(hook -> hook.path("name").asText())
                .toList();
    }

    long suppressedErrors() {
        return json.at("/agent/suppressedErrors").asLong(-1);
    }

    long droppedRecords() {
        return json.at("/agent/droppedRecords").asLong(-1);
    }

    long live(String kind) {
        return json.path("live").path(kind).asLong(-1);
    }

    long live() {
        return live("platform") + live("virtual") + live("submitted");
    }

    long started() {
        return json.at("/totals/started").asLong(-1);
    }

    long ended() {
        return json.at("/totals/ended").asLong(-1);
    }

    boolean balanced() {
        return started() == ended() + live();
    }

    List<JsonNode> suspects() {
        return each(json.path("suspects")).toList();
    }

    /** What a user is told about: "none" in the contract means that this is empty. */
    List<JsonNode> suspectsAboveWatch() {
        return suspects().stream()
                .filter(suspect -> !confidence(suspect).equals("watch"))
                .toList();
    }

    /** The group blamed on a frame, or on any line of a method when the frame has no line. */
    Optional<JsonNode> suspectAt(String frame) {
        return suspectsAboveWatch().stream()
                .filter(suspect ->
                        frame(suspect).equals(frame) || frame(suspect).startsWith(frame + "("))
                .findFirst();
    }

    boolean hasLeakAt(String frame, int count) {
        return suspectAt(frame)
                .filter(suspect -> confidence(suspect).equals("leak")
                        && suspect.path("count").asInt() == count)
                .isPresent();
    }

    Optional<JsonNode> resolved(String id) {
        return each(json.path("resolved"))
                .filter(resolved -> resolved.path("id").asText().equals(id))
                .findFirst();
    }

    @Override
    public String toString() {
        return json.toPrettyString();
    }
}
