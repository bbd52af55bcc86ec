package aikit.image.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aikit.Result.Point;
import aikit.image.ocr.Reading.Sign;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines without a picture.
class ReadingOrderTest {

    private static Line line(String text, double left, double top, double right, double bottom, double degrees) {
        double turn = Math.toRadians(degrees);
        Quad quad = new Quad(
                point(left, top, turn), point(right, top, turn), point(right, bottom, turn),
                point(left, bottom, turn));
        return new Line(quad, new Reading(List.of(new Sign(text, 1, 0.5), new Sign("", 1, 0.5)), 1));
    }

    private static Point point(double x, double y, double turn) {
        return new Point(x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn));
    }

    private static List<String> order(List<Line> lines) {
        List<Line> mixed = new ArrayList<>(lines);
        Collections.shuffle(mixed, new Random(3));
        return ReadingOrder.of(mixed).stream()
                .map(row -> String.join("+", row.stream().map(line -> line.reading().text()).toList()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 4, -4, 90, 180, -90, 93})
    void columnsUnderAHeadingOneAfterTheOther(double degrees) {
        List<Line> lines = new ArrayList<>();
        lines.add(line("head", 100, 0, 900, 40, degrees));
        for (int i = 0; i < 5; i++) {
            lines.add(line("a" + i, 100, 60 + 30 * i, 470, 80 + 30 * i, degrees));
            // Not level with those of the other column.
            lines.add(line("b" + i, 530, 72 + 30 * i, 890, 92 + 30 * i, degrees));
        }
        lines.add(line("foot", 100, 260, 900, 280, degrees));
        assertEquals(
                List.of("head", "a0", "a1", "a2", "a3", "a4", "b0", "b1", "b2", "b3", "b4", "foot"), order(lines));
    }

    @Test
    void tablesRowByRow() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lines.add(line("thing" + i, 100, 30 * i, 210, 20 + 30 * i, 0));
            lines.add(line("price" + i, 700, 30 * i, 760, 20 + 30 * i, 0));
        }
        assertEquals(
                List.of("thing0+price0", "thing1+price1", "thing2+price2", "thing3+price3", "thing4+price4",
                        "thing5+price5"),
                order(lines));
    }

    @Test
    void threeColumns() {
        List<Line> lines = new ArrayList<>();
        for (int column = 0; column < 3; column++) {
            for (int i = 0; i < 4; i++) {
                lines.add(line("" + column + i, 350 * column, 30 * i, 350 * column + 300, 20 + 30 * i, 0));
            }
        }
        assertEquals(
                List.of("00", "01", "02", "03", "10", "11", "12", "13", "20", "21", "22", "23"), order(lines));
    }

    @Test
    void nothingAndOne() {
        assertEquals(List.of(), order(List.of()));
        assertEquals(List.of("x"), order(List.of(line("x", 0, 0, 10, 10, 0))));
    }
}
