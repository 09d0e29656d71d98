import Transport

/// One call of Stripe's API, before a key and an address are put to it.
struct APIRequest: Sendable {
    var method: OutboundRequest.Method
    /// What follows `/v1`; every part has been checked or is a literal.
    var path: [String]
    var query: [(String, String)] = []
    var form: [(String, String)] = []
    /// Lets Stripe recognise a repeated POST: <https://docs.stripe.com/api/idempotent_requests>.
    var idempotencyKey: String?

    static func get(_ path: [String], query: [(String, String)] = []) -> APIRequest {
        APIRequest(method: .get, path: path, query: query)
    }

    static func post(_ path: [String], form: [(String, String)], idempotencyKey: String?) -> APIRequest {
        APIRequest(method: .post, path: path, form: form, idempotencyKey: idempotencyKey)
    }

    /// Whether a second sending cannot do a thing twice.
    var isRepeatable: Bool { method == .get || idempotencyKey != nil }

    func url(base: String) -> String {
        let root = base.hasSuffix("/") ? String(base.dropLast()) : base
        let address = root + "/v1/" + path.joined(separator: "/")
        return query.isEmpty ? address : address + "?" + FormEncoding.encode(query)
    }

    func headers(_ credential: Credential, version: String) throws(StripeError) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = [
            ("Authorization", "Bearer \(try ObjectID.key(credential.key))"), ("Stripe-Version", version),
            ("Accept", "application/json"), ("User-Agent", Self.userAgent),
        ]
        if let account = credential.account { headers.append(("Stripe-Account", try ObjectID.account(account))) }
        if method == .post { headers.append(("Content-Type", "application/x-www-form-urlencoded")) }
        if let idempotencyKey { headers.append(("Idempotency-Key", try Self.checked(idempotencyKey))) }
        return headers
    }

    private static let userAgent = "Latchkey/1"

    /// Stripe takes up to 255 characters.
    private static func checked(_ key: String) throws(StripeError) -> String {
        guard ObjectID.isWord(key, and: "-.:") else {
            throw StripeError(
                .invalidRequest, "An idempotency key is 1 to 255 letters, digits, or one of the characters _ - . :")
        }
        return key
    }
}
