import ArgumentParser

/// `latchkey outbox`.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Shows what waits to be sent, and sends again what was given up.",
        subcommands: [OutboxList.self, OutboxRetry.self])
}
