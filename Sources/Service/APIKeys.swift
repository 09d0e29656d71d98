public import Cryptography
public import Persistence
public import Recoveries

/// Makes, checks and revokes the keys with which merchants call the API.
///
/// A key is `lk_` and 256 random bits in base64url. Only its SHA-256 is stored.
public struct APIKeys: Sendable {
    private let database: any Database
    private let surroundings: Surroundings
    private let random: any RandomSource
    private let configured: [UInt8]?

    /// - Parameter configured: the first merchant's key out of the configuration, if it names one.
    public init(
        database: any Database, surroundings: Surroundings, random: any RandomSource, configured: Secret? = nil
    ) {
        self.database = database
        self.surroundings = surroundings
        self.random = random
        self.configured = configured.map(Self.hash)
    }

    /// The merchant a key belongs to; `nil` when the key is unknown or revoked.
    public func merchant(holding key: Secret) async throws -> MerchantID? {
        let hash = Self.hash(key)
        if let configured, ConstantTime.equal(configured, hash) { return .default }
        return try await database.read { try $0.apiKey(hash: hash) }?.merchant
    }

    /// Makes a key. It is returned this once and cannot be read again.
    public func create(for merchant: MerchantID, name: String) async throws -> (id: APIKeyID, key: Secret) {
        let key = Secret("lk_" + Base64URL.encode(try random.bytes(32)))
        let stored = StoredAPIKey(
            merchant: merchant, id: surroundings.identifier(), name: name, hash: Self.hash(key),
            hint: String(key.reveal().suffix(4)), createdAt: surroundings.now())
        try await database.write { connection in
            guard try connection.merchant(merchant) != nil else {
                throw Problem.invalid(
                    "merchant", "There is no merchant named \(merchant). See `latchkey merchant list`.")
            }
            try connection.insertAPIKey(stored)
        }
        return (stored.id, key)
    }

    /// Makes a first key for a merchant that has none and needs one; `nil` otherwise.
    public func createFirst(for merchant: MerchantID) async throws -> Secret? {
        guard configured == nil || merchant != .default else { return nil }
        let keys = try await list(of: merchant).filter { $0.revokedAt == nil }
        return keys.isEmpty ? try await create(for: merchant, name: "first").key : nil
    }

    /// A merchant's keys, revoked ones included; never the keys themselves.
    public func list(of merchant: MerchantID) async throws -> [StoredAPIKey] {
        try await database.read { try $0.apiKeys(of: merchant) }
    }

    /// Revokes a key; false when there is none of that name that still works.
    public func revoke(_ id: APIKeyID) async throws -> Bool {
        let now = surroundings.now()
        return try await database.write { try $0.revokeAPIKey(id, at: now) }
    }

    private static func hash(_ key: Secret) -> [UInt8] {
        SHA256.digest(of: Array(key.reveal().utf8))
    }
}
