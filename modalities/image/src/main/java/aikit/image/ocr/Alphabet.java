package aikit.image.ocr;

import aikit.AiException;
import aikit.model.ModelDir;
import aikit.model.ModelSpec.ModelFile;
import aikit.onnx.GraphMetadata;
import aikit.onnx.OnnxSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a recogniser can write. The first of its classes is nothing, the last one the space.
///
/// @param characters a text for each class; mostly one character
record Alphabet(List<String> characters) {

    private static final String METADATA = "character";

    /// The largest in use have 18,400 characters.
    private static final long MOST_BYTES = 4 << 20;

    /// From the file of the model with one character a line, the list in the YAML file that PaddleOCR 3 puts beside its
    /// models, or the metadata of the graph, where RapidOCR puts it.
    ///
    /// @throws AiException of kind MODEL when there is none, or it does not fit the graph
    static Alphabet of(ModelDir model, Path graph, OnnxSession recogniser) {
        List<String> written = file(model)
                .map(file -> read(model, file))
                .or(() -> metadata(model, graph))
                .orElseThrow(() -> AiException.model(
                        model.spec().name() + ": does not say which characters it knows",
                        "name its file of characters in models.yaml, under files:"));
        List<String> characters = new ArrayList<>();
        characters.add("");
        characters.addAll(written);
        List<Long> shape = recogniser.outputs().values().iterator().next().shape(); // [batch, steps, classes]
        long classes = shape.getLast();
        if (classes == characters.size() + 1) {
            characters.add(" ");
        }
        if (classes > 0 && classes != characters.size()) {
            throw AiException.model(
                    model.spec().name() + ": has " + classes + " classes and " + written.size() + " characters",
                    "name the right file of characters in models.yaml");
        }
        return new Alphabet(List.copyOf(characters));
    }

    /// The class of the space; -1 when there is none.
    int space() {
        return characters.lastIndexOf(" ");
    }

    private static Optional<Path> file(ModelDir model) {
        return model.spec().files().stream()
                .map(ModelFile::path)
                .filter(path -> path.endsWith(".txt") || path.endsWith(".yml"))
                .findFirst()
                .map(model::file);
    }

    private static Optional<List<String>> metadata(ModelDir model, Path graph) {
        try {
            return Optional.ofNullable(GraphMetadata.read(graph).get(METADATA)).map(text -> List.of(text.split("\n")));
        } catch (IOException e) {
            throw AiException.model(model.spec().name() + ": " + graph + " cannot be read", "").causedBy(e);
        }
    }

    private static List<String> read(ModelDir model, Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw AiException.model(model.spec().name() + ": " + file + " is larger than any alphabet is", "");
            }
            List<String> lines = Files.readString(file).lines().toList();
            return file.toString().endsWith(".yml") ? listed(lines) : lines;
        } catch (IOException e) {
            throw AiException.model(model.spec().name() + ": " + file + " cannot be read", "").causedBy(e);
        }
    }

    /// The items of `character_dict`, each on a line of its own after a dash, some in quotes.
    private static List<String> listed(List<String> lines) {
        List<String> items = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.equals("character_dict:")) {
                inside = true;
            } else if (inside && text.startsWith("- ")) {
                items.add(unquoted(line.substring(line.indexOf("- ") + 2)));
            } else if (inside) {
                break;
            }
        }
        return items;
    }

    private static String unquoted(String item) {
        int last = item.length() - 1;
        if (last > 0 && item.charAt(0) == '\'' && item.charAt(last) == '\'') {
            return item.substring(1, last).replace("''", "'");
        }
        if (last > 0 && item.charAt(0) == '"' && item.charAt(last) == '"') {
            return item.substring(1, last).replace("\\\"", "\"").replace("\\\\", "\\");
        }
        return item;
    }
}
