import Mustache

/// A name that is there without a value: it also ends Mustache's search in the enclosing sections.
private struct Absent: MustacheCustomRepresentation {
    var representation: Any? { nil }
}

extension ViewValue {
    /// The value as Mustache looks at it: dictionaries, arrays, strings and flags only, nothing that it would reflect on.
    var rendered: Any {
        switch self {
        case .text(let text?) where !text.isEmpty: text
        case .text: Absent()
        case .flag(let flag): flag
        case .group(let values): values.mapValues(\.rendered)
        case .list(let items): items.map { $0.mapValues(\.rendered) }
        }
    }
}
