/// One signed URL that opens one recovery. The database knows its identifier, never its token.
public struct Link: Sendable, Equatable {
    /// The merchant it belongs to.
    public var merchant: MerchantID
    /// What the token carries.
    public var id: LinkID
    /// The recovery it opens.
    public var recovery: RecoveryID
    /// When it was made.
    public var createdAt: Instant
    /// When it ends.
    public var expiresAt: Instant
    /// When it was taken back: by settlement or by the merchant.
    public var revokedAt: Instant?
    /// The device that owns it, by the nonce of its session; only where the merchant wants a single device.
    public var device: UInt64?

    /// Makes a link of its parts.
    public init(
        merchant: MerchantID, id: LinkID, recovery: RecoveryID, createdAt: Instant, expiresAt: Instant,
        revokedAt: Instant? = nil, device: UInt64? = nil
    ) {
        self.merchant = merchant
        self.id = id
        self.recovery = recovery
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.device = device
    }
}

/// What a link, or a session opened by one, leads to.
public enum LinkStanding: Sendable, Equatable {
    /// The customer may go on.
    case usable
    /// The payment is made already.
    case alreadyDone
    /// The time given is over.
    case expired
    /// The merchant, or Stripe, ended the payment or took the link back.
    case ended
}

extension Link {
    /// Where the link stands beside its recovery's state; settlement outweighs the link's own dates.
    public func standing(recovery: RecoveryState, now: Instant) -> LinkStanding {
        switch recovery {
        case .succeeded: .alreadyDone
        case .canceled, .failed, .revoked: .ended
        case .expired: .expired
        // A payment that is being made outlasts its link: there is nothing to renew.
        case .processing: revokedAt == nil ? .usable : .ended
        case .open: standing(now: now)
        }
    }

    private func standing(now: Instant) -> LinkStanding {
        // Asked first: the links of a recovery that ran out and was opened again are over, not taken back.
        if now >= expiresAt { return .expired }
        return revokedAt == nil ? .usable : .ended
    }
}
