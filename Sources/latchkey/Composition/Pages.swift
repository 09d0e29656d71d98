import Messages
import Web

/// What customers read and browsers load, read from its folders and checked.
struct Pages {
    let library: TemplateLibrary
    let catalogue: Catalogue
    let assets: Assets

    /// - Throws: what is wrong with a template, a locale or the public folder.
    init(_ settings: Settings) throws {
        (library, catalogue) = try Self.templates(in: settings.requiredTemplates())
        assets = try Assets(directory: try settings.requiredPublicFolder())
    }

    /// Reads templates and locales.
    ///
    /// - Throws: ``TemplatesUnfit`` with every problem, or what the parsers say.
    static func templates(in folder: String) throws -> (TemplateLibrary, Catalogue) {
        let library = try TemplateLibrary(directory: folder)
        let problems = library.check()
        guard problems.isEmpty else { throw TemplatesUnfit(problems: problems.map(\.description)) }
        return (library, try Catalogue(directory: "\(folder)/locales"))
    }
}

/// Templates that do not fit what is shown by them.
struct TemplatesUnfit: Error, CustomStringConvertible {
    let problems: [String]

    var description: String { problems.joined(separator: "\n") }
}
