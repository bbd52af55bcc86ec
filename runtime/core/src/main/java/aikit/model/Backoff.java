package aikit.model;

import aikit.AiException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Patience with a server: pauses that double, with jitter, or as long as the server asks; then no more. Progress made
/// in between renews the patience.
final class Backoff {

    private static final int TRIES = 5;

    /// A server that wants to be left alone for longer is not waited for.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Duration first;
    private int failures;

    Backoff(Duration first) {
        this.first = first;
    }

    void progressed() {
        failures = 0;
    }

    /// Waits before the next try.
    ///
    /// @param asked what the server's `Retry-After` says
    /// @param failure thrown when there is no next try
    void pause(Optional<Duration> asked, AiException failure) {
        failures++;
        if (failures >= TRIES || asked.filter(wait -> wait.compareTo(LONGEST) > 0).isPresent()) {
            throw failure;
        }
        long own = first.toMillis() << Math.min(failures - 1, 5);
        long wait = asked.map(Duration::toMillis).orElse(own / 2 + ThreadLocalRandom.current().nextLong(own / 2 + 1));
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.causedBy(e);
        }
    }

    /// The value of `Retry-After`: seconds or a date.
    static Optional<Duration> retryAfter(String value) {
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration wait = Duration.between(Instant.now(), until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
