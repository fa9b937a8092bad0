package dev.parkranger.tests;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Reads the files of the shipped jar that hold many classes each. */
public final class HiddenClasses {

    private HiddenClasses() {}

    /** Returns the class files by the classes' names. */
    public static Map<String, byte[]> of(JarFile jar, String file) throws IOException {
        ZipEntry entry = jar.getEntry(file);
        if (entry == null) {
            throw new IOException(file + " is not in " + jar.getName());
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            int count = in.readInt();
            in.skipNBytes(count * 8L);
            for (int i = 0; i < count; i++) {
                String name = new String(in.readNBytes(in.readInt()), StandardCharsets.US_ASCII);
                classes.put(name, in.readNBytes(in.readInt()));
            }
            if (in.read() >= 0) {
                throw new IOException(file + " goes on behind its last class");
            }
        }
        return classes;
    }
}
