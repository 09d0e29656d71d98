/// A point in time, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The domain never asks what time it is: every rule is handed an `Instant`.
public struct Instant: Hashable, Sendable, Comparable {
    /// Milliseconds since the Unix epoch.
    public let milliseconds: Int64

    /// Makes an instant from milliseconds since the Unix epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Makes an instant from whole seconds since the Unix epoch, as Stripe and the merchant API write time.
    public init(seconds: Int64) {
        self.init(milliseconds: seconds * 1000)
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    /// Earlier instants come first.
    public static func < (lhs: Instant, rhs: Instant) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }

    /// The instant `duration` later, to the millisecond.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds + duration.wholeMilliseconds)
    }

    /// The instant `duration` earlier, to the millisecond.
    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds - duration.wholeMilliseconds)
    }

    /// How long after `earlier` this instant is; negative when it comes before.
    public static func - (later: Instant, earlier: Instant) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}

extension Duration {
    /// The duration in milliseconds, what is smaller dropped.
    public var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// The duration in seconds, a started second counted whole: what `Retry-After` takes.
    public var secondsRoundedUp: Int64 {
        (wholeMilliseconds + 999) / 1000
    }
}
