public import Recoveries

/// What the database remembers of a master key; nothing of the key can be learned from it.
public struct KeyRecord: Sendable, Equatable {
    /// The key's id.
    public var id: UInt8
    /// Tells the key from any other, even from one with the same id.
    public var check: [UInt8]
    /// When it was first configured here.
    public var knownSince: Instant
    /// When it first signed; `nil` for a key that has only verified.
    public var signedSince: Instant?
    /// When it was last seen to sign.
    public var signedLast: Instant?
}

/// How many links still open a recovery, and until when.
public struct LiveLinks: Sendable, Equatable {
    /// How many there are.
    public var count: Int
    /// When the last of them expires; `nil` when there are none.
    public var until: Instant?

    /// No links.
    public static let none = LiveLinks(count: 0)
}

/// A client secret at rest, by the recovery that it belongs to.
public struct SealedClientSecret: Sendable, Equatable {
    /// Whose recovery.
    public var merchant: MerchantID
    /// Which recovery.
    public var recovery: RecoveryID
    /// Its PaymentIntent: with the merchant the place in the order of ``Connection/clientSecrets(sealedOtherwiseThan:after:limit:)``.
    public var paymentIntent: String
    /// The sealed bytes.
    public var sealed: [UInt8]
}
