package aikit.model;

import aikit.AiException;
import aikit.model.ModelSpec.ModelFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The choice among the precisions that a model comes in.
///
/// Nothing chosen means the first variant of the entry, which is never a per-tensor int8 one unless the catalogue has
/// nothing else. When the user asks for `q8`, a file made for this processor is preferred to the general one.
///
/// @param precision `fp32`, `fp16`, `q8` or `q4`
/// @param files files of the variant, graphs first
record Variants(String precision, List<ModelFile> files) {

    static final String KEYS = "fp32, fp16, q8 or q4 is expected, with @arm64, @avx2, @avx512 or @avx512_vnni"
            + " for one kind of processor";

    private static final Pattern KEY = Pattern.compile("(fp32|fp16|q8|q4)(@(arm64|avx2|avx512|avx512_vnni))?");

    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /// @param precision empty for the default
    /// @param cpu kinds of processor that this machine is, best first
    static Variants choose(ModelSpec spec, String precision, List<String> cpu) {
        Map<String, List<ModelFile>> variants = spec.variants();
        String wanted = precision.isEmpty() ? variants.keySet().iterator().next().split("@")[0] : precision;
        if (!isKey(wanted) || wanted.contains("@")) {
            throw AiException.usage("precision '" + wanted + "' is unknown", "use fp32, fp16, q8 or q4");
        }
        if (!precision.isEmpty()) {
            Optional<String> special = cpu.stream()
                    .map(kind -> wanted + "@" + kind)
                    .filter(variants::containsKey)
                    .findFirst();
            if (special.isPresent()) {
                return new Variants(wanted, variants.get(special.get()));
            }
        }
        if (!variants.containsKey(wanted)) {
            throw AiException.model(
                    spec.name() + ": there is no " + wanted + " variant for this processor",
                    "it has " + String.join(", ", variants.keySet()));
        }
        return new Variants(wanted, variants.get(wanted));
    }
}
