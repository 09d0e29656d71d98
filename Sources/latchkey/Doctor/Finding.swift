/// What the doctor found out about one part.
struct Finding: Equatable, Sendable {
    /// How a part stands.
    enum Standing: String, Sendable {
        /// It was tried and works.
        case works = "✓"
        /// It must be mended.
        case broken = "✗"
        /// It was not tried, or works less well than it could.
        case open = "–"
    }

    /// What was looked at, in a word or two.
    let part: String
    let standing: Standing
    /// What was found; never a secret.
    let found: String
    /// What to do about it.
    var remedy: String?

    static func works(_ part: String, _ found: String) -> Finding {
        Finding(part: part, standing: .works, found: found)
    }

    static func broken(_ part: String, _ found: String, _ remedy: String? = nil) -> Finding {
        Finding(part: part, standing: .broken, found: found, remedy: remedy)
    }

    static func open(_ part: String, _ found: String, _ remedy: String? = nil) -> Finding {
        Finding(part: part, standing: .open, found: found, remedy: remedy)
    }

    /// One line, and one more for the remedy.
    var lines: [String] {
        let name = part + String(repeating: " ", count: max(0, 12 - part.count))
        let indent = "  " + String(repeating: " ", count: 13)
        let foundLines = found.split(separator: "\n").map(String.init)
        let first = "\(standing.rawValue) \(name) \(foundLines.first ?? "")"
        return [first] + foundLines.dropFirst().map { indent + $0 } + (remedy.map { ["\(indent)→ \($0)"] } ?? [])
    }
}
