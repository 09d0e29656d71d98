/// A Customer as Stripe writes it, or what is left of a deleted one.
struct CustomerReply: Decodable, Sendable {
    private var read: StripeCustomer

    private enum Keys: String, CodingKey {
        case id, email, name, deleted
        case preferredLocales = "preferred_locales"
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Keys.self)
        read = StripeCustomer(
            id: try object.decode(String.self, forKey: .id), email: object.lenient(.email), name: object.lenient(.name),
            preferredLocales: object.lenient(.preferredLocales) ?? [], isDeleted: object.lenient(.deleted) ?? false)
    }

    /// The customer, when it is the one that was asked for.
    func customer(_ id: String) throws(StripeError) -> StripeCustomer {
        guard read.id == id else {
            throw StripeError(.unreadable, "Stripe's reply is of another Customer than \(id).")
        }
        return read
    }
}
