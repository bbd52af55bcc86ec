package aikit.image.process;

/// The classes of image processors that do something of their own, by what it is; all others do what their
/// configuration says and no more.
enum ProcessorKind {
    /// Resize, crop, rescale, normalise, pad.
    PLAIN,
    /// `ConvNextImageProcessor`: below 384 pixels resizes to more and cuts, by `crop_pct`; else squeezes.
    CONVNEXT,
    /// `LevitImageProcessor`: `shortest_edge` is what is left after the crop.
    LEVIT,
    /// `PoolFormerImageProcessor`: resizes to more by `crop_pct`.
    POOLFORMER,
    /// `DetrImageProcessor` and its kin: a size in one number has a `longest_edge` of 1333, no crop, and a mask.
    DETR,
    /// `YolosImageProcessor`: the same, in multiples of 16.
    YOLOS,
    /// `MobileViTImageProcessor`: never normalises.
    MOBILEVIT,
    /// `EfficientNetImageProcessor`: may shift, and divide by the deviation twice.
    EFFICIENTNET,
    /// A class that transformers does not have, such as `MobileNetV4ImageProcessor` of transformers.js: `crop_pct` as
    /// timm means it.
    UNKNOWN;

    private static final String SUFFIX = "ImageProcessor";

    /// The name of the class of today: feature extractors became image processors, and a back end is not a kind.
    static String name(String type) {
        return type.replaceFirst("(Fast|Pil)$", "").replaceFirst("FeatureExtractor$", SUFFIX);
    }

    static ProcessorKind of(String name, boolean known) {
        return switch (name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name) {
            case "ConvNext" -> CONVNEXT;
            case "Levit" -> LEVIT;
            case "PoolFormer" -> POOLFORMER;
            case "Detr", "ConditionalDetr", "DeformableDetr", "RTDetr" -> DETR;
            case "Yolos" -> YOLOS;
            case "MobileViT" -> MOBILEVIT;
            case "EfficientNet" -> EFFICIENTNET;
            default -> known ? PLAIN : UNKNOWN;
        };
    }
}
