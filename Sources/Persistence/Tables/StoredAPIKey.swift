public import Recoveries

/// An API key as the database keeps it: its hash, never the key.
public struct StoredAPIKey: Sendable, Equatable {
    /// Whose key it is.
    public var merchant: MerchantID
    /// Its name, `key_…`.
    public var id: APIKeyID
    /// What the merchant calls it.
    public var name: String
    /// The key's SHA-256.
    public var hash: [UInt8]
    /// The key's last four characters, to tell it from others.
    public var hint: String
    /// When it was made.
    public var createdAt: Instant
    /// When it was last seen.
    public var lastUsedAt: Instant?
    /// When it was taken back.
    public var revokedAt: Instant?

    /// Makes a key of its parts.
    public init(
        merchant: MerchantID, id: APIKeyID, name: String, hash: [UInt8], hint: String, createdAt: Instant,
        lastUsedAt: Instant? = nil, revokedAt: Instant? = nil
    ) {
        self.merchant = merchant
        self.id = id
        self.name = name
        self.hash = hash
        self.hint = hint
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.revokedAt = revokedAt
    }
}

extension StoredAPIKey {
    init(_ row: Row) throws {
        self.init(
            merchant: try row.merchant(), id: try row.id("id"), name: try row.text("name"), hash: try row.blob("hash"),
            hint: try row.text("hint"), createdAt: try row.instant("created_at"),
            lastUsedAt: try row.optionalInstant("last_used_at"), revokedAt: try row.optionalInstant("revoked_at"))
    }
}
