package dev.parkranger.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where each option's text comes from: agent arguments win over system properties, those over the file. */
final class OptionSources {
    private final Map<Option, String> arguments;
    private final Map<Option, String> properties;
    private final Map<Option, String> file;
    private final @Nullable Path config;
    private final List<String> strangers;

    private OptionSources(
            Map<Option, String> arguments,
            Map<Option, String> properties,
            Map<Option, String> file,
            @Nullable Path config,
            List<String> strangers) {
        this.arguments = arguments;
        this.properties = properties;
        this.file = file;
        this.config = config;
        this.strangers = strangers;
    }

    static OptionSources read(@Nullable String agentArguments, Properties systemProperties) {
        Map<Option, String> arguments = AgentArguments.parse(agentArguments);
        Map<Option, String> properties = new EnumMap<>(Option.class);
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
        Collections.sort(strangers);
        String config = arguments.getOrDefault(Option.CONFIG, properties.get(Option.CONFIG));
        if (config == null) {
            return new OptionSources(arguments, properties, Map.of(), null, strangers);
        }
        Path path = OptionValues.path(Option.CONFIG.key(), config, config);
        return new OptionSources(arguments, properties, ConfigFile.read(path), path, strangers);
    }

    /** What the user wrote, null where nothing. */
    @Nullable
    String given(Option option) {
        String value = arguments.get(option);
        if (value == null) {
            value = properties.get(option);
        }
        return value == null ? file.get(option) : value;
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
        if (arguments.containsKey(option)) {
            return option.key();
        }
        if (properties.containsKey(option)) {
            return option.key() + " (system property " + Option.PROPERTY_PREFIX + option.key() + ")";
        }
        return file.containsKey(option) ? option.key() + " (in " + config + ")" : option.key();
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
