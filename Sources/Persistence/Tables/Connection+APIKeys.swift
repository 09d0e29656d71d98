public import Recoveries

extension Connection {
    /// Adds a key.
    public func insertAPIKey(_ key: StoredAPIKey) throws {
        try execute(
            Tables.apiKeys.insert,
            [
                .id(key.merchant), .id(key.id), .text(key.name), .blob(key.hash), .text(key.hint),
                .instant(key.createdAt), .instant(key.lastUsedAt), .instant(key.revokedAt),
            ])
    }

    /// The key with that SHA-256, unless it is revoked.
    public func apiKey(hash: [UInt8]) throws -> StoredAPIKey? {
        try row(Tables.apiKeys.select("WHERE hash = $1 AND revoked_at IS NULL"), [.blob(hash)]).map(StoredAPIKey.init)
    }

    /// A merchant's keys, revoked ones included, oldest first.
    public func apiKeys(of merchant: MerchantID) throws -> [StoredAPIKey] {
        try rows(Tables.apiKeys.select("WHERE merchant_id = $1 ORDER BY id"), [.id(merchant)]).map(StoredAPIKey.init)
    }

    /// Takes a key back.
    ///
    /// - Returns: false when no key of that name still worked.
    @discardableResult
    public func revokeAPIKey(_ id: APIKeyID, at now: Instant) throws -> Bool {
        try execute(
            "UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", [.id(id), .instant(now)]) == 1
    }

    /// Notes that a key was used.
    public func touchAPIKey(_ id: APIKeyID, at now: Instant) throws {
        try execute("UPDATE api_keys SET last_used_at = $2 WHERE id = $1", [.id(id), .instant(now)])
    }
}
