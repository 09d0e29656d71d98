public import Recoveries

extension Connection {
    /// Counts one release of a client secret.
    public func insertRelease(
        _ id: ReleaseID, recovery: RecoveryID, merchant: MerchantID, at now: Instant
    ) throws {
        try execute(Tables.releases.insert, [.id(merchant), .id(id), .id(recovery), .instant(now)])
    }

    /// When a recovery's client secret was released, from `since` on, oldest first.
    public func releases(of recovery: RecoveryID, merchant: MerchantID, since: Instant) throws -> [Instant] {
        try rows(
            """
            SELECT happened_at FROM releases
            WHERE merchant_id = $1 AND recovery_id = $2 AND happened_at >= $3 ORDER BY happened_at
            """, [.id(merchant), .id(recovery), .instant(since)]
        ).map { try $0.instant("happened_at") }
    }

    /// Forgets releases that no window counts any more.
    ///
    /// - Returns: how many that were.
    @discardableResult
    public func deleteReleases(before: Instant) throws -> Int {
        try execute("DELETE FROM releases WHERE happened_at < $1", [.instant(before)])
    }
}
