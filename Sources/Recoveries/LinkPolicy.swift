/// How long links live and how often a client secret is released.
public struct LinkPolicy: Sendable, Equatable {
    /// How long a link lives unless the merchant says otherwise.
    public var lifetime: Duration
    /// The shortest and the longest life a merchant may ask for.
    public var permittedLifetimes: ClosedRange<Duration>
    /// How long a session lives after the first button.
    public var sessionLifetime: Duration
    /// How many releases one recovery may have in a rolling window.
    public var releaseLimit: Int
    /// The length of that window.
    public var releaseWindow: Duration
    /// How many fresh links the customer of one recovery may ask for in a rolling window.
    public var renewalLimit: Int
    /// The length of that window.
    public var renewalWindow: Duration

    /// Seven days, five minutes to ninety days, thirty-minute sessions, twenty releases an hour, three
    /// renewals a day.
    public init(
        lifetime: Duration = .seconds(7 * 86_400),
        permittedLifetimes: ClosedRange<Duration> = .seconds(300)...(.seconds(90 * 86_400)),
        sessionLifetime: Duration = .seconds(30 * 60), releaseLimit: Int = 20,
        releaseWindow: Duration = .seconds(3600), renewalLimit: Int = 3, renewalWindow: Duration = .seconds(86_400)
    ) {
        self.lifetime = lifetime
        self.permittedLifetimes = permittedLifetimes
        self.sessionLifetime = sessionLifetime
        self.releaseLimit = releaseLimit
        self.releaseWindow = releaseWindow
        self.renewalLimit = renewalLimit
        self.renewalWindow = renewalWindow
    }

    /// Decides whether one more release fits.
    ///
    /// - Parameter releases: the instants of earlier releases, in any order; those outside the window do not count.
    public func release(after releases: [Instant], now: Instant) -> ReleaseDecision {
        guard releaseLimit > 0 else { return .tooMany(retryAfter: releaseWindow) }
        let recent = releases.filter { $0 > now - releaseWindow }.sorted()
        guard recent.count >= releaseLimit else { return .release }
        let freed = recent[recent.count - releaseLimit] + releaseWindow
        return .tooMany(retryAfter: freed - now)
    }
}

/// Whether a client secret may be released now.
public enum ReleaseDecision: Sendable, Equatable {
    /// It may.
    case release
    /// The limit is reached; a place is free again after `retryAfter`.
    case tooMany(retryAfter: Duration)
}
