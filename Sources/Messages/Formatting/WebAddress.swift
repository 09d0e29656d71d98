import FoundationEssentials

/// An address that may stand in an `href`: `http` or `https` with a host, nothing that runs.
public struct WebAddress: Sendable, Equatable, CustomStringConvertible {
    /// The address as written.
    public let description: String
    /// The host alone.
    public let host: String

    /// Reads an address; `nil` for another scheme, no host, or a character that has no place in a URL.
    public init?(_ text: String) {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ (33...126).contains($0) }) else { return nil }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()) else { return nil }
        guard let host = url.host(), !host.isEmpty else { return nil }
        description = text
        self.host = host
    }
}
