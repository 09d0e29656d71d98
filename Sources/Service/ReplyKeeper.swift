import Cryptography
public import Persistence
public import Recoveries

/// Keeps the first reply of a request that carries an `Idempotency-Key`, in the transaction that does its work.
public struct ReplyKeeper<Output: Sendable>: Sendable {
    let key: IdempotencyKey
    let status: Int
    let encode: @Sendable (Output) throws -> [UInt8]

    /// - Parameter encode: writes the reply's body. It must hold no token: it is stored.
    public init(key: IdempotencyKey, status: Int, encode: @escaping @Sendable (Output) throws -> [UInt8]) {
        self.key = key
        self.status = status
        self.encode = encode
    }

    /// Stores the reply; throws when another request with the same key was first, and so undoes this one's work.
    ///
    /// - Parameter other: the status, where it is not the usual one.
    func keep(_ output: Output, at now: Instant, status other: Int? = nil, in connection: any Connection) throws {
        let reply = IdempotencyReply(
            merchant: key.merchant, key: key.value, requestHash: key.requestHash, status: other ?? status,
            body: try encode(output), createdAt: now)
        guard try connection.insertIdempotencyReply(reply) else { throw AnsweredAlready() }
    }
}

/// A request's `Idempotency-Key`, and what it was sent with.
public struct IdempotencyKey: Sendable, Equatable {
    /// Whose key it is.
    public let merchant: MerchantID
    /// As the merchant wrote it.
    public let value: String
    let requestHash: [UInt8]

    /// - Parameters:
    ///   - route: the call's route; the same key on another call is another body.
    ///   - body: the request's body as received.
    public init(_ value: String, merchant: MerchantID, route: String, body: [UInt8]) throws {
        guard (1...255).contains(value.utf8.count), value.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw Problem.invalid(
                "Idempotency-Key", "An Idempotency-Key is 1 to 255 visible ASCII characters, for instance a UUID.")
        }
        self.value = value
        self.merchant = merchant
        requestHash = SHA256.digest(of: Array(route.utf8) + [0] + body)
    }
}

/// Another request with the same `Idempotency-Key` was answered first; its reply is the answer.
public struct AnsweredAlready: Error {
    init() {}
}

/// Finds kept replies.
public struct KeptReplies: Sendable {
    private let database: any Database

    /// Replies kept in `database`.
    public init(database: any Database) {
        self.database = database
    }

    /// The first reply to the same request; `nil` when there is none.
    ///
    /// - Throws: a ``Problem`` when the key was used with another request.
    public func reply(to key: IdempotencyKey) async throws -> KeptReply? {
        guard let kept = try await database.read({ try $0.idempotencyReply(key.value, of: key.merchant) }) else {
            return nil
        }
        guard kept.requestHash == key.requestHash else {
            throw Problem(
                .conflict, code: "idempotency_key_reused",
                detail: "This Idempotency-Key was used with another request in the last 24 hours. Use a new key.",
                param: "Idempotency-Key")
        }
        return KeptReply(status: kept.status, body: kept.body)
    }
}

/// A reply as it was first given.
public struct KeptReply: Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// The JSON body, without any token.
    public let body: [UInt8]
}
