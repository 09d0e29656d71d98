import ArgumentParser
import Messages

/// `latchkey template`.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Looks after what customers read.", subcommands: [TemplateCheck.self])
}

/// `latchkey template check`.
struct TemplateCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks mails, pages and locales.",
        discussion: """
            Finds templates that do not parse, names that nothing fills, text shown unescaped, and locales whose strings \
            differ from English. `latchkey serve` does not start with any of these. Ends with status 1 when there are some.

            Example: latchkey template check --templates ./templates
            """)

    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let folder = try await options.load().requiredTemplates()
        do {
            let (_, catalogue) = try Pages.templates(in: folder)
            Console.say("\(folder) is in order. Locales: \(catalogue.locales.joined(separator: ", ")).")
        } catch {
            Console.say("\(error)")
            throw ExitCode.failure
        }
    }
}
