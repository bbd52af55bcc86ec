package aikit.image.process;

import aikit.AiException;
import aikit.Result.Size;
import aikit.image.process.ChannelValues.Step;
import aikit.model.ModelDir;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A `preprocessor_config.json`, read as transformers reads it: what it leaves out, or has as null, is as in the class
/// that it names (`defaults.json`, made by `scripts/fixtures/image_defaults.py`).
///
/// Where transformers 5 wrote the model the same stands in `processor_config.json` under `image_processor`; a model of
/// timm has it in its `config.json` ([TimmFile]).
public final class ProcessorFile {

    private static final String FILE = "preprocessor_config.json";

    /// What DETR's processor makes the longer edge at most.
    private static final int DETR_LONGEST = 1333;

    /// YOLOS takes edges in multiples of its patch.
    private static final int YOLOS_MULTIPLE = 16;

    /// From this many pixels on ConvNeXt squeezes a picture instead of cutting it.
    private static final int CONVNEXT_SQUEEZED = 384;

    private static final double LEVIT_MORE = 256.0 / 224;

    /// What a class that is not known may ask for; the last lines change nothing here.
    private static final Set<String> UNDERSTOOD = Set.of(
            "crop_pct", "crop_size", "do_center_crop", "do_flip_channel_order", "do_normalize", "do_pad", "do_rescale",
            "do_resize", "image_mean", "image_std", "max_size", "pad_size", "resample", "rescale_factor", "size",
            "_processor_class", "_valid_processor_keys", "auto_map", "data_format", "device", "disable_grouping",
            "do_convert_rgb", "feature_extractor_type", "image_processor_type", "image_seq_length",
            "input_data_format", "processor_class", "return_tensors");

    private final ProcessorFields fields;
    private final ProcessorKind kind;

    private ProcessorFile(ProcessorFields fields, ProcessorKind kind) {
        this.fields = fields;
        this.kind = kind;
    }

    /// Reads the configuration of a model.
    ///
    /// @throws AiException of kind MODEL when it has none, or one that makes no sense or asks for something unknown
    public static ProcessorConfig read(ModelDir model) {
        String file = FILE;
        JsonNode json = model.json(FILE);
        if (json.isMissingNode()) {
            file = "processor_config.json";
            json = model.json(file).path("image_processor");
        }
        if (json.isMissingNode()) {
            file = "config.json";
            json = model.json(file).path("pretrained_cfg");
            if (json.isMissingNode()) {
                throw AiException.model(
                        model.spec().name() + ": has no " + FILE, "run: ai models verify " + model.spec().name());
            }
            return TimmFile.read(new ProcessorFields(model.spec().name() + ": " + file, json, json));
        }
        String type = json.path("image_processor_type").asString(json.path("feature_extractor_type").asString(""));
        String name = ProcessorKind.name(type);
        JsonNode usual = type.isEmpty() ? MissingNode.getInstance() : defaults().path(name);
        ProcessorFields fields = new ProcessorFields(model.spec().name() + ": " + file, json, usual);
        ProcessorKind kind = ProcessorKind.of(name, !usual.isMissingNode());
        if (kind == ProcessorKind.UNKNOWN) {
            checkUnderstood(fields, type);
        }
        return new ProcessorFile(fields, kind).config();
    }

    private static JsonNode defaults() {
        try (InputStream in = ProcessorFile.class.getResourceAsStream("defaults.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkUnderstood(ProcessorFields fields, String type) {
        for (String key : fields.own().propertyNames()) {
            JsonNode value = fields.own().path(key);
            boolean off = value.isNull() || value.isBoolean() && !value.asBoolean();
            if (!off && !UNDERSTOOD.contains(key)) {
                throw AiException.model(
                        fields.name() + ": " + (type.isEmpty() ? "an image processor without a name" : type)
                                + " asks for " + key + ", which is not supported",
                        "");
            }
        }
    }

    private ProcessorConfig config() {
        boolean detects = kind == ProcessorKind.DETR || kind == ProcessorKind.YOLOS;
        Optional<Size> crop = Optional.empty();
        Optional<SizeRule> size = Optional.empty();
        if (fields.flag("do_center_crop", false) && !detects) {
            crop = Optional.of(fields.size("crop_size"));
        }
        Rounding centre = Rounding.DOWN;
        if (fields.flag("do_resize", false)) {
            SizeRule rule = plainRule();
            size = Optional.of(rule(rule));
            if (cutsByShare(rule)) {
                int edge = shortest(rule);
                size = Optional.of(new SizeRule.Shortest((int) (edge / share())));
                crop = crop.isPresent() ? crop : Optional.of(new Size(edge, edge));
                centre = kind == ProcessorKind.UNKNOWN ? Rounding.EVEN : Rounding.DOWN;
            }
        }
        boolean padded = fields.flag("do_pad", false) || fields.flag("pad_and_return_pixel_mask", false);
        Optional<Size> padding = padded && fields.has("pad_size")
                ? Optional.of(fields.size("pad_size"))
                : Optional.empty();
        return new ProcessorConfig(
                size, fields.resampling("resample"), crop, centre, steps(),
                fields.flag("do_flip_channel_order", false), padding, padded && detects);
    }

    /// Whether the picture is resized to more than `shortest_edge`, and that much is cut out.
    private boolean cutsByShare(SizeRule rule) {
        return switch (kind) {
            case CONVNEXT -> shortest(rule) < CONVNEXT_SQUEEZED;
            case UNKNOWN -> fields.has("crop_pct") && !fields.flag("do_center_crop", false);
            case PLAIN, LEVIT, POOLFORMER, DETR, YOLOS, MOBILEVIT, EFFICIENTNET -> false;
        };
    }

    private double share() {
        double share = fields.number("crop_pct", 1);
        if (!(share >= 0.1 && share <= 10)) {
            throw fields.wrong("crop_pct is " + share + ", which makes no sense");
        }
        return share;
    }

    /// The one edge of a size that has but one.
    private int shortest(SizeRule rule) {
        if (rule instanceof SizeRule.Shortest(int edge)) {
            return edge;
        }
        if (rule instanceof SizeRule.Exact(Size(int width, int height)) && width == height) {
            return width;
        }
        throw fields.wrong("size has no shortest_edge");
    }

    private SizeRule rule(SizeRule rule) {
        return switch (kind) {
            case LEVIT -> rule instanceof SizeRule.Shortest(int edge)
                    ? new SizeRule.Shortest((int) (LEVIT_MORE * edge))
                    : rule;
            case POOLFORMER -> fields.has("crop_pct") ? larger(rule, share()) : rule;
            case CONVNEXT -> new SizeRule.Exact(new Size(shortest(rule), shortest(rule)));
            case YOLOS -> rule instanceof SizeRule.Between(int edge, int longest, int _)
                    ? new SizeRule.Between(edge, longest, YOLOS_MULTIPLE)
                    : rule;
            case PLAIN, DETR, MOBILEVIT, EFFICIENTNET, UNKNOWN -> rule;
        };
    }

    private SizeRule larger(SizeRule rule, double share) {
        return switch (rule) {
            case SizeRule.Shortest(int edge) -> new SizeRule.Shortest((int) (edge / share));
            case SizeRule.Exact(Size(int width, int height)) -> width == height
                    ? new SizeRule.Shortest((int) (height / share))
                    : new SizeRule.Exact(new Size((int) (width / share), (int) (height / share)));
            case SizeRule.Between _,SizeRule.Longest _,SizeRule.Fitting _ ->
                throw fields.wrong("size is none that crop_pct goes with");
        };
    }

    private SizeRule plainRule() {
        if (fields.value("size").isNumber()) {
            int edge = fields.edge("size", "");
            if (kind == ProcessorKind.DETR || kind == ProcessorKind.YOLOS) {
                int longest = fields.has("max_size") ? fields.edge("max_size", "") : DETR_LONGEST;
                return new SizeRule.Between(edge, longest, 1);
            }
            return fields.flag("default_to_square", true)
                    ? new SizeRule.Exact(new Size(edge, edge))
                    : new SizeRule.Shortest(edge);
        }
        boolean shortest = fields.hasEdge("size", "shortest_edge");
        boolean longest = fields.hasEdge("size", "longest_edge");
        if (shortest && longest) {
            return new SizeRule.Between(fields.edge("size", "shortest_edge"), fields.edge("size", "longest_edge"), 1);
        } else if (shortest) {
            return new SizeRule.Shortest(fields.edge("size", "shortest_edge"));
        } else if (longest) {
            return new SizeRule.Longest(fields.edge("size", "longest_edge"));
        } else if (fields.hasEdge("size", "max_height")) {
            return new SizeRule.Fitting(
                    new Size(fields.edge("size", "max_width"), fields.edge("size", "max_height")));
        }
        return new SizeRule.Exact(fields.size("size"));
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (fields.flag("do_rescale", kind == ProcessorKind.UNKNOWN)) {
            steps.add(new Step.Scale(fields.number("rescale_factor", 1.0 / 255)));
            if (fields.flag("rescale_offset", false) && kind == ProcessorKind.EFFICIENTNET) {
                steps.add(new Step.Shift(-1));
            }
        }
        if (fields.flag("do_normalize", false) && kind != ProcessorKind.MOBILEVIT) {
            steps.add(fields.normal("image_mean", "image_std"));
        }
        if (kind == ProcessorKind.EFFICIENTNET && fields.flag("include_top", true)) {
            steps.add(new Step.Normal(new float[3], fields.deviations("image_std")));
        }
        return steps;
    }
}
