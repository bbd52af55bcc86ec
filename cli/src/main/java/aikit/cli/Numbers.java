package aikit.cli;

import aikit.AiException;

/// Numbers that options give, checked.
public final class Numbers {

    private Numbers() {}

    /// @throws AiException of kind USAGE when it is out of bounds
    public static int within(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw outside(option, Integer.toString(number), Integer.toString(least), Integer.toString(most));
        }
        return number;
    }

    /// @param text a decimal number, with a point
    /// @throws AiException of kind USAGE when it is none, or out of bounds
    public static double decimal(String option, String text, double least, double most) {
        double number;
        try {
            number = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw AiException.usage(option + " " + text + ": is not a number", "as in " + shown(least)).causedBy(e);
        }
        if (!(number >= least && number <= most)) {
            throw outside(option, text, shown(least), shown(most));
        }
        return number;
    }

    /// The same, or NaN for `none`.
    public static double decimalOrNone(String option, String text, double least, double most) {
        return text.equals("none") ? Double.NaN : decimal(option, text, least, most);
    }

    private static AiException outside(String option, String number, String least, String most) {
        return AiException.usage(option + " " + number + ": is out of bounds", "use " + least + " to " + most);
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
