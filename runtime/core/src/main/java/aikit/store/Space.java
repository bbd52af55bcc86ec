package aikit.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// The space that vectors lie in. Only vectors of the same space can be compared, so each space has an index of its own.
///
/// @param model name in the catalogue, or the reference that the user gave
/// @param revision commit of the model's repository; `builtin` or `local` when there is none
/// @param sha256 digest of the graph file, 64 hex digits
/// @param precision `fp32`, `fp16`, `q8` or `q4`
/// @param variant what was asked for that changes vectors, such as fewer dimensions; empty for the model's own way
public record Space(String model, String revision, String sha256, String precision, String variant) {

    private static final int SLUG = 40;

    /// For people: `all-minilm-l6-v2@builtin`, and what is unusual about it.
    public String label() {
        String commit = revision.length() == 40 ? revision.substring(0, 8) : revision;
        return model + "@" + commit + (precision.equals("fp32") ? "" : " " + precision)
                + (variant.isEmpty() ? "" : " " + variant);
    }

    /// Spelt out, as is [#hashCode]: what a record has by itself is put together by code that the JVM makes at run time,
    /// which every search would wait for.
    @Override
    public boolean equals(Object other) {
        return other instanceof Space space && model.equals(space.model) && revision.equals(space.revision)
                && sha256.equals(space.sha256) && precision.equals(space.precision) && variant.equals(space.variant);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode() + 31 * variant.hashCode();
    }

    /// A folder name that no other space has.
    String folder() {
        String slug = model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        String all = String.join("\0", model, revision, sha256, precision, variant);
        return slug.substring(0, Math.min(SLUG, slug.length())) + "-" + digest(all);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
