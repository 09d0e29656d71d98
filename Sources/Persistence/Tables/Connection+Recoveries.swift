public import Recoveries

extension Connection {
    /// Opens a recovery.
    ///
    /// - Parameter sealedSecret: the client secret that the merchant gave, sealed; `nil` when Stripe is asked for it.
    /// - Throws: a ``DatabaseFault`` with ``DatabaseFault/Code/uniqueViolation`` when its PaymentIntent has an open or
    ///   processing recovery already.
    public func insertRecovery(_ recovery: Recovery, sealedSecret: [UInt8]?) throws {
        try execute(RecoveryStatements.insert, try recovery.values + [.blob(sealedSecret)])
    }

    /// The recovery of that name, whoever it belongs to.
    public func recovery(_ id: RecoveryID) throws -> Recovery? {
        try row(Tables.recoveries.select("WHERE id = $1"), [.id(id)]).map { try Recovery($0) }
    }

    /// A merchant's recovery of that name.
    public func recovery(_ id: RecoveryID, of merchant: MerchantID) throws -> Recovery? {
        try row(Tables.recoveries.select("WHERE merchant_id = $1 AND id = $2"), [.id(merchant), .id(id)])
            .map { try Recovery($0) }
    }

    /// The one open or processing recovery of a PaymentIntent or SetupIntent.
    public func activeRecovery(paymentIntent: String, of merchant: MerchantID) throws -> Recovery? {
        let condition = "WHERE merchant_id = $1 AND payment_intent = $2 AND state IN ('open', 'processing')"
        return try row(Tables.recoveries.select(condition), [.id(merchant), .text(paymentIntent)])
            .map { try Recovery($0) }
    }

    /// A merchant's recoveries, newest first.
    ///
    /// - Parameters:
    ///   - state: only those in this state.
    ///   - kind: only those of this kind.
    ///   - paymentIntent: only those of this PaymentIntent or SetupIntent.
    ///   - cursor: only those opened before this one: the last of the page before.
    public func recoveries(
        of merchant: MerchantID, state: RecoveryState? = nil, kind: IntentKind? = nil,
        paymentIntent: String? = nil, before cursor: RecoveryID? = nil, limit: Int
    ) throws -> [Recovery] {
        var filter = Filter()
        filter.require("merchant_id = ", .id(merchant))
        if let state { filter.require("state = ", .name(state)) }
        if let kind { filter.require("kind = ", .name(kind)) }
        if let paymentIntent { filter.require("payment_intent = ", .text(paymentIntent)) }
        if let cursor { filter.require("id < ", .id(cursor)) }
        return try filter.rows(of: Tables.recoveries, newest: limit, in: self).map { try Recovery($0) }
    }

    /// Open recoveries whose time is over, the longest overdue first.
    public func expiredRecoveries(at now: Instant, limit: Int) throws -> [Recovery] {
        let rest = "WHERE state = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT $2"
        return try rows(Tables.recoveries.select(rest), [.instant(now), .integer(Int64(limit))])
            .map { try Recovery($0) }
    }

    /// The client secret that came with a recovery, sealed; `nil` when none came or it is erased.
    public func sealedSecret(of id: RecoveryID, merchant: MerchantID) throws -> [UInt8]? {
        try row("SELECT sealed_secret FROM recoveries WHERE merchant_id = $1 AND id = $2", [.id(merchant), .id(id)])?
            .optionalBlob("sealed_secret")
    }

}

private enum RecoveryStatements {
    static let insert = Table("recoveries", Tables.recoveries.columns + ["sealed_secret"]).insert
}
