/// What a stand-in is told to be; each script reads what it knows.
struct PeerSettings: Encodable, Sendable {
    var security = "plain"
    var name = "127.0.0.1"
    var user: String?
    var password: String?
    var mechanisms: [String]?
    var at: [String: String]?
    var offers: [String]?
    var dropsInBody: Bool?
    var sink: String?
    var options: [String]?
}
