import ArgumentParser

/// `latchkey key`.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes, lists and revokes API keys; makes, rotates and retires master keys.",
        discussion: """
            create, list and revoke are about the API keys of merchants; all others about the master keys that sign links \
            and seal secrets.
            """,
        subcommands: [
            KeyCreate.self, KeyList.self, KeyRevoke.self, KeyGenerateMaster.self, KeyStatus.self, KeyRotate.self,
            KeyReseal.self, KeyRetire.self,
        ])
}
