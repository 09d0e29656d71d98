public import Recoveries

extension Connection {
    /// Counts one wish of a customer for a fresh link.
    public func insertRenewal(
        _ id: RenewalID, recovery: RecoveryID, merchant: MerchantID, at now: Instant
    ) throws {
        try execute(Tables.renewals.insert, [.id(merchant), .id(id), .id(recovery), .instant(now)])
    }

    /// When a recovery's customer was granted a fresh link, from `since` on, oldest first.
    public func renewals(of recovery: RecoveryID, merchant: MerchantID, since: Instant) throws -> [Instant] {
        try rows(
            """
            SELECT happened_at FROM renewals
            WHERE merchant_id = $1 AND recovery_id = $2 AND happened_at >= $3 ORDER BY happened_at
            """, [.id(merchant), .id(recovery), .instant(since)]
        ).map { try $0.instant("happened_at") }
    }

    /// Forgets renewals that no window counts any more.
    ///
    /// - Returns: how many that were.
    @discardableResult
    public func deleteRenewals(before: Instant) throws -> Int {
        try execute("DELETE FROM renewals WHERE happened_at < $1", [.instant(before)])
    }

    /// Gives a recovery that has run out new time, unless its intent has another that is open.
    ///
    /// - Returns: false when it has ended otherwise, or another took its place.
    public func reopenRecovery(_ id: RecoveryID, of merchant: MerchantID, until expiresAt: Instant) throws -> Bool {
        try execute(
            """
            UPDATE recoveries SET state = 'open', settled_at = NULL, expires_at = $3
            WHERE merchant_id = $1 AND id = $2 AND state IN ('open', 'expired') AND NOT EXISTS (
                SELECT 1 FROM recoveries AS other WHERE other.merchant_id = $1
                AND other.payment_intent = recoveries.payment_intent AND other.id <> recoveries.id
                AND other.state IN ('open', 'processing'))
            """, [.id(merchant), .id(id), .instant(expiresAt)]) == 1
    }
}
