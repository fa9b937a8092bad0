import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Build step: puts all class files below a folder into one file, from which the launcher's {@code IsolatedLoader} loads
 * them. To find and open a hundred and fifty entries of a zip file, in the interpreter, would take 7 ms of the
 * application's start.
 *
 * <p>The file, big-endian: the number of classes; for each, in the order of the hash codes of their names, hash code and
 * place; then each class at its place: length of its name, its name in ASCII, length of its code, its code.
 */
class ClassBundle {

    private static final String ENDING = ".class";

    private record Entry(String name, byte[] code) {

        int length() {
            return 4 + name.length() + 4 + code.length;
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);

        List<Entry> entries = entries(folder);
        if (entries.isEmpty()) {
            throw new IOException("no class below " + folder);
        }
        var bytes = new ByteArrayOutputStream();
        write(entries, new DataOutputStream(bytes));
        Files.createDirectories(file.getParent());
        Files.write(file, bytes.toByteArray());
    }

    private static List<Entry> entries(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (var files = Files.find(folder, 99, (file, attributes) -> attributes.isRegularFile())) {
            for (Path file : files.toList()) {
                String name = folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                if (!name.endsWith(ENDING)
                        || !StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
                    throw new IOException("found " + file + ", allowed: class files with names in ASCII");
                }
                entries.add(new Entry(name.substring(0, name.length() - ENDING.length()), Files.readAllBytes(file)));
            }
        }
        entries.sort(Comparator.comparingInt((Entry entry) -> entry.name().hashCode()));
        return entries;
    }

    private static void write(List<Entry> entries, DataOutputStream out) throws IOException {
        out.writeInt(entries.size());
        int place = 4 + entries.size() * 8;
        for (int i = 0; i < entries.size(); i++) {
            int hash = entries.get(i).name().hashCode();
            if (i > 0 && hash == entries.get(i - 1).name().hashCode()) {
                throw new IOException("two classes have names of the same hash code, so give one another name: "
                        + entries.get(i - 1).name() + ", " + entries.get(i).name());
            }
            out.writeInt(hash);
            out.writeInt(place);
            place += entries.get(i).length();
        }
        for (Entry entry : entries) {
            out.writeInt(entry.name().length());
            out.write(entry.name().getBytes(StandardCharsets.US_ASCII));
            out.writeInt(entry.code().length);
            out.write(entry.code());
        }
    }
}
