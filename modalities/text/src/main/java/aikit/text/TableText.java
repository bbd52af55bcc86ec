package aikit.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// The text in a table with a header (RFC 4180): an entry for each row, made of one column or of all cells.
///
/// Rows are counted from 1 after the header. Blank lines are no rows; a row without text has no entry.
final class TableText {

    /// Delimiters on one line beyond which a table is refused: each cell takes many times its bytes in memory.
    private static final int MAX_COLUMNS = 100_000;

    private final Source source;
    private final String field;

    TableText(Source source, String field) {
        this.source = source;
        this.field = field;
    }

    /// A table with commas, or with the semicolons that spreadsheets write where the comma is the decimal point, or
    /// with tabs: the one that the header has most of.
    Document commas(DecodedText decoded) {
        char delimiter = ',';
        for (char other : new char[]{';', '\t'}) {
            if (inHeader(decoded.text(), other) > inHeader(decoded.text(), delimiter)) {
                delimiter = other;
            }
        }
        try {
            return rows(decoded, CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get());
        } catch (UncheckedIOException e) {
            throw source.refused(
                    "is a broken table: " + e.getCause().getMessage(), "a quote in a cell is written twice")
                    .causedBy(e);
        }
    }

    /// A table with tabs. Spreadsheets quote its cells, but the format itself (`text/tab-separated-values` of IANA)
    /// has no quotes: where they make no sense they are text.
    Document tabs(DecodedText decoded) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter('\t').get();
        try {
            return rows(decoded, format);
        } catch (UncheckedIOException quoted) {
            return rows(decoded, format.builder().setQuote(null).get());
        }
    }

    private Document rows(DecodedText decoded, CSVFormat format) {
        refuseBroad(decoded.text(), format.getDelimiterString().charAt(0));
        DocumentText document = new DocumentText(source, decoded.warnings());
        try (CSVParser parser = CSVParser.parse(new StringReader(decoded.text()), format)) {
            Iterator<CSVRecord> records = parser.iterator();
            List<String> header = records.hasNext() ? records.next().toList() : List.of();
            int column = column(header);
            for (int number = 1; records.hasNext(); number++) {
                document.add(number, text(records.next(), column));
            }
            return document.entries("row", "has no text: no row after the header has any", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the asked-for column is; -1 for all of them.
    private int column(List<String> header) {
        List<String> names = header.stream().map(String::strip).toList();
        int column = names.indexOf(field.strip());
        if (field.isEmpty()) {
            return -1;
        }
        if (column < 0) {
            String known = String.join(", ", names.subList(0, Math.min(names.size(), 20)));
            throw source.refused("has no column '" + field + "'", "its header is: " + known.replace('\n', ' '));
        }
        return column;
    }

    private static String text(CSVRecord record, int column) {
        if (column >= 0) {
            return column < record.size() ? record.get(column) : "";
        }
        List<String> cells = new ArrayList<>();
        for (String cell : record) {
            if (!cell.isBlank()) {
                cells.add(cell.strip());
            }
        }
        return String.join(" ", cells);
    }

    private static long inHeader(String text, char delimiter) {
        int end = text.indexOf('\n');
        return text.substring(0, end < 0 ? text.length() : end).chars().filter(c -> c == delimiter).count();
    }

    private void refuseBroad(String text, char delimiter) {
        int columns = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            columns = c == '\n' ? 1 : c == delimiter ? columns + 1 : columns;
            if (columns > MAX_COLUMNS) {
                throw source.refused("is too large: a row has more than " + MAX_COLUMNS + " cells", "");
            }
        }
    }
}
