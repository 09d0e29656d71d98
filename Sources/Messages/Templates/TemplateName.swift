/// A template's path under the templates folder without `.mustache`, such as `pages/authenticate` or `mail/authenticate.text`.
///
/// A name that ends in `.text` is plain text; every other is HTML.
public struct TemplateName: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The path as written.
    public let description: String

    /// Takes a path without its extension.
    public init(_ path: String) {
        description = path
    }

    /// Takes a path without its extension.
    public init(stringLiteral path: String) {
        self.init(path)
    }

    /// Whether the template is plain text and so must carry the TEXT pragma.
    public var isText: Bool { description.hasSuffix(".text") }

    /// Names in the order of their paths.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.description < rhs.description
    }
}
