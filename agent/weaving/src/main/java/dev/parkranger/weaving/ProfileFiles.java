package dev.parkranger.weaving;

import dev.parkranger.profile.GoText;
import dev.parkranger.profile.PprofWriter;
import dev.parkranger.profile.Profile;
import dev.parkranger.profile.ProfileKind;
import dev.parkranger.profile.Profiles;
import dev.parkranger.report.ProfileSource;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The profiles that the endpoint serves, for whoever asks without it. */
final class ProfileFiles implements ProfileSource {

    private final Profiles profiles;

    ProfileFiles(Profiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public void write(String name, int debug, int seconds, OutputStream out) throws IOException, InterruptedException {
        ProfileKind kind = ProfileKind.of(name);
        if (kind == null) {
            throw new IllegalStateException("there is no profile \"" + name + "\"");
        }
        if (debug >= 2) {
            text(out, profiles::dump);
            return;
        }
        Profile profile = profiles.take(kind, name);
        if (seconds > 0) {
            TimeUnit.SECONDS.sleep(seconds);
            profile = profiles.take(kind, name).since(profile);
        }
        if (debug == 0) {
            PprofWriter.write(profile, out);
        } else {
            Profile taken = profile;
            text(out, to -> GoText.write(taken, to));
        }
    }

    private interface Text {
        void write(Appendable to) throws IOException;
    }

    /** The stream is the caller's to close. */
    private static void text(OutputStream out, Text text) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(writer);
        writer.flush();
    }
}
