/// Finds the tags of a template without understanding what they enclose.
struct TemplateScanner {
    /// The tags in order; throws nothing: what is not closed is reported by the template engine's own parser.
    static func tags(of source: String) -> [TemplateTag] {
        var tags: [TemplateTag] = []
        var line = 1
        var rest = Substring(source)
        while let open = rest.firstRange(of: "{{") {
            let inside = rest[open.upperBound...]
            guard let close = inside.firstRange(of: inside.first == "{" ? "}}}" : "}}") else { break }
            line += rest[..<open.lowerBound].count(where: \.isNewline)
            tags.append(tag(inside[..<close.lowerBound], line: line, before: rest[..<open.lowerBound].last))
            line += inside[..<close.lowerBound].count(where: \.isNewline)
            rest = inside[close.upperBound...]
        }
        return tags
    }

    private static func tag(_ inside: Substring, line: Int, before: Character?) -> TemplateTag {
        let kind = inside.first.flatMap { kinds[$0] }
        let name = (kind == nil ? inside : inside.dropFirst()).filter { !$0.isWhitespace }
        return TemplateTag(
            kind: kind ?? .variable, name: String(name), line: line, before: before,
            range: inside.startIndex..<inside.endIndex)
    }

    private static let kinds: [Character: TemplateTag.Kind] = [
        "{": .unescaped, "&": .unescaped, "#": .section, "^": .inverted, "/": .close, ">": .partial, "<": .parent,
        "$": .block, "%": .pragma, "!": .comment, "=": .delimiters,
    ]
}
