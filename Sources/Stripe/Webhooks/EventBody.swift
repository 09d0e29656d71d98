import Recoveries

/// An Event as Stripe writes it.
struct EventBody: Decodable {
    var event: StripeEvent

    private enum Keys: String, CodingKey {
        case id, type, data, object, account, livemode
    }

    init(from decoder: any Decoder) throws {
        let body = try decoder.container(keyedBy: Keys.self)
        let object = try body.nestedContainer(keyedBy: Keys.self, forKey: .data)
            .nestedContainer(keyedBy: Keys.self, forKey: .object)
        event = StripeEvent(
            id: try Self.word(body, .id), type: try Self.word(body, .type),
            paymentIntentID: Self.intent(.payment, object), setupIntentID: Self.intent(.setup, object),
            account: body.lenient(.account, String.self).flatMap { ObjectID.isAccount($0) ? $0 : nil },
            livemode: body.lenient(.livemode) ?? false)
    }

    private static func intent(_ kind: IntentKind, _ object: KeyedDecodingContainer<Keys>) -> String? {
        guard object.lenient(.object, String.self) == kind.objectName else { return nil }
        return object.lenient(.id, String.self).flatMap { ObjectID.isIntent($0, kind) ? $0 : nil }
    }

    /// Both are written to the database and to logs, so neither may be anything but plain.
    private static func word(_ body: KeyedDecodingContainer<Keys>, _ key: Keys) throws -> String {
        let text = try body.decode(String.self, forKey: key)
        guard ObjectID.isWord(text, and: ".") else {
            throw DecodingError.dataCorruptedError(forKey: key, in: body, debugDescription: "")
        }
        return text
    }
}
