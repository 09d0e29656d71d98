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

extension Settings {
    /// Refuses a locale that there are no words for. Where templates are not found, or not in order, nothing is known of it.
    func refuseUnlessWords(exist locale: String) throws(Complaint) {
        guard let folder = templates, let catalogue = try? Catalogue(directory: "\(folder)/locales") else { return }
        guard catalogue.locale(for: locale) == nil else { return }
        throw Complaint("There are no words in “\(locale)”. There are: \(catalogue.locales.joined(separator: ", ")).")
    }
}

/// Templates that do not fit what is shown by them.
struct TemplatesUnfit: Error, CustomStringConvertible {
    let problems: [String]

    var description: String { problems.joined(separator: "\n") }
}
