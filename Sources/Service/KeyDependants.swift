public import Cryptography
public import Persistence
public import Recoveries

/// What would die with a master key.
public struct KeyDependants: Sendable, Equatable {
    /// Links that it may have signed: those made while it was seen to sign, or before.
    public var links = LiveLinks.none
    /// Sealed client secrets of recoveries that have not ended.
    public var clientSecrets = 0
    /// How many Stripe keys and webhook secrets are sealed with it, by merchant.
    public var merchantSecrets: [MerchantID: Int] = [:]

    /// Whether nothing would.
    public var isEmpty: Bool {
        links.count == 0 && secretCount == 0
    }

    /// How many sealed secrets could not be opened any more.
    public var secretCount: Int {
        clientSecrets + merchantSecrets.values.reduce(0, +)
    }
}

/// Where a master key stands, what is remembered of it, and what depends on it.
public struct KeyReport: Sendable {
    /// The key's id.
    public var id: UInt8
    /// Where it stands in the configuration.
    public var standing: KeyStanding
    /// What the database remembers; `nil` when it was never configured here.
    public var record: KeyRecord?
    /// What would die with it.
    public var dependants: KeyDependants
}
