import ArgumentParser
import Persistence
import Recoveries

/// `latchkey outbox list`.
struct OutboxList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists messages, newest first.",
        discussion: """
            A message is queued, sending, sent, canceled (its payment was settled before it left) or dead (given up).

            Example: latchkey outbox list --state dead
            """)

    @Option(help: "queued, sending, sent, canceled or dead; may be repeated. All unless given.")
    var state: [StateArgument] = []
    @Option(help: ArgumentHelp("Whose; everyone's unless given.", valueName: "id")) var merchant: MerchantArgument?
    @Option(help: "How many at most, 1 to 1000.") var limit = 50
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit is a number from 1 to 1000.") }
    }

    func run() async throws {
        let database = try await options.load().openDatabase()
        try await database.migrate()
        let (merchant, states, limit) = (merchant?.id, Set(state.map(\.state)), limit)
        let found = try await database.read { try $0.outbox(merchant: merchant, states: states, limit: limit) }
        await database.close()
        if json { return try Console.json(found.map(Line.init)) }
        let rows = found.map {
            [
                $0.id.description, $0.state.rawValue, $0.channel.rawValue, $0.occasion.rawValue, "\($0.attempts)",
                $0.dueAt.text, $0.recovery.description,
            ]
        }
        TextTable(["ID", "STATE", "CHANNEL", "OCCASION", "TRIES", "DUE", "RECOVERY"], rows)
            .show(orSay: "There are no such messages.")
    }

    private struct Line: Encodable {
        let id, merchant, recovery, state, channel, occasion: String
        let attempts: Int
        let dueAt: Int64
        let sentAt: Int64?

        init(_ notification: Notification) {
            id = notification.id.description
            merchant = notification.merchant.description
            recovery = notification.recovery.description
            state = notification.state.rawValue
            channel = notification.channel.rawValue
            occasion = notification.occasion.rawValue
            attempts = notification.attempts
            dueAt = notification.dueAt.seconds
            sentAt = notification.sentAt?.seconds
        }
    }
}

/// A message's state on the command line.
struct StateArgument: ExpressibleByArgument {
    let state: NotificationState

    static let allValueStrings = NotificationState.allCases.map(\.rawValue)

    init?(argument: String) {
        guard let state = NotificationState(rawValue: argument) else { return nil }
        self.state = state
    }
}
