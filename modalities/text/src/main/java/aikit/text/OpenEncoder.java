package aikit.text;

import aikit.AiException;
import aikit.model.ModelDir;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.task.AiRuntime;
import aikit.task.Provenance;
import aikit.tokenize.Tokenizer;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The files of a text encoder, open: whoever opens them closes them.
///
/// @param oneShot see [AiRuntime.Settings]: then closing leaves them to the system
record OpenEncoder(Tokenizer tokenizer, OnnxSession session, Provenance provenance, boolean oneShot)
        implements
            AutoCloseable {

    /// Opens `tokenizer.json` and the first graph.
    ///
    /// @throws AiException of kind MODEL when one of them is missing or broken, DEVICE when the device cannot be used
    static OpenEncoder open(ModelDir model, boolean lowerCase, AiRuntime runtime) {
        AiRuntime.Settings settings = runtime.settings();
        Path cache = settings.home().cache();
        // Tokenizer and graph take about as long to load: they do so side by side.
        FutureTask<Tokenizer> loading = new FutureTask<>(
                () -> Tokenizer.load(model.file("tokenizer.json"), lowerCase, cache));
        Thread.ofPlatform().daemon().name("tokenizer").start(loading);
        ModelDir.Graph graph = model.graphs().getFirst();
        OnnxSession session;
        try {
            session = runtime.engine()
                    .session(graph.file(), graph.sha256(), settings.device(), Threading.ACROSS_RUNS);
        } catch (RuntimeException e) {
            closeWhenLoaded(loading);
            throw e;
        }
        try {
            Provenance provenance = Provenance.of(model, session.device().toString());
            return new OpenEncoder(loaded(loading), session, provenance, settings.oneShot());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Tokenizer loaded(FutureTask<Tokenizer> loading) {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void closeWhenLoaded(FutureTask<Tokenizer> loading) {
        try {
            loading.get().close();
        } catch (ExecutionException | InterruptedException e) {
            // Then there is none to close; what went wrong before is what the user hears of.
        }
    }

    @Override
    public void close() {
        if (!oneShot) {
            session.close();
            tokenizer.close();
        }
    }
}
