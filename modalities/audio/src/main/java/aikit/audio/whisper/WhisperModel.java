package aikit.audio.whisper;

import aikit.AiException;
import aikit.audio.FeatureConfig;
import aikit.audio.LogMel;
import aikit.generate.Seq2SeqDecoder;
import aikit.model.ModelDir;
import aikit.model.ModelDir.Graph;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine;
import aikit.onnx.OnnxEngine.Threading;
import aikit.task.AiRuntime;
import aikit.task.Provenance;
import aikit.tokenize.Tokenizer;

/// The files of a Whisper model, open: whoever opens them closes them.
record WhisperModel(
        WhisperConfig config,
        LogMel mel,
        Tokenizer tokenizer,
        WindowEncoder encoder,
        Seq2SeqDecoder decoder,
        Provenance provenance) implements AutoCloseable {

    /// @throws AiException of kind MODEL when a file is missing or broken, DEVICE when the device cannot be used
    static WhisperModel open(ModelDir model, AiRuntime runtime) {
        OnnxEngine engine = runtime.engine();
        Device device = runtime.settings().device();
        FeatureConfig features = FeatureConfig.read(model);
        Graph graph = model.graph("encoder_model")
                .orElseThrow(() -> AiException.model(
                        model.spec().name() + ": has no encoder_model.onnx",
                        "export it with: optimum-cli export onnx"));
        Tokenizer tokenizer = Tokenizer.load(model.file("tokenizer.json"), false, runtime.settings().home().cache());
        try {
            WhisperConfig config = WhisperConfig.read(model, tokenizer);
            WindowEncoder encoder = new WindowEncoder(
                    engine.session(graph.file(), graph.sha256(), device, Threading.WITHIN_A_RUN), config.frames(),
                    config.width());
            try {
                encoder.check(model.spec().name());
                Provenance provenance = Provenance.of(model, graph, encoder.device());
                Seq2SeqDecoder decoder = Seq2SeqDecoder.open(model, engine, device);
                try {
                    config.check(model, decoder.vocabulary());
                } catch (RuntimeException e) {
                    decoder.close();
                    throw e;
                }
                return new WhisperModel(config, new LogMel(features), tokenizer, encoder, decoder, provenance);
            } catch (RuntimeException e) {
                encoder.close();
                throw e;
            }
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    @Override
    public void close() {
        decoder.close();
        encoder.close();
        tokenizer.close();
    }
}
