package dev.parkranger.options;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The properties file named by {@code config}, in UTF-8, with the bare keys of the agent arguments. */
final class ConfigFile {
    private static final String ALLOWED = "a readable properties file in UTF-8";

    private ConfigFile() {}

    static OptionTexts read(Path file) {
        Once entries = new Once(file);
        try (Reader reader = Files.newBufferedReader(file)) {
            entries.load(reader);
        } catch (BadOption e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // Properties says "Malformed \\uxxxx encoding" with the second.
            throw BadOption.value(
                    "config", file.toString(), ALLOWED + " (" + e.getClass().getSimpleName() + ")", e);
        }
        OptionTexts values = new OptionTexts();
        for (String key : entries.stringPropertyNames()) {
            Option option = Option.of(key);
            if (option == null) {
                throw BadOption.unknown(key, " in " + file);
            }
            if (option == Option.CONFIG) {
                throw BadOption.value("config in " + file, entries.getProperty(key), "no further file from a file");
            }
            values.put(option, entries.getProperty(key).strip());
        }
        return values;
    }

    /** {@link Properties} would take the last of two values in silence. */
    private static final class Once extends Properties {
        private static final long serialVersionUID = 1L;
        private final transient Path file;

        Once(Path file) {
            this.file = file;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                throw BadOption.value(key + " in " + file, before + "\" and \"" + value, "one value, not two");
            }
            return before;
        }
    }
}
