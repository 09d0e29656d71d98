import ArgumentParser
import Recoveries
import Service

/// `latchkey key revoke`.
struct KeyRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes an API key back, at once and for good.",
        discussion: "Example: latchkey key revoke key_01h455vb4pex5vsknk084sn02q")

    @Argument(help: ArgumentHelp("The key's id, as `latchkey key list` shows it.", valueName: "key-id"))
    var key: IdentifierArgument<APIKeyKind>
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        guard try await Stores.using(settings, { try await $0.apiKeys.revoke(key.id) }) else {
            throw Complaint("There is no working key \(key.id). `latchkey key list` shows them.")
        }
        Console.say("\(key.id) is revoked.")
    }
}
