package aikit.cli.input;

import aikit.AiException;
import aikit.batch.InputWalker.Named;
import aikit.batch.Item;
import aikit.Name;
import aikit.batch.Outcome;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Standard input, each line an input of its own named `-:LINE`, taken as it comes.
final class StdinLines implements Iterator<Named> {

    private final ByteLines lines;
    private long number;

    StdinLines(InputStream in) {
        this.lines = new ByteLines(in, (byte) '\n', "-");
    }

    @Override
    public boolean hasNext() {
        return lines.hasNext();
    }

    @Override
    public Named next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        number++;
        String name = "-:" + number;
        Optional<byte[]> line = lines.next();
        if (line.isEmpty()) {
            return refused(name, "is longer than " + (ByteLines.LONGEST >> 20) + " MiB",
                    "give it as a document, without --lines");
        }
        byte[] bytes = line.get();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
            return new Named.Given(Item.text(text, name));
        } catch (CharacterCodingException e) {
            return refused(name, "is not valid UTF-8", "convert the text to UTF-8, as with iconv");
        }
    }

    private static Named refused(String name, String why, String hint) {
        Outcome failed = Outcome.Failed.of(AiException.input(name + ": " + why, hint));
        return new Named.Given(new Item.Refused(Name.of(name), failed));
    }
}
