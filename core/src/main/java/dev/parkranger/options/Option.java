package dev.parkranger.options;

import org.jspecify.annotations.Nullable;

/** The table of options: every key, its default, what it means. */
enum Option {
    INTERVAL("interval", "10s", "how often the reaper looks; at most a fifth of window"),
    GRACE("grace", "30s", "how long past its owner's end a parked task is left alone"),
    REPORT_EVERY("report-every", "60s", "how often changes of known groups are repeated; a new one is told at once"),
    REPORT_FILE("report-file", null, "JSON report, replaced atomically after every look and at exit"),
    LOG("log", "auto", "auto: the application's SLF4J when it has one, else stderr; stderr; file:PATH"),
    SCOPES("scopes", null, "class#method patterns that are owner scopes, ; between them"),
    IGNORE("ignore", null, "suppressions: fingerprints, frame:PATTERN, thread:PATTERN, ; between them"),
    CAPTURE("capture", "adaptive", "creation stacks: adaptive, always, off"),
    WINDOW("window", "5m", "over which growth is judged"),
    MAX_RECORDS("max-records", "1000000", "live tasks tracked; above it tasks are counted, not recorded"),
    APP_PACKAGES("app-packages", "found", "which packages are the application's own, ; between them"),
    BENIGN("benign", "on", "the built-in catalogue of benign threads: on, off"),
    CONFIG("config", null, "properties file with these keys"),
    HTTP("http", null, "HOST:PORT of the HTTP endpoint; a PORT alone is on loopback, 0 is any free one"),
    HTTP_TOKEN("http-token", null, "what the endpoint's clients must send as bearer token"),
    PROVE("prove", "demand", "proofs by a heap dump: demand, when somebody asks; auto, of suspects too; off"),
    PROVE_EVERY("prove-every", "1h", "how often auto may prove; each time stops the application for the dump"),
    PROVE_MAX_HEAP("prove-max-heap", "4g", "heap in use, above which no proof is made: 512m, 4g");

    static final String PROPERTY_PREFIX = "parkranger.";

    /** Asked for once; {@link #values()} copies. */
    private static final Option[] ALL = values();

    static final int COUNT = ALL.length;

    private final String key;
    private final @Nullable String defaultText;
    private final String meaning;

    Option(String key, @Nullable String defaultText, String meaning) {
        this.key = key;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    /** As a user would write it, null where the default is not to have it. */
    @Nullable
    String defaultText() {
        return defaultText;
    }

    String meaning() {
        return meaning;
    }

    static @Nullable Option of(String key) {
        for (Option option : ALL) {
            if (option.key.equals(key)) {
                return option;
            }
        }
        return null;
    }

    /** All keys. */
    static String keys() {
        StringBuilder keys = new StringBuilder();
        for (Option option : ALL) {
            keys.append(keys.length() == 0 ? "" : ", ").append(option.key);
        }
        return keys.toString();
    }
}
