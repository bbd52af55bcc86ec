package aikit.model;

import aikit.Progress;

/// Makes models present: finds them where they already are, fetches what is missing, verifies every byte.
public interface ModelStore {

    /// A model by what the user wrote (`NAME`, an alias, a folder, `hf:org/repo[@revision]`) or, when that is empty,
    /// by the default of the task; made present and verified.
    ///
    /// @param precision `fp32`, `fp16`, `q8`, `q4`, or empty to let the catalogue and the machine decide
    /// @throws aikit.AiException of kind USAGE for an unknown name, MODEL when it cannot be made present
    ModelDir open(String reference, String task, String precision, Progress progress);
}
