package aikit.image.read;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// The picture readers of the JDK itself. Others may be on the class path and would be asked first.
///
/// What they only warn of is a failure here.
final class JdkReaders {

    private JdkReaders() {}

    /// @param format the JDK's name of the format
    static BufferedImage image(String format, Bytes bytes, int page) {
        return read(of(format), bytes, reader -> reader.read(page));
    }

    /// Reads with a reader and disposes of it.
    static <T> T read(ImageReader reader, Bytes bytes, Reading<T> reading) {
        Warnings warnings = new Warnings();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes.data()))) {
            reader.addIIOReadWarningListener(warnings);
            reader.setInput(in, false, true);
            T read = reading.read(reader);
            if (warnings.first != null) {
                throw bytes.damaged(what(warnings.first));
            }
            return read;
        } catch (IOException | RuntimeException e) {
            throw bytes.damaged(what(e.getMessage())).causedBy(e);
        } finally {
            reader.dispose();
        }
    }

    private static String what(String message) {
        return "it cannot be decoded" + (message == null ? "" : " (" + message.lines().findFirst().orElse("") + ")");
    }

    interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    private static final class Warnings implements IIOReadWarningListener {

        private String first;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            if (first == null) {
                first = warning;
            }
        }
    }

    private static ImageReader of(String format) {
        ImageIO.setUseCache(false);
        Iterator<ImageReaderSpi> all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class,
                false);
        while (all.hasNext()) {
            ImageReaderSpi one = all.next();
            if (one.getClass().getModule() == ImageIO.class.getModule()
                    && List.of(one.getFormatNames()).contains(format)) {
                try {
                    return one.createReaderInstance();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("this JDK has no reader of " + format);
    }
}
