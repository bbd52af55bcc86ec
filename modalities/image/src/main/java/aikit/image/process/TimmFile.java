package aikit.image.process;

import aikit.Result.Size;
import aikit.image.process.ChannelValues.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The `pretrained_cfg` in the `config.json` of a model of timm, for models that have no `preprocessor_config.json`:
/// what `resolve_data_config` and `transforms_imagenet_eval` of `timm.data` make of it for evaluation.
final class TimmFile {

    /// `DEFAULT_CROP_PCT` and the means and deviations of ImageNet, as in `timm.data.constants`.
    private static final double CROP = 0.875;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    private static final int USUAL_EDGE = 224;

    private TimmFile() {}

    static ProcessorConfig read(ProcessorFields fields) {
        Size size = size(fields);
        double share = fields.number("crop_pct", CROP);
        if (!(share >= 0.1 && share <= 1)) {
            throw fields.wrong("crop_pct is " + share + ", which makes no sense");
        }
        String mode = fields.value("crop_mode").asString("center");
        SizeRule rule = switch (mode) {
            case "squash" -> new SizeRule.Exact(
                    new Size((int) (size.width() / share), (int) (size.height() / share)));
            case "center" -> {
                if (size.width() != size.height()) {
                    throw fields.wrong("input_size is not square, which is not supported");
                }
                yield new SizeRule.Shortest((int) (size.height() / share));
            }
            default -> throw fields.wrong("crop_mode '" + mode + "' is not supported");
        };
        Step normal = new Step.Normal(
                fields.has("mean") ? fields.channels("mean") : MEAN,
                fields.has("std") ? fields.deviations("std") : DEVIATION);
        return new ProcessorConfig(
                Optional.of(rule), resampling(fields), Optional.of(size), Rounding.EVEN,
                List.of(new Step.Divide(255), normal), false, Optional.empty(), false);
    }

    private static Size size(ProcessorFields fields) {
        JsonNode shape = fields.value("input_size");
        if (shape.isMissingNode()) {
            return new Size(USUAL_EDGE, USUAL_EDGE);
        }
        if (shape.size() != 3 || shape.get(0).asInt() != 3) {
            throw fields.wrong("input_size is not [3, height, width]");
        }
        return new Size(fields.pixels("input_size", shape.get(2)), fields.pixels("input_size", shape.get(1)));
    }

    private static Resampling resampling(ProcessorFields fields) {
        String name = fields.value("interpolation").asString("bilinear").toUpperCase(Locale.ROOT);
        for (Resampling each : Resampling.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw fields.wrong("interpolation '" + name.toLowerCase(Locale.ROOT) + "' is not supported");
    }
}
