package dev.parkranger.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where each option's text comes from: agent arguments win over system properties, those over the file. */
final class OptionSources {
    private final OptionTexts arguments;
    private final OptionTexts properties;
    private final OptionTexts file;
    private final @Nullable Path config;
    private final List<String> strangers;

    private OptionSources(
            OptionTexts arguments,
            OptionTexts properties,
            OptionTexts file,
            @Nullable Path config,
            List<String> strangers) {
        this.arguments = arguments;
        this.properties = properties;
        this.file = file;
        this.config = config;
        this.strangers = strangers;
    }

    static OptionSources read(@Nullable String agentArguments, Properties systemProperties) {
        OptionTexts arguments = AgentArguments.parse(agentArguments);
        OptionTexts properties = new OptionTexts();
        List<String> strangers = new ArrayList<>();
        for (String name : systemProperties.stringPropertyNames()) {
            if (name.startsWith(Option.PROPERTY_PREFIX)) {
                Option option = Option.of(name.substring(Option.PROPERTY_PREFIX.length()));
                String value = systemProperties.getProperty(name);
                if (option == null) {
                    strangers.add(name);
                } else if (value != null) {
                    properties.put(option, value.strip());
                }
            }
        }
        if (strangers.size() > 1) {
            // Even an empty list brings the sorting classes up, a millisecond of everybody's start.
            Collections.sort(strangers);
        }
        String config = arguments.of(Option.CONFIG);
        if (config == null) {
            config = properties.of(Option.CONFIG);
        }
        if (config == null) {
            return new OptionSources(arguments, properties, new OptionTexts(), null, strangers);
        }
        Path path = OptionValues.path(Option.CONFIG.key(), config, config);
        return new OptionSources(arguments, properties, ConfigFile.read(path), path, strangers);
    }

    /** What the user wrote, null where nothing. */
    @Nullable
    String given(Option option) {
        String value = arguments.of(option);
        if (value == null) {
            value = properties.of(option);
        }
        return value == null ? file.of(option) : value;
    }

    String text(Option option) {
        String given = given(option);
        String text = given == null ? option.defaultText() : given;
        if (text == null) {
            throw new IllegalStateException("option " + option.key() + " has no default");
        }
        return text;
    }

    /** How a message names the option: with the place where it was set, unless that is the command line's own list. */
    String name(Option option) {
        if (arguments.of(option) != null) {
            return option.key();
        }
        if (properties.of(option) != null) {
            return option.key() + " (system property " + Option.PROPERTY_PREFIX + option.key() + ")";
        }
        return file.of(option) != null ? option.key() + " (in " + config + ")" : option.key();
    }

    @Nullable
    Path config() {
        return config;
    }

    /** System properties with our prefix and not our keys, sorted. */
    List<String> strangers() {
        return strangers;
    }
}
