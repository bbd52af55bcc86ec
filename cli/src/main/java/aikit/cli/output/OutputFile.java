package aikit.cli.output;

import aikit.Name;
import aikit.batch.Item;
import aikit.image.ImageTypes;
import aikit.image.xmp.Sidecar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The file of one format that is made of an input.
///
/// @param like a path with the name of the input, where the file goes
/// @param exact whether text can say the name of the input
record OutputFile(Path like, boolean exact, Naming naming, Format format) {

    /// Stands for a language that is not known yet.
    private static final String ANY = "--";

    /// What may stand in a name: transcripts that are read, and models, are files from elsewhere.
    private static final String CODE = "[a-z]{2,3}";

    /// The file, as far as it is known before there is a result.
    Path path() {
        return named(naming.language().equals(Naming.FOUND) ? ANY : naming.language());
    }

    /// The file of a result.
    ///
    /// @param code of the language of its text; what is no code counts as none
    Path path(String code) {
        return naming.language().equals(Naming.FOUND) ? named(code.matches(CODE) ? code : "") : path();
    }

    private Path named(String code) {
        return format == Format.XMP ? sidecar() : ofFormat(code);
    }

    /// `photo.jpg.xmp`, or `photo.xmp` where another program has put that there for it.
    private Path sidecar() {
        Path whole = ofFormat("");
        String name = like.getFileName().toString();
        int dot = name.lastIndexOf('.');
        Path other = like.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".xmp");
        boolean theirs = exact && dot > 0 && !Files.exists(whole) && Files.exists(other)
                && Sidecar.read(other).fits(name.substring(dot + 1)) && alone(name.substring(0, dot));
        return theirs ? other : whole;
    }

    /// Whether no other picture differs in its ending alone: nobody could say of which `photo.xmp` speaks.
    private boolean alone(String stem) {
        return ImageTypes.EXTENSIONS.stream()
                .flatMap(ending -> Stream.of(ending, ending.toUpperCase(Locale.ROOT)))
                .map(ending -> like.resolveSibling(stem + "." + ending))
                .noneMatch(sibling -> !sibling.equals(like) && Files.exists(sibling) && !same(sibling));
    }

    /// Where `a.JPG` and `a.jpg` are one file, it is met under both names.
    private boolean same(Path sibling) {
        try {
            return Files.exists(like) && Files.isSameFile(like, sibling);
        } catch (IOException e) {
            return false;
        }
    }

    private Path ofFormat(String code) {
        String ending = naming.ending(format, code);
        return exact
                ? like.resolveSibling(stem(like.getFileName().toString()) + ending)
                // Only a URI can say such a name with more characters at its end.
                : Path.of(URI.create(stem(like.toUri().toString()) + ending));
    }

    /// Metadata of `photo.jpg` and `photo.png` are never the same.
    private String stem(String name) {
        return format == Format.XMP ? name : naming.stem(name);
    }

    /// What is there already, in whatever languages.
    List<Path> there(Languages languages) {
        if (!naming.language().equals(Naming.FOUND)) {
            return Stream.of(path()).filter(Files::exists).toList();
        }
        Path silent = named("");
        return Stream.concat(Stream.of(silent).filter(Files::exists), languages.of(silent).stream()).toList();
    }

    /// What the journal calls it: the input, and which of its files.
    Item.Ready entry(Item.Ready item) {
        String file = "#" + path().getFileName();
        Name name = new Name(item.name().text() + file, item.name().uri().map(uri -> uri + file));
        return new Item.Ready(name, item.input(), item.size(), item.stamp(), item.below());
    }
}
