import ArgumentParser
import Persistence
import Recoveries
import Service

/// `latchkey outbox retry`.
struct OutboxRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Queues dead messages once more.",
        discussion: """
            A running `latchkey serve` sends them within half a minute.

            Example: latchkey outbox retry --all
            """)

    @Argument(help: ArgumentHelp("The messages' ids, as `latchkey outbox list` shows them.", valueName: "message-id"))
    var messages: [IdentifierArgument<NotificationKind>] = []
    @Flag(help: "Every dead message.") var all = false
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func validate() throws {
        guard all != !messages.isEmpty else { throw ValidationError("Name messages, or say --all.") }
    }

    func run() async throws {
        let database = try await options.load().openDatabase()
        try await database.migrate()
        let now = Surroundings.system.now()
        let ids: [NotificationID]? = all ? nil : messages.map(\.id)
        let revived = try await database.write { connection in
            let wanted = try ids ?? connection.outbox(states: [.dead], limit: 10_000).map(\.id)
            return try wanted.filter { try connection.retryNotification($0, at: now) }
        }
        await database.close()
        Console.say(revived.count == 1 ? "1 message is queued." : "\(revived.count) messages are queued.")
        let missed = (ids ?? []).filter { !revived.contains($0) }
        for id in missed { Console.complain("\(id) is not a dead message.") }
        if !missed.isEmpty { throw ExitCode.failure }
    }
}
