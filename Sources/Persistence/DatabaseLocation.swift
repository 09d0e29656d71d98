/// Where the database is, as `LATCHKEY_DATABASE` says.
public enum DatabaseLocation: Sendable, Equatable {
    /// An SQLite file; a relative path starts at the working folder.
    case sqlite(path: String)

    /// Reads `sqlite:latchkey.sqlite`, `sqlite:/var/lib/latchkey/latchkey.sqlite` or `sqlite:///var/lib/…`.
    ///
    /// - Throws: a ``DatabaseFault`` that shows how to write it, and never the text itself, which may hold a password.
    public init(parsing text: String) throws(DatabaseFault) {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        switch scheme {
        case "sqlite" where text.utf8.count > scheme.utf8.count:
            self = .sqlite(path: try Self.path(text.dropFirst(scheme.count + 1)))
        case "postgres", "postgresql":
            throw DatabaseFault(
                .badLocation, "This version of Latchkey speaks SQLite only. Write for instance sqlite:latchkey.sqlite.")
        default:
            throw Self.example
        }
    }

    private static func path(_ rest: Substring) throws(DatabaseFault) -> String {
        let path = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
        guard !path.isEmpty, !path.hasSuffix("/"), !path.utf8.contains(0), path != ":memory:" else { throw example }
        guard !rest.hasPrefix("//") || path.hasPrefix("/") else {
            throw DatabaseFault(
                .badLocation,
                "After sqlite:// an absolute path must follow, as in sqlite:///var/lib/latchkey/latchkey.sqlite; "
                    + "for a relative one write sqlite:latchkey.sqlite.")
        }
        return String(path)
    }

    private static let example = DatabaseFault(
        .badLocation,
        "The database is named by a URL with a file's path: sqlite:latchkey.sqlite or "
            + "sqlite:/var/lib/latchkey/latchkey.sqlite.")
}
