import Foundation
import Transport

/// Makes the demonstration's few calls: to Stripe as a merchant does, to Latchkey's API, to the mailbox.
struct DemoClient: Sendable {
    let https: HTTPEngine

    /// An answer that was not expected; its text holds no secret.
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    /// Calls Stripe with a form, as its libraries do.
    func stripe(_ stripe: DemoStage.Stripe, _ path: String, _ form: [(String, String)]) async throws -> OutboundResponse
    {
        let body = form.map { "\(Self.encoded($0))=\(Self.encoded($1))" }.joined(separator: "&")
        return try await https.send(
            OutboundRequest(
                .post, "\(stripe.apiBase)/v1/\(path)",
                headers: [
                    ("Authorization", "Bearer \(stripe.secretKey)"),
                    ("Content-Type", "application/x-www-form-urlencoded"),
                ], body: Array(body.utf8), allowsPlainHTTP: stripe.isStandIn))
    }

    /// Calls Latchkey's API with JSON.
    func latchkey<Reply: Decodable>(
        _ base: String, _ path: String, apiKey: String, _ body: some Encodable, as type: Reply.Type
    ) async throws -> Reply {
        let headers = [
            ("Authorization", "Bearer \(apiKey)"), ("Content-Type", "application/json"),
            ("Idempotency-Key", UUID().uuidString),
        ]
        let content = Array(try JSONEncoder().encode(body))
        let request = OutboundRequest(.post, base + path, headers: headers, body: content, allowsPlainHTTP: true)
        return try Self.decode(try await https.send(request), "Latchkey", as: type)
    }

    /// Reads JSON from a stand-in; waits as long as it does.
    func get<Reply: Decodable>(_ url: String, as type: Reply.Type) async throws -> Reply {
        let request = OutboundRequest(
            .get, url, timeout: .seconds(60), responseLimit: 1 << 24, allowsPlainHTTP: true)
        return try Self.decode(try await https.send(request), "The mailbox", as: type)
    }

    /// Decodes an answer, or says who refused and how.
    static func decode<Reply: Decodable>(
        _ response: OutboundResponse, _ who: String, as type: Reply.Type
    ) throws -> Reply {
        guard (200...299).contains(response.status) else {
            let failure = try? JSONDecoder().decode(Failure.self, from: Data(response.body))
            let words = failure?.detail ?? failure?.error?.message ?? ""
            throw Refused(description: "\(who) answered \(response.status). \(words)")
        }
        return try JSONDecoder().decode(type, from: Data(response.body))
    }

    private struct Failure: Decodable {
        struct Detail: Decodable { let message: String? }
        let detail: String?
        let error: Detail?
    }

    private static func encoded(_ text: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
