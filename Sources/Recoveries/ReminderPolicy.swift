/// When customers are reminded: at the merchant's offsets, within the customer's day.
public struct ReminderPolicy: Sendable, Equatable {
    /// Offsets from the opening, in seconds, when the merchant names none.
    public var offsets: [Int64]
    /// The first and the last minute of the customer's day at which a message may leave, in minutes after midnight.
    public var day: Range<Int>

    /// After 24 h and 72 h, from 8:00 to 21:00.
    public init(offsets: [Int64] = [86_400, 259_200], day: Range<Int> = (8 * 60)..<(21 * 60)) {
        self.offsets = offsets
        self.day = day
    }

    /// The next reminder after `last`, the instant the latest message was due; `nil` when none fits before the end.
    ///
    /// - Parameter utcOffset: seconds east of Greenwich in the customer's time zone at an instant.
    public func next(
        for recovery: Recovery, after last: Instant, utcOffset: (Instant) -> Int64
    ) -> Instant? {
        recovery.reminders.sorted()
            .map { recovery.createdAt + .seconds($0) }
            .filter { $0 > last }
            .map { withinDay($0, utcOffset: utcOffset) }
            .first { $0 > last && $0 < recovery.expiresAt }
    }

    /// The same instant when it falls in the customer's day, else the next beginning of one.
    public func withinDay(_ instant: Instant, utcOffset: (Instant) -> Int64) -> Instant {
        let localSeconds = instant.seconds + utcOffset(instant)
        let secondOfDay = localSeconds - (localSeconds.flooredDivision(by: 86_400) * 86_400)
        let first = Int64(day.lowerBound) * 60
        if secondOfDay >= first && secondOfDay < Int64(day.upperBound) * 60 { return instant }
        let wait = secondOfDay < first ? first - secondOfDay : 86_400 - secondOfDay + first
        let guess = Instant(seconds: instant.seconds + wait)
        // A clock change on the way moves the local morning by the difference of the two offsets.
        return Instant(seconds: guess.seconds + utcOffset(instant) - utcOffset(guess))
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
