import ArgumentParser

/// `latchkey key`.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes, lists and revokes API keys, and makes master keys.",
        subcommands: [KeyCreate.self, KeyList.self, KeyRevoke.self, KeyGenerateMaster.self])
}
