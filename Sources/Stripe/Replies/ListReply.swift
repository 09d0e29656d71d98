/// A list whose items do not matter.
struct ListReply: Decodable, Sendable {
    var data: [Unread]
}
