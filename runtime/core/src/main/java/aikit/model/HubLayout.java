package aikit.model;

import aikit.AiException;
import aikit.model.ModelSpec.ModelFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How Hugging Face repositories with ONNX exports name their files: graphs in `onnx/` or at the top, the precision as
/// the end of the name, weights above 2 GB beside the graph in `*.onnx_data`.
/// Source of the names: the conventions of Optimum's exporter and of transformers.js.
final class HubLayout {

    /// Files beside the graphs that pipelines read, when the repository has them.
    static final List<String> CONFIGURATION = List.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "preprocessor_config.json",
            "processor_config.json",
            "chat_template.jinja",
            "chat_template.json",
            "vocab.txt",
            "modules.json",
            "sentence_bert_config.json",
            "config_sentence_transformers.json",
            "1_Pooling/config.json",
            "2_Normalize/config.json");

    /// Endings of the file name by precision, the preferred one first.
    private static final Map<String, List<String>> ENDINGS = new LinkedHashMap<>();

    static {
        ENDINGS.put("fp32", List.of(""));
        ENDINGS.put("fp16", List.of("_fp16"));
        ENDINGS.put("q8", List.of("_quantized", "_int8", "_uint8"));
        ENDINGS.put("q4", List.of("_q4"));
    }

    /// Graphs of the models that have several, in the order they run.
    private static final List<String> PARTS = List.of(
            "vision_encoder", "vision_model", "audio_encoder", "audio_model", "text_model", "embed_tokens",
            "encoder_model", "decoder_model_merged", "decoder_model", "decoder_with_past_model");

    /// The two halves of `decoder_model_merged`, which stay out when that is there.
    private static final Set<String> HALVES = Set.of("decoder_model", "decoder_with_past_model");

    /// `model_type` of `config.json` to the family that runs it, where the two differ. These encoders all map
    /// `input_ids` and `attention_mask` to `last_hidden_state`, so one family serves them.
    private static final Set<String> BERTS = Set.of(
            "bert", "xlm-roberta", "roberta", "camembert", "mpnet", "distilbert", "albert", "electra", "deberta",
            "deberta-v2", "nomic_bert", "modernbert", "new", "gte", "jina_bert", "ernie", "xlm", "mobilebert");

    /// End of `architectures` in `config.json` of models that classify pictures, whatever they are inside, and the family
    /// that runs them.
    static final String CLASSIFIER = "ForImageClassification";
    static final String CLASSIFIES = "image-classifier";

    private HubLayout() {}

    /// The family that runs a `model_type`.
    static String family(String modelType) {
        return BERTS.contains(modelType) ? "bert" : modelType.replace('_', '-');
    }

    /// The variants that a repository or folder has.
    ///
    /// @param name for messages
    /// @param paths all files, relative, with `/`
    /// @throws AiException of kind MODEL when there is no graph among them
    static Map<String, List<ModelFile>> variants(String name, Collection<String> paths) {
        Set<String> files = new TreeSet<>(paths);
        Map<String, List<ModelFile>> variants = new LinkedHashMap<>();
        for (String folder : List.of("onnx/", "")) {
            for (Map.Entry<String, List<String>> ending : ENDINGS.entrySet()) {
                for (String end : ending.getValue()) {
                    List<ModelFile> graphs = graphs(folder, end, files);
                    if (!graphs.isEmpty()) {
                        variants.putIfAbsent(ending.getKey(), graphs);
                    }
                }
            }
        }
        if (variants.isEmpty()) {
            throw AiException.model(
                    name + ": no ONNX graph (onnx/model.onnx) is there",
                    "choose a repository with an ONNX export, such as those of onnx-community");
        }
        return variants;
    }

    private static List<ModelFile> graphs(String folder, String end, Set<String> files) {
        boolean merged = files.contains(folder + "decoder_model_merged" + end + ".onnx");
        List<String> parts = PARTS.stream()
                .filter(part -> !merged || !HALVES.contains(part))
                .map(part -> folder + part + end + ".onnx")
                .filter(files::contains)
                .toList();
        String whole = folder + "model" + end + ".onnx";
        List<String> graphs = parts.isEmpty() && files.contains(whole) ? List.of(whole) : parts;
        List<ModelFile> all = new ArrayList<>();
        graphs.forEach(graph -> Stream.concat(Stream.of(graph), files.stream().filter(file -> isDataOf(graph, file)))
                .map(ModelFile::of)
                .forEach(all::add));
        return all;
    }

    /// Whether a file holds weights of a graph: `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`.
    static boolean isDataOf(String graph, String file) {
        return file.startsWith(graph + "_data") || file.startsWith(graph + ".data");
    }
}
