package aikit.image.classify;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Labels;
import aikit.image.PreparedPicture;
import aikit.image.clip.ImageTextModel;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import aikit.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/// Says which of the user's labels fit a picture, with an [ImageTextModel]: how near the picture is to a sentence with the
/// label in it. The vectors of the labels are made once. Owns the model.
///
/// CLIP weighs labels against each other, SigLIP judges each by itself, as they were trained and as the pipeline
/// `zero-shot-image-classification` of transformers does.
public final class ZeroShotClassifier implements Pipeline<PreparedPicture> {

    private final ImageTextModel model;
    private final ClassifyOptions options;
    private final Temper temper;
    private float[][] labels;

    /// What makes a logit of a cosine.
    ///
    /// @param scale exponential of `logit_scale` in the trained weights
    /// @param bias `logit_bias`; 0 for models that have none
    /// @param alone whether a label is judged by itself
    record Temper(double scale, double bias, boolean alone) {

        /// Training holds `logit_scale` at ln(100) at most (Radford et al. 2021, 2.5), where all of OpenAI's models ended.
        private static final Temper CLIP = new Temper(100, 0, false);

        /// Of `google/siglip-base-patch16-224`.
        private static final Temper SIGLIP = new Temper(117.330795, -12.932437, true);

        /// Of `google/siglip2-base-patch16-224`.
        private static final Temper SIGLIP2 = new Temper(112.668907, -16.771725, true);

        /// Halves of models do not have these two numbers, so the catalogue states them as `scale` and `bias`.
        static Temper of(ModelSpec spec, AiRuntime runtime) {
            Temper usual = switch (spec.family()) {
                case "clip" -> CLIP;
                case "siglip2" -> SIGLIP2;
                default -> SIGLIP;
            };
            if (usual.alone && !spec.parameters().containsKey("bias")) {
                runtime.progress()
                        .note(spec.name() + ": its scale and bias are not known, so scores are those that a base "
                                + "model would give; their order is right");
            }
            return new Temper(
                    number(spec, "scale", usual.scale), number(spec, "bias", usual.bias), usual.alone);
        }

        private static double number(ModelSpec spec, String key, double usual) {
            String text = spec.parameters().getOrDefault(key, "");
            try {
                return text.isEmpty() ? usual : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw AiException.usage(
                        spec.name() + ": parameter " + key + " is '" + text + "', which is no number",
                        "correct models.yaml").causedBy(e);
            }
        }

        double[] scores(double[] cosines) {
            double[] logits = new double[cosines.length];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = scale * cosines[i] + bias;
            }
            return alone ? Scores.sigmoid(logits) : Scores.softmax(logits);
        }
    }

    private ZeroShotClassifier(ImageTextModel model, ClassifyOptions options, Temper temper) {
        this.model = model;
        this.options = options;
        this.temper = temper;
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when the options do not fit it, MODEL when it is no such model that is known
    public static ZeroShotClassifier open(ModelDir model, ClassifyOptions options, AiRuntime runtime) {
        if (options.labels().isEmpty()) {
            throw AiException.usage(
                    model.spec().name() + ": has no labels of its own", "give some: --labels cat,dog,\"a red car\"");
        }
        Temper temper = Temper.of(model.spec(), runtime);
        if (options.multiLabel() && !temper.alone) {
            throw AiException.usage(
                    model.spec().name() + ": can only weigh labels against each other, not judge each by itself",
                    "leave --multi-label out, or use a SigLIP model: -m siglip2-base");
        }
        return new ZeroShotClassifier(ImageTextModel.of(model, runtime), options, temper);
    }

    @Override
    public PreparedPicture prepare(Input input) {
        return model.prepare(input);
    }

    @Override
    public long weight(PreparedPicture prepared) {
        return prepared.weight();
    }

    @Override
    public int together() {
        return ImageTextModel.TOGETHER;
    }

    @Override
    public List<Result> run(List<PreparedPicture> prepared) {
        if (labels == null) {
            labels = labels();
        }
        float[][] vectors = model.pictures(prepared.stream().map(PreparedPicture::pixels).toList());
        List<Result> results = new ArrayList<>(vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            Vectors.normalize(vectors[i]);
            double[] cosines = new double[labels.length];
            for (int label = 0; label < cosines.length; label++) {
                cosines[label] = Vectors.dot(vectors[i], labels[label]);
            }
            PreparedPicture picture = prepared.get(i);
            results.add(new Labels(
                    picture.size(), "zero-shot", Scores.best(options.labels(), temper.scores(cosines), options),
                    picture.warnings()));
        }
        return results;
    }

    /// The direction in which each label lies: the mean of its sentences (Radford et al. 2021, 3.1.4), of unit length.
    private float[][] labels() {
        List<String> sentences = options.labels().stream().flatMap(label -> options.sentences(label).stream()).toList();
        float[][] vectors = model.texts(sentences);
        int templates = options.templates().size();
        float[][] means = new float[options.labels().size()][];
        for (int label = 0; label < means.length; label++) {
            float[] sum = new float[vectors[0].length];
            for (int i = 0; i < templates; i++) {
                float[] vector = vectors[label * templates + i];
                Vectors.normalize(vector);
                for (int at = 0; at < sum.length; at++) {
                    sum[at] += vector[at];
                }
            }
            Vectors.normalize(sum);
            means[label] = sum;
        }
        return means;
    }

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public void close() {
        model.close();
    }
}
