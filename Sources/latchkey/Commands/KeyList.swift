import ArgumentParser
import Persistence
import Recoveries
import Service

/// `latchkey key list`.
struct KeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists a merchant's API keys, revoked ones included; never the keys themselves.",
        discussion: "A key that is set as LATCHKEY_API_KEY stands in the configuration and not in this list.")

    @Option(help: ArgumentHelp("Whose keys.", valueName: "id")) var merchant = MerchantArgument.standard
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let keys = try await Stores.using(settings) { try await $0.apiKeys.list(of: merchant.id) }
        if json { return try Console.json(keys.map(Line.init)) }
        let rows = keys.map { key in
            [
                key.id.description, key.name, "…\(key.hint)", key.createdAt.text,
                key.revokedAt.map { "revoked \($0.text)" } ?? "works",
            ]
        }
        TextTable(["ID", "NAME", "ENDS WITH", "MADE", "STATE"], rows)
            .show(orSay: "\(merchant.id) has no API keys. `latchkey key create` makes one.")
    }

    private struct Line: Encodable {
        let id, merchant, name, hint: String
        let created: Int64
        let revoked: Int64?

        init(_ key: StoredAPIKey) {
            id = key.id.description
            merchant = key.merchant.description
            name = key.name
            hint = key.hint
            created = key.createdAt.seconds
            revoked = key.revokedAt?.seconds
        }
    }
}
