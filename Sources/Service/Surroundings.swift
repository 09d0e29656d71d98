public import Recoveries

/// Time and randomness, handed to every use case, so that tests turn the clock by hand.
public struct Surroundings: Sendable {
    /// What time it is.
    public var now: @Sendable () -> Instant
    /// 64 random bits that nobody can predict.
    public var random: @Sendable () -> UInt64

    /// Takes time and randomness from two functions.
    public init(now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> UInt64) {
        self.now = now
        self.random = random
    }

    /// A new identifier for the present instant.
    public func identifier<Kind>(of kind: Kind.Type = Kind.self) -> Identifier<Kind> {
        Identifier(at: now(), random: (random(), random()))
    }
}
