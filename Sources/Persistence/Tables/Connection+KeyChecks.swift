public import Recoveries

extension Connection {
    /// What is remembered of every master key that was ever configured, by id.
    public func keyRecords() throws -> [KeyRecord] {
        try rows(Tables.keyChecks.select("ORDER BY key_id"), []).map(KeyRecord.init)
    }

    /// Remembers a master key, and that it signs if it does. What is known of it stays.
    public func noteKey(_ id: UInt8, check: [UInt8], signs: Bool, at now: Instant) throws {
        let signed: Instant? = signs ? now : nil
        try execute(
            Tables.keyChecks.insert + """
                 ON CONFLICT (key_id) DO UPDATE SET
                signed_since = coalesce(key_checks.signed_since, excluded.signed_since),
                signed_last = coalesce(excluded.signed_last, key_checks.signed_last)
                """,
            [.integer(Int64(id)), .blob(check), .instant(now), .instant(signed), .instant(signed)])
    }

    /// Forgets a master key.
    public func forgetKey(_ id: UInt8) throws {
        try execute("DELETE FROM key_checks WHERE key_id = $1", [.integer(Int64(id))])
    }

    /// The links that were made until `instant` and still open a recovery that has not ended.
    ///
    /// A cross join, so that SQLite begins with those recoveries, which are few, and not with all links there ever were.
    public func liveLinks(madeUntil instant: Instant, now: Instant) throws -> LiveLinks {
        let row = try row(
            """
            SELECT count(*) AS links, max(l.expires_at) AS last_end
            FROM recoveries AS r CROSS JOIN links AS l
            WHERE r.state IN ('open', 'processing') AND l.merchant_id = r.merchant_id AND l.recovery_id = r.id
            AND l.created_at <= $1 AND l.expires_at > $2 AND l.revoked_at IS NULL
            """, [.instant(instant), .instant(now)])
        return LiveLinks(
            count: Int(try row?.integer("links") ?? 0), until: try row?.optionalInstant("last_end"))
    }
}

extension KeyRecord {
    fileprivate init(_ row: Row) throws {
        guard let id = UInt8(exactly: try row.integer("key_id")) else {
            throw DatabaseFault.unreadable("key_id", "is not a number from 0 to 255")
        }
        self.init(
            id: id, check: try row.blob("check_value"), knownSince: try row.instant("known_since"),
            signedSince: try row.optionalInstant("signed_since"), signedLast: try row.optionalInstant("signed_last"))
    }
}
