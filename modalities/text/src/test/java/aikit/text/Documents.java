package aikit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the tests of documents share: writing an input, reading it, and what holds for every document.
final class Documents {

    private Documents() {}

    static Path write(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    static Path write(Path folder, String name, String text) throws IOException {
        return write(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Document read(Path file) {
        return read(file, "");
    }

    static Document read(Path file, String field) {
        return checked(new DocumentReader(field).read(new Input.OfFile(file, file.getFileName().toString())));
    }

    static Document readBytes(byte[] bytes, String field) {
        return checked(new DocumentReader(field).read(new Input.OfBytes(bytes, "-")));
    }

    static Document readBytes(String text) {
        return readBytes(text.getBytes(StandardCharsets.UTF_8), "");
    }

    /// The refusal of a file: always of kind INPUT, one line, the name first.
    static AiException refusal(Path file) {
        return refusal(file, "");
    }

    static AiException refusal(Path file, String field) {
        AiException refusal = assertThrows(AiException.class, () -> read(file, field));
        assertEquals(AiException.Kind.INPUT, refusal.kind());
        assertTrue(refusal.getMessage().startsWith(file.getFileName() + ": "), refusal.getMessage());
        return refusal;
    }

    static String why(Path file) {
        String message = refusal(file).getMessage();
        return message.substring(file.getFileName().toString().length() + 2);
    }

    static List<String> parts(Document document) {
        return document.parts().stream()
                .map(part -> document.text().substring(part.start(), part.end()))
                .toList();
    }

    static List<Integer> numbers(Document document) {
        return document.parts().stream().map(Document.Part::number).toList();
    }

    /// Parts are in order, inside the text, apart from each other, and numbered when there is a unit.
    static Document checked(Document document) {
        int end = 0;
        int number = 0;
        for (Document.Part part : document.parts()) {
            assertTrue(part.start() >= end && part.end() > part.start(), document.parts().toString());
            assertTrue(document.unit().isEmpty() ? part.number() == 0 : part.number() > number);
            end = part.end();
            number = part.number();
        }
        assertFalse(document.parts().isEmpty());
        assertTrue(end <= document.text().length());
        assertTrue(document.text().indexOf('\r') < 0);
        return document;
    }
}
