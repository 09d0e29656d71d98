public import Recoveries

/// The first reply to a request with an `Idempotency-Key`.
public struct IdempotencyReply: Sendable, Equatable {
    /// Whose key it is.
    public var merchant: MerchantID
    /// As the merchant wrote it.
    public var key: String
    /// The SHA-256 of what was asked.
    public var requestHash: [UInt8]
    /// The HTTP status answered.
    public var status: Int
    /// The JSON answered; it never holds a token.
    public var body: [UInt8]
    /// When it was answered.
    public var createdAt: Instant

    /// Makes a reply of its parts.
    public init(
        merchant: MerchantID, key: String, requestHash: [UInt8], status: Int, body: [UInt8], createdAt: Instant
    ) {
        self.merchant = merchant
        self.key = key
        self.requestHash = requestHash
        self.status = status
        self.body = body
        self.createdAt = createdAt
    }
}

extension Connection {
    /// The reply kept for a key.
    public func idempotencyReply(_ key: String, of merchant: MerchantID) throws -> IdempotencyReply? {
        let rest = "WHERE merchant_id = $1 AND idempotency_key = $2"
        return try row(Tables.idempotencyReplies.select(rest), [.id(merchant), .text(key)]).map { row in
            IdempotencyReply(
                merchant: try row.merchant(), key: try row.text("idempotency_key"),
                requestHash: try row.blob("request_hash"), status: Int(try row.integer("status")),
                body: try row.blob("body"), createdAt: try row.instant("created_at"))
        }
    }

    /// Keeps a reply, unless one is kept for the key.
    ///
    /// - Returns: false when another reply was first.
    public func insertIdempotencyReply(_ reply: IdempotencyReply) throws -> Bool {
        try execute(
            Tables.idempotencyReplies.insert + " ON CONFLICT (merchant_id, idempotency_key) DO NOTHING",
            [
                .id(reply.merchant), .text(reply.key), .blob(reply.requestHash), .integer(Int64(reply.status)),
                .blob(reply.body), .instant(reply.createdAt),
            ]) == 1
    }

    /// Forgets replies older than `before`.
    ///
    /// - Returns: how many that were.
    @discardableResult
    public func deleteIdempotencyReplies(before: Instant) throws -> Int {
        try execute("DELETE FROM idempotency_replies WHERE created_at < $1", [.instant(before)])
    }
}
