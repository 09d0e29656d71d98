/// A fact that the merchant is told of. Exactly one is written for each settlement.
public struct Event: Sendable, Equatable {
    /// The merchant it belongs to.
    public var merchant: MerchantID
    /// Its name, `evt_…`.
    public var id: EventID
    /// The recovery it speaks of.
    public var recovery: RecoveryID
    /// What happened, such as `recovery.succeeded`.
    public var type: String
    /// When.
    public var at: Instant

    /// Makes an event of its parts.
    public init(merchant: MerchantID, id: EventID, recovery: RecoveryID, type: String, at: Instant) {
        self.merchant = merchant
        self.id = id
        self.recovery = recovery
        self.type = type
        self.at = at
    }
}

/// One entry of a recovery's history, as the merchant reads it.
public struct TimelineEntry: Sendable, Equatable {
    /// Its name, which also orders entries of the same instant.
    public var id: TimelineID
    /// The recovery it belongs to.
    public var recovery: RecoveryID
    /// When.
    public var at: Instant
    /// What happened, such as `recovery.opened` or `secret.released`.
    public var type: String
    /// A word more where there is one, such as the channel; never a secret, token or address.
    public var detail: String?

    /// Makes an entry of its parts.
    public init(id: TimelineID, recovery: RecoveryID, at: Instant, type: String, detail: String? = nil) {
        self.id = id
        self.recovery = recovery
        self.at = at
        self.type = type
        self.detail = detail
    }
}
