public import Foundation

/// localstripe on loopback, with its own store, which forgets everything when it ends.
public struct StripeStandIn: Sendable {
    /// A request that was made to `/v1`, with the headers that matter.
    public struct Asked: Decodable, Sendable {
        /// `GET`, `POST` or `DELETE`.
        public let method: String
        /// The path without its query.
        public let path: String
        /// `Stripe-Version`, `Idempotency-Key`, `Stripe-Account` and `User-Agent`, those that were sent.
        public let headers: [String: String]
    }

    /// The base of the API, to be used in the place of `https://api.stripe.com`.
    public let url: URL

    /// Where browsers load Stripe.js.
    public let script: URL

    /// A secret key that the stand-in takes; any `sk_…` will do.
    public static let secretKey = "sk_test_standin"

    /// A publishable key that the stand-in takes; any `pk_…` will do.
    public static let publishableKey = "pk_test_standin"

    private let peer: PythonPeer
    let client: LoopbackClient

    private struct Facts: Decodable {
        let url: URL
        let js: URL
    }

    /// Starts a stand-in on a free port of 127.0.0.1.
    ///
    /// - Parameter webhook: where to send events, and the `whsec_…` to sign them with.
    public init(webhook: (url: String, secret: String)? = nil) async throws {
        let options = webhook.map { ["--webhook", $0.url, $0.secret] } ?? []
        peer = try await PythonPeer("stripe_stand_in.py", arguments: options)
        let facts = try peer.announced(as: Facts.self)
        url = facts.url
        script = facts.js
        client = LoopbackClient(base: facts.url)
    }

    /// What was asked of `/v1` so far.
    public func requests() async throws -> [Asked] {
        struct Listed: Decodable { let data: [Asked] }
        return try await client.get("/_requests", as: Listed.self).data
    }

    /// Answers the next `times` requests to `/v1` with `status`; 0 drops the connection.
    public func fail(status: Int, times: Int = 1) async throws {
        try await client.post("/_faults", json: ["status": status, "times": times])
    }

    /// Lays `fields` over an intent as it is answered, for states that localstripe never reaches by itself.
    public func overlay(_ intent: String, with fields: [String: String]) async throws {
        try await client.post("/_intents/\(intent)", json: fields)
    }
}
