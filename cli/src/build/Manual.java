import java.io.IOException;
import java.nio.file.Path;

final class Manual {
    private Manual() {}
    static void write(Path dist) throws IOException {}
}
