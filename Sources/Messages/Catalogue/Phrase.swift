/// One string of a catalogue, cut at its `{placeholder}`s.
struct Phrase: Sendable, Equatable {
    private enum Part: Equatable {
        case words(Substring)
        case placeholder(String)
    }

    private let parts: [Part]
    let placeholders: Set<String>

    /// Reads a string; `nil` when a brace has no partner or a placeholder's name is not of `a-z`, `0-9`, `_`.
    init?(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { return nil }
            let name = rest[rest.index(after: open)..<close]
            guard Self.isName(name) else { return nil }
            parts.append(.words(rest[..<open]))
            parts.append(.placeholder(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [.words(rest)]
        placeholders = Set(parts.compactMap { if case .placeholder(let name) = $0 { name } else { nil } })
    }

    /// The string with its placeholders filled. What is filled in is never read again, so it may hold braces.
    func filled(with values: [String: String]) -> String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .words(let words): text += words
            case .placeholder(let name): text += values[name] ?? ""
            }
        }
    }

    private static func isName(_ name: Substring) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}
