import Foundation

/// Plays the story once: a charge fails, a recovery is opened, the mail arrives.
struct Demonstration: Sendable {
    let base: String
    let apiKey: String
    let stage: DemoStage
    let client: DemoClient

    /// Opens the recovery over HTTP, as a merchant does, and gives the link as it stands in the mail.
    func play() async throws -> String {
        let earlier = try await client.get("\(stage.mailbox)/messages", as: Mails.self).data.last?.id ?? 0
        let intent = try await DemoPayment(client: client, stripe: stage.stripe).charge()
        let request = OpenRequest(
            payment_intent: intent, customer: Customer(email: "ada@example.com", name: "Ada Lovelace", locale: "en"),
            description: "Order 1815: one analytical engine, small")
        _ = try await client.latchkey(base, "/v1/recoveries", apiKey: apiKey, request, as: Opened.self)
        let wait = "\(stage.mailbox)/messages/wait?after=\(earlier)&timeout=30"
        let mails = try await client.get(wait, as: Mails.self).data
        guard let newest = mails.last, newest.id > earlier, let text = newest.text, let link = link(in: text) else {
            throw Complaint("The mail did not arrive within 30 seconds. What the log says above tells why.")
        }
        return link
    }

    private func link(in text: String) -> String? {
        guard let start = text.range(of: "\(base)/l/") else { return nil }
        return String(text[start.lowerBound...].prefix { !$0.isWhitespace })
    }

    private struct OpenRequest: Encodable {
        let payment_intent: String
        let customer: Customer
        let description: String
    }

    private struct Customer: Encodable {
        let email, name, locale: String
    }

    private struct Opened: Decodable {
        let id: String
    }

    private struct Mails: Decodable {
        struct Mail: Decodable {
            let id: Int
            let text: String?
        }
        let data: [Mail]
    }
}
