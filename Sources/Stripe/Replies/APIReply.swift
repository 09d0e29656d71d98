import FoundationEssentials

/// An answer that Stripe gave with a status of 2xx.
struct APIReply: Sendable {
    var body: [UInt8]
    var status: Int
    var requestID: String?

    func decode<Reply: Decodable>(_ type: Reply.Type) throws(StripeError) -> Reply {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw StripeError(.unreadable, Self.explain(error), status: status, requestID: requestID)
        }
    }

    /// Names the field at fault, and never its value.
    static func explain(_ error: any Error) -> String {
        switch error {
        case let unknown as UnknownStatus where ObjectID.isWord(unknown.text):
            "Stripe's reply has the status \(unknown.text), which this version of Latchkey does not know."
        case DecodingError.keyNotFound(let key, let context):
            "Stripe's reply has no \(path(context.codingPath + [key]))."
        case DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty,
            DecodingError.valueNotFound(_, let context) where !context.codingPath.isEmpty,
            DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
            "Stripe's reply has a \(path(context.codingPath)) that cannot be read."
        default:
            "Stripe's reply is not the JSON that was expected. Check that the API base is Stripe's."
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map(\.stringValue).joined(separator: ".")
    }
}
