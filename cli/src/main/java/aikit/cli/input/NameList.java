package aikit.cli.input;

import aikit.AiException;
import aikit.batch.InputWalker.Named;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// A list of names of inputs, as `find` prints them. The bytes of a name reach the file system as they are, whether or
/// not they are UTF-8. Empty names are passed over.
final class NameList implements Iterator<Named> {

    private final ByteLines lines;
    private byte[] ahead = {};

    NameList(InputStream in, byte end, String name) {
        this.lines = new ByteLines(in, end, name);
    }

    @Override
    public boolean hasNext() {
        while (ahead.length == 0 && lines.hasNext()) {
            ahead = lines.next().orElseThrow(
                    () -> AiException.usage("a name in the list is too long", "end names with the right byte"));
        }
        return ahead.length > 0;
    }

    @Override
    public Named next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        byte[] name = ahead;
        ahead = new byte[0];
        return new Named.Exact(path(name));
    }

    static Path path(byte[] name) {
        for (byte b : name) {
            if (b == 0) {
                throw AiException.usage("a name in the list holds NUL", "use --files-from0");
            }
        }
        try {
            return Path.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString());
        } catch (CharacterCodingException | InvalidPathException e) {
            // A file: URI is the one way to give Java a name as bytes.
            Path here = Path.of("").toAbsolutePath();
            boolean absolute = name[0] == '/';
            StringBuilder uri = new StringBuilder(absolute ? "file://" : here.toUri().toString());
            for (byte b : name) {
                if (b == '/' || (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z')) {
                    uri.append((char) b);
                } else {
                    uri.append('%').append(Character.forDigit((b >> 4) & 15, 16))
                            .append(Character.forDigit(b & 15, 16));
                }
            }
            Path path = Path.of(URI.create(uri.toString()));
            return absolute ? path : here.relativize(path);
        }
    }
}
