package dev.parkranger.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionsHelpTest {

    @Test
    void the_help_is_the_table_that_the_readme_shows() {
        assertThat(OptionsHelp.text()).isEqualTo("""
                        -javaagent:parkranger.jar[=key=value[,key=value...]]

                        The same keys as system properties parkranger.KEY, and in a properties file named by config.
                        Agent arguments win over properties, properties over the file. A comma or backslash inside
                        an agent argument's value is written \\, or \\\\. Durations: 500ms, 10s, 5m, 1h.

                        key             default   meaning
                        interval        10s       how often the reaper looks; at most a fifth of window
                        grace           30s       how long past its owner's end a parked task is left alone
                        report-every    60s       how often changes of known groups are repeated; a new one is told at once
                        report-file     none      JSON report, replaced atomically after every look and at exit
                        log             auto      auto: the application's SLF4J when it has one, else stderr; stderr; file:PATH
                        scopes          none      class#method patterns that are owner scopes, ; between them
                        ignore          none      suppressions: fingerprints, frame:PATTERN, thread:PATTERN, ; between them
                        capture         adaptive  creation stacks: adaptive, always, off
                        window          5m        over which growth is judged
                        max-records     1000000   live tasks tracked; above it tasks are counted, not recorded
                        app-packages    found     which packages are the application's own, ; between them
                        benign          on        the built-in catalogue of benign threads: on, off
                        config          none      properties file with these keys
                        http            none      HOST:PORT of the HTTP endpoint; a PORT alone is on loopback, 0 is any free one
                        http-token      none      what the endpoint's clients must send as bearer token
                        prove           demand    proofs by a heap dump: demand, when somebody asks; auto, of suspects too; off
                        prove-every     1h        how often auto may prove; each time stops the application for the dump
                        prove-max-heap  4g        heap in use, above which no proof is made: 512m, 4g
                        """);
    }
}
