package aikit.task;

import aikit.model.ModelDir;

/// Which model made a result, and where it ran.
///
/// @param model name in the catalogue, or the reference that the user gave
/// @param revision commit of the model's repository; `builtin` or `local` when there is none
/// @param sha256 digest of the graph file, 64 hex digits
/// @param precision `fp32`, `fp16`, `q8` or `q4`
/// @param device accelerator that really ran it, such as `cpu` or `cuda:0`
/// @param starter whether it is one of the small models for first steps
public record Provenance(String model, String revision, String sha256, String precision, String device,
        boolean starter) {

    /// Of a model that is no starter.
    public Provenance(String model, String revision, String sha256, String precision, String device) {
        this(model, revision, sha256, precision, device, false);
    }

    /// Of results that no model made: they do not speak of one.
    public static final Provenance NONE = new Provenance("", "", "", "", "");

    /// Of a model for which its first graph stands.
    public static Provenance of(ModelDir model, String device) {
        return of(model, model.graphs().getFirst(), device);
    }

    /// Of a model for which one of its graphs stands.
    public static Provenance of(ModelDir model, ModelDir.Graph graph, String device) {
        return new Provenance(
                model.spec().name(), model.revision(), graph.sha256(), model.precision(), device,
                model.spec().starter());
    }
}
