public import Recoveries

/// When something was read from the database: it may be shown again while it is still what is stored.
public struct Freshness: Sendable {
    /// The database's generation before the read.
    public let generation: UInt64
    /// The time before the read.
    public let instant: Instant

    /// How long another process's writes may go unseen: the command line's today, and other machines' on a shared database.
    static let lifetime: Duration = .seconds(1)

    init(generation: UInt64, instant: Instant) {
        self.generation = generation
        self.instant = instant
    }

    /// Whether what was read then may still be shown: nothing was written since, and it is not old. A clock that was set back
    /// ends it as well.
    public func lasts(until now: Freshness) -> Bool {
        generation == now.generation && (instant..<instant + Self.lifetime).contains(now.instant)
    }
}
