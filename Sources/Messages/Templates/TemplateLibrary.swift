import FoundationEssentials
import Mustache

/// All templates under one folder, read at start and checked against the views they show.
public struct TemplateLibrary: Sendable {
    /// The folder they were read from.
    public let directory: String
    private let templates: MustacheLibrary
    private let problems: [TemplateProblem]

    /// Reads every `*.mustache` below `directory`.
    ///
    /// Throws, with every problem found, when the folder is missing or empty, a file is not UTF-8 or does not parse, a text template
    /// lacks its pragma, or a template shows something unescaped.
    public init(directory: String) throws(TemplateError) {
        self.directory = directory
        let sources = try Self.read(directory)
        templates = try Self.parse(sources)
        problems = Self.check(sources, directory: directory)
    }

    /// What is wrong between templates and views: unknown names, missing templates and partials, in the order of files and lines.
    ///
    /// `latchkey template check` prints it; `serve` does not start with any.
    public func check() -> [TemplateProblem] {
        problems
    }

    /// Shows a view by a template. Throws when there is no such template.
    public func render(_ view: some View, with name: TemplateName) throws(TemplateError) -> String {
        let values = view.values.mapValues(\.rendered)
        let engineName = TemplateSource.engineName(name.description)
        guard let text = templates.render(values, withTemplate: engineName) else {
            throw TemplateError([TemplateProblem(file: "\(directory)/\(name).mustache", "is missing")])
        }
        return text
    }

    private static func read(_ directory: String) throws(TemplateError) -> [TemplateSource] {
        // A folder behind a symbolic link would otherwise be listed as empty.
        let folder = URL(filePath: directory).resolvingSymlinksInPath().path
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
            let advice = "there is no such folder; set LATCHKEY_TEMPLATES to the templates folder"
            throw TemplateError([TemplateProblem(file: directory, advice)])
        }
        let files = paths.filter { $0.hasSuffix(".mustache") }.sorted()
        guard !files.isEmpty else {
            throw TemplateError([TemplateProblem(file: directory, "holds no .mustache file")])
        }
        var sources: [TemplateSource] = []
        for path in files {
            sources.append(try source(path, in: directory))
        }
        return sources
    }

    private static func source(_ path: String, in directory: String) throws(TemplateError) -> TemplateSource {
        let file = "\(directory)/\(path)"
        guard let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self)
        else {
            throw TemplateError([TemplateProblem(file: file, "cannot be read as UTF-8 text")])
        }
        let name = TemplateName(String(path.dropLast(".mustache".count)))
        return TemplateSource(name: name, file: file, text: String(text.map { $0 == "\r\n" ? "\n" : $0 }))
    }

    private static func parse(_ sources: [TemplateSource]) throws(TemplateError) -> MustacheLibrary {
        MarkupContentType.registered
        var library = MustacheLibrary()
        var problems = sources.flatMap(\.problems)
        for source in sources {
            do {
                let name = TemplateSource.engineName(source.name.description)
                try library.register(source.engineText, named: name)
            } catch let error as MustacheTemplate.ParserError {
                let words = "does not parse: \(error.error)"
                problems.append(TemplateProblem(file: source.file, line: error.context.lineNumber, words))
            } catch {
                problems.append(TemplateProblem(file: source.file, "does not parse: \(error)"))
            }
        }
        guard problems.isEmpty else { throw TemplateError(problems) }
        return library
    }

    private static func check(_ sources: [TemplateSource], directory: String) -> [TemplateProblem] {
        let named = sources.map { ($0.name, $0) }
        var checker = TemplateChecker(sources: Dictionary(named, uniquingKeysWith: { first, _ in first }))
        for view in Views.all {
            let values = view.example.values
            for name in view.templates { checker.check(name, shows: values, directory: directory) }
        }
        return checker.problems.sorted { ($0.file, $0.line ?? 0, $0.problem) < ($1.file, $1.line ?? 0, $1.problem) }
    }
}
