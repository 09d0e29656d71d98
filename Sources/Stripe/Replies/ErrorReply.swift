/// The body of a refusal: <https://docs.stripe.com/api/errors>.
struct ErrorReply: Decodable, Sendable {
    var code: String?
    var message: String?

    private enum Keys: String, CodingKey {
        case error, code, message
    }

    init(from decoder: any Decoder) throws {
        let error = try decoder.container(keyedBy: Keys.self).nestedContainer(keyedBy: Keys.self, forKey: .error)
        code = error.lenient(.code, String.self).flatMap { ObjectID.isWord($0) ? $0 : nil }
        message = error.lenient(.message)
    }
}
