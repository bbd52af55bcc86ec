package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a file's bytes must hash to. A hub names large files by SHA-256 and small ones by their git blob id, and uses
/// these names as file names in its cache: nothing becomes a path before it has this shape.
///
/// @param hex lower-case hex digits, 64 or 40
record Digest(Kind kind, String hex) {

    /// How the bytes are hashed.
    enum Kind {
        /// SHA-256 of the bytes.
        SHA256,
        /// SHA-1 of `blob <length>\0` and the bytes: the name git gives to a file.
        GIT_BLOB
    }

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");

    Digest {
        if (!(kind == Kind.SHA256 ? SHA256 : SHA1).matcher(hex).matches()) {
            throw AiException.model("'" + Yaml.printable(hex) + "' is not a digest", "");
        }
    }

    static Digest sha256(String hex) {
        return new Digest(Kind.SHA256, hex);
    }

    /// The digest that an entity tag or a file name of a hub cache states.
    ///
    /// @throws AiException of kind MODEL when it has neither shape
    static Digest ofTag(String tag) {
        return new Digest(tag.length() == 40 ? Kind.GIT_BLOB : Kind.SHA256, tag);
    }

    static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }

    static boolean isCommit(String text) {
        return SHA1.matcher(text).matches();
    }

    /// A hash to be fed with the bytes of a file of this length.
    MessageDigest start(long length) {
        try {
            return switch (kind) {
                case SHA256 -> MessageDigest.getInstance("SHA-256");
                case GIT_BLOB -> {
                    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
                    sha1.update(("blob " + length + "\0").getBytes(StandardCharsets.US_ASCII));
                    yield sha1;
                }
            };
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has both
        }
    }

    /// Whether a hash that was fed ended in this digest.
    boolean matches(MessageDigest fed) {
        return HexFormat.of().formatHex(fed.digest()).equals(hex);
    }

    /// Whether the file has this digest now.
    boolean matches(Path file) throws IOException {
        MessageDigest hash = start(Files.size(file));
        feed(hash, file);
        return matches(hash);
    }

    /// The SHA-256 of a file, as hex digits.
    static String sha256(Path file) throws IOException {
        MessageDigest hash = sha256("0".repeat(64)).start(0);
        feed(hash, file);
        return HexFormat.of().formatHex(hash.digest());
    }

    /// The SHA-256 of a text, as hex digits.
    static String sha256OfText(String text) {
        MessageDigest hash = sha256("0".repeat(64)).start(0);
        return HexFormat.of().formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void feed(MessageDigest hash, Path file) throws IOException {
        byte[] buffer = new byte[1 << 17];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.update(buffer, 0, n);
            }
        }
    }
}
