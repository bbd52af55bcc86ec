package aikit.image.process;

/// How the centre of a picture is found where the margins are not even.
public enum Rounding {
    /// Down, as `center_crop` of transformers does it.
    DOWN,
    /// To the nearest even number, as `CenterCrop` of torchvision does it, which timm uses.
    EVEN;

    /// Where the part begins; less than zero when it is larger than the whole.
    public int start(int whole, int part) {
        return switch (this) {
            case DOWN -> Math.floorDiv(whole - part, 2);
            case EVEN -> whole < part ? -((part - whole) / 2) : (int) Math.rint((whole - part) / 2.0);
        };
    }
}
