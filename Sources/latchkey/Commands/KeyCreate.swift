import ArgumentParser
import Cryptography
import Recoveries
import Service

/// `latchkey key create`.
struct KeyCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes an API key and shows it once.",
        discussion: """
            The key goes to standard output, its id to standard error. Only a hash of it is stored: a key that is lost \
            is revoked and replaced.

            Example: latchkey key create --name backend
            """)

    @Option(help: ArgumentHelp("Whose key it is.", valueName: "id")) var merchant = MerchantArgument.standard
    @Option(help: ArgumentHelp("What it is for, to tell it from others.", valueName: "text")) var name = "api"
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let made = try await Stores.using(settings) { try await $0.apiKeys.create(for: merchant.id, name: name) }
        Console.say(made.key.reveal())
        Console.complain("\(made.id) of merchant \(merchant.id). It is shown this once.")
    }
}
