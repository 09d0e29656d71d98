/// A template's text as it lies on disk, with its tags.
struct TemplateSource {
    let name: TemplateName
    let file: String
    let text: String
    let tags: [TemplateTag]

    init(name: TemplateName, file: String, text: String) {
        self.name = name
        self.file = file
        self.text = text
        tags = TemplateScanner.tags(of: text)
    }

    /// What is wrong in the file by itself, whatever view it shows.
    var problems: [TemplateProblem] {
        pragmaProblems + tags.compactMap { tag in fault(of: tag).map { problem(at: tag, $0) } }
    }

    /// The text as the template engine takes it: escaping by our own rules, and names that its parser can read.
    ///
    /// Its parser does not admit a slash in the tag that closes a parent, so `/` becomes `?` in the tags that name a template.
    var engineText: String {
        var pieces: [Substring] = [name.isText ? "" : Substring(MarkupContentType.pragma)]
        var end = text.startIndex
        for tag in tags where [.partial, .parent, .close].contains(tag.kind) {
            let inside = text[tag.range]
            pieces += [
                text[end..<tag.range.lowerBound], inside.prefix(1), Substring(Self.engineName(inside.dropFirst())),
            ]
            end = tag.range.upperBound
        }
        return (pieces + [text[end...]]).joined()
    }

    static func engineName(_ name: some StringProtocol) -> String {
        String(name.map { $0 == "/" ? "?" : $0 })
    }

    func problem(at tag: TemplateTag, _ words: String) -> TemplateProblem {
        TemplateProblem(file: file, line: tag.line, words)
    }

    /// A template engine that meets no pragma falls back to HTML, also in a partial of a text.
    private var pragmaProblems: [TemplateProblem] {
        let begins = text.hasPrefix("{{%CONTENT_TYPE:TEXT}}") || text.hasPrefix("{{% CONTENT_TYPE: TEXT}}")
        if name.isText && !begins {
            return [TemplateProblem(file: file, line: 1, "a .text template must begin with {{%CONTENT_TYPE:TEXT}}")]
        }
        if !name.isText, let pragma = tags.first(where: { $0.kind == .pragma }) {
            return [
                problem(at: pragma, "an HTML template takes no pragma; take it out, or name the file ….text.mustache")
            ]
        }
        return []
    }

    private func fault(of tag: TemplateTag) -> String? {
        switch tag.kind {
        case .unescaped:
            "{{{\(tag.name)}}} would show what customers and merchants wrote unescaped; write {{\(tag.name)}}"
        case .delimiters:
            "other delimiters are not supported; keep {{ and }}"
        case .partial where tag.name.hasPrefix("*"), .parent where tag.name.hasPrefix("*"):
            "a partial's name cannot be a variable; write it out"
        case .variable where !name.isText && tag.before == "=":
            "the attribute's value needs quotes: \"{{\(tag.name)}}\""
        case .variable where tag.name.contains("("), .section where tag.name.contains("("),
            .inverted where tag.name.contains("("):
            "\(tag.name): transforms are not offered; take the brackets out"
        default:
            nil
        }
    }
}
