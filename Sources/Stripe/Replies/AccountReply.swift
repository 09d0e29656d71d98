/// An Account: <https://docs.stripe.com/api/accounts/object>.
struct AccountReply: Decodable, Sendable {
    var id: String
    var displayName: String?

    private enum Keys: String, CodingKey {
        case id, settings, dashboard
        case displayName = "display_name"
    }

    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Keys.self)
        id = try object.decode(String.self, forKey: .id)
        let dashboard = try? object.nestedContainer(keyedBy: Keys.self, forKey: .settings)
            .nestedContainer(keyedBy: Keys.self, forKey: .dashboard)
        displayName = dashboard?.lenient(.displayName)
    }
}
