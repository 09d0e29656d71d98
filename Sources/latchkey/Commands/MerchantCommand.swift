import ArgumentParser

/// `latchkey merchant`.
struct MerchantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merchant",
        abstract: "Adds and lists merchants.",
        discussion:
            "The first merchant, `default`, is the one that the settings describe. Others live in the database.",
        subcommands: [MerchantAdd.self, MerchantList.self])
}
