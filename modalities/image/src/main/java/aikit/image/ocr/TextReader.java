package aikit.image.ocr;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.RecognizedText;
import aikit.Result.TextLine;
import aikit.Result.TextPage;
import aikit.image.ImageReader;
import aikit.image.ImageTypes;
import aikit.image.Picture;
import aikit.image.read.Limits;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Pictures and scanned documents to text, with a model of the PP-OCR family. Owns its models.
public final class TextReader implements Pipeline<TextReader.Prepared> {

    public static final Set<String> FAMILIES = Set.of("pp-ocr");

    /// What is looked for below folders: pictures and PDF documents.
    public static final Set<String> EXTENSIONS = Stream.concat(ImageTypes.EXTENSIONS.stream(), Stream.of("pdf"))
            .collect(Collectors.toUnmodifiableSet());

    /// Pages of a file that are read; the rest is left out with a warning.
    private static final int MOST_PAGES = 5_000;

    /// An input that can be read.
    ///
    /// @param pages how many it has
    /// @param first the first one, when it is the only one
    record Prepared(Input input, int pages, List<Picture> first) {}

    private final Provenance provenance;
    private final OcrOptions options;
    private final AiRuntime runtime;
    private final PageReader reader;

    private TextReader(ModelDir model, OcrOptions options, AiRuntime runtime) {
        this.options = options;
        this.runtime = runtime;
        this.reader = PageReader.open(model, runtime);
        this.provenance = Provenance.of(
                model, Graphs.of(model).recognition(), reader.device().toString());
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind MODEL when it is no PP-OCR model that is known
    public static TextReader open(ModelDir model, OcrOptions options, AiRuntime runtime) {
        return new TextReader(model, options, runtime);
    }

    @Override
    public Prepared prepare(Input input) {
        try (Pages pages = open(input)) {
            boolean one = pages.count() == 1 && pages instanceof PicturePages;
            return new Prepared(input, pages.count(), one ? List.of(pages.page(0)) : List.of());
        }
    }

    private Pages open(Input input) {
        return PdfPages.isPdf(input)
                ? PdfPages.open(input, options.dpi())
                : new PicturePages(ImageReader.open(input, Limits.of(runtime.settings())));
    }

    @Override
    public long weight(Prepared prepared) {
        return prepared.pages;
    }

    @Override
    public List<Result> run(List<Prepared> prepared) {
        return prepared.stream().map(this::read).toList();
    }

    private Result read(Prepared prepared) {
        List<TextPage> read = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        if (!prepared.first.isEmpty()) {
            Picture only = prepared.first.getFirst();
            return new RecognizedText(List.of(page(1, only)), only.warnings());
        }
        try (Pages pages = open(prepared.input)) {
            for (int i = 0; i < Math.min(pages.count(), MOST_PAGES); i++) {
                runtime.checkStopping();
                try {
                    Picture picture = pages.page(i);
                    picture.warnings().forEach(warning -> warnings.add("page " + (read.size() + 1) + ": " + warning));
                    read.add(page(i + 1, picture));
                } catch (AiException e) {
                    if (e.kind() != AiException.Kind.INPUT || pages.count() == 1) {
                        throw e;
                    }
                    warnings.add("page " + (i + 1) + " cannot be read");
                }
            }
            if (pages.count() > MOST_PAGES) {
                warnings.add("is longer than " + MOST_PAGES + " pages: the rest was not read");
            }
        }
        if (read.isEmpty()) {
            throw AiException.input(prepared.input.name() + ": none of its pages can be read", "");
        }
        return new RecognizedText(read, warnings);
    }

    private TextPage page(int number, Picture picture) {
        List<Line> lines = reader.read(picture.pixels()).stream()
                .filter(line -> line.reading().confidence() >= options.minConfidence())
                .filter(line -> !line.reading().text().isBlank())
                .toList();
        List<TextLine> ordered = new ArrayList<>();
        for (List<Line> row : ReadingOrder.of(lines)) {
            ordered.addAll(Row.of(row, options.words()));
        }
        return new TextPage(number, picture.size(), ordered);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void close() {
        reader.close();
    }
}
