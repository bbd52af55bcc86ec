package aikit.image.process;

import aikit.Result.Size;
import aikit.image.Pixels;

/// A part of a picture. That which is wanted of a resized picture may reach beyond it, where all is black.
public record Window(int left, int top, int width, int height) {

    /// All of a picture.
    public static Window of(Size size) {
        return new Window(0, 0, size.width(), size.height());
    }

    static Window of(Pixels pixels) {
        return new Window(0, 0, pixels.width(), pixels.height());
    }

    /// What it has in common with a picture.
    Window within(Size size) {
        int fromX = Math.max(left, 0);
        int fromY = Math.max(top, 0);
        int toX = Math.min(left + width, size.width());
        int toY = Math.min(top + height, size.height());
        return new Window(fromX, fromY, Math.max(0, toX - fromX), Math.max(0, toY - fromY));
    }
}
