/// An object of which only the identifier matters.
struct Unread: Decodable, Sendable {}
