/// Holds templates against the names that their views offer, partials, parents and sections included.
struct TemplateChecker {
    let sources: [TemplateName: TemplateSource]
    private(set) var problems: Set<TemplateProblem> = []
    /// The partials being looked at, so that one that shows itself ends.
    private var path: [TemplateName] = []

    init(sources: [TemplateName: TemplateSource]) {
        self.sources = sources
    }

    /// Looks at one template as the view's values fill it.
    mutating func check(_ name: TemplateName, shows values: [String: ViewValue], directory: String) {
        guard let source = sources[name] else {
            problems.insert(TemplateProblem(file: "\(directory)/\(name).mustache", "is missing; a view is shown by it"))
            return
        }
        check(source, scopes: [values])
    }

    private mutating func check(_ source: TemplateSource, scopes: [[String: ViewValue]]) {
        guard !path.contains(source.name) else { return }
        path.append(source.name)
        defer { path.removeLast() }
        var scopes = scopes
        var opened: [Int] = []
        for tag in source.tags {
            switch tag.kind {
            case .variable:
                checkVariable(tag, source, scopes)
            case .section, .inverted:
                let inner = section(tag, source, scopes)
                opened.append(inner.count)
                scopes += inner
            case .parent, .block:
                opened.append(0)
                if tag.kind == .parent { follow(tag, source, scopes) }
            case .close:
                scopes.removeLast(min(opened.popLast() ?? 0, scopes.count))
            case .partial:
                follow(tag, source, scopes)
            case .unescaped, .pragma, .comment, .delimiters:
                break
            }
        }
    }

    private mutating func checkVariable(_ tag: TemplateTag, _ source: TemplateSource, _ scopes: [[String: ViewValue]]) {
        switch Self.value(tag.name, scopes) {
        case .text:
            break
        case .none:
            unknown(tag, source, scopes)
        case .flag, .group, .list:
            problems.insert(
                source.problem(at: tag, "{{\(tag.name)}} is no text; use it as {{#\(tag.name)}}…{{/\(tag.name)}}"))
        }
    }

    /// The scopes that the section opens.
    private mutating func section(
        _ tag: TemplateTag, _ source: TemplateSource, _ scopes: [[String: ViewValue]]
    ) -> [[String: ViewValue]] {
        switch Self.value(tag.name, scopes) {
        case .none:
            unknown(tag, source, scopes)
            return []
        case .group(let names) where tag.kind == .section:
            return [names]
        case .list(let items) where tag.kind == .section:
            return [items.first ?? [:]]
        default:
            return []
        }
    }

    private mutating func follow(_ tag: TemplateTag, _ source: TemplateSource, _ scopes: [[String: ViewValue]]) {
        let name = TemplateName(tag.name)
        guard let partial = sources[name] else {
            problems.insert(
                source.problem(at: tag, "there is no template \(name); check its path under the templates folder"))
            return
        }
        if name.isText != source.name.isText {
            problems.insert(source.problem(at: tag, "\(name): a text shows only .text partials, and HTML none of them"))
        }
        check(partial, scopes: scopes)
    }

    private mutating func unknown(_ tag: TemplateTag, _ source: TemplateSource, _ scopes: [[String: ViewValue]]) {
        let offered = Set(scopes.flatMap(\.keys)).sorted().joined(separator: ", ")
        problems.insert(source.problem(at: tag, "\(tag.name) is not offered here; there are: \(offered)"))
    }

    private static func value(_ name: String, _ scopes: [[String: ViewValue]]) -> ViewValue? {
        let names = name.split(separator: ".").map(String.init)
        guard let first = names.first, !name.hasPrefix("."),
            let found = scopes.last(where: { $0[first] != nil })?[first]
        else { return nil }
        return names.dropFirst().reduce(found) { value, name in
            if case .group(let inside) = value { inside[name] } else { nil }
        }
    }
}
