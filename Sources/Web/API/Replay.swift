import HTTPTypes
import Hummingbird
import Recoveries
import Service

/// Answers a request once, however often it is sent with the same `Idempotency-Key`.
struct Replay: Sendable {
    let replies: KeptReplies

    /// Does the work, or gives the reply that was kept.
    ///
    /// - Parameters:
    ///   - status: what a reply that is kept says.
    ///   - encode: writes the body that is kept.
    ///   - present: makes the kept body fit to send, each time anew.
    func answer<Output: Sendable>(
        _ key: IdempotencyKey?, status: HTTPResponse.Status,
        encode: @escaping @Sendable (Output) throws -> [UInt8],
        present: ([UInt8]) throws -> [UInt8] = { $0 },
        work: (ReplyKeeper<Output>?) async throws -> (HTTPResponse.Status, Output)
    ) async throws -> Response {
        if let key, let kept = try await kept(key, present) { return kept }
        let keeper = key.map { ReplyKeeper(key: $0, status: status.code, encode: encode) }
        do {
            let (status, output) = try await work(keeper)
            return .json(try present(try encode(output)), status: status)
        } catch is AnsweredAlready {
            guard let key, let kept = try await kept(key, present) else { return .internalError }
            return kept
        }
    }

    private func kept(_ key: IdempotencyKey, _ present: ([UInt8]) throws -> [UInt8]) async throws -> Response? {
        guard let reply = try await replies.reply(to: key) else { return nil }
        var response = Response.json(try present(reply.body), status: .init(code: reply.status))
        response.headers[.idempotentReplayed] = "true"
        return response
    }
}

extension Request {
    /// The request's `Idempotency-Key`, bound to its method, path and body.
    func idempotencyKey(_ merchant: MerchantID, _ body: [UInt8]) throws -> IdempotencyKey? {
        guard let value = headers[.idempotencyKey] else { return nil }
        return try IdempotencyKey(value, merchant: merchant, route: "\(method.rawValue) \(uri.path)", body: body)
    }

    /// The key of a request that takes no fields.
    func keyOfEmptyBody(_ merchant: MerchantID) async throws -> IdempotencyKey? {
        let body = try await boundedBody()
        try FieldReader(body: body).finish()
        return try idempotencyKey(merchant, body)
    }
}
