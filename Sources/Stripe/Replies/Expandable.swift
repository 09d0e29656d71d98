/// A field that Stripe gives as an identifier, or as the whole object when it is expanded.
///
/// Source: <https://docs.stripe.com/api/expanding_objects>.
struct Expandable<Object: Decodable & Sendable>: Decodable, Sendable {
    var id: String
    var object: Object?

    private enum Keys: String, CodingKey {
        case id
    }

    init(from decoder: any Decoder) throws {
        if let id = try? decoder.singleValueContainer().decode(String.self) {
            self.id = id
        } else {
            id = try decoder.container(keyedBy: Keys.self).decode(String.self, forKey: .id)
            object = try? Object(from: decoder)
        }
    }
}
