import ArgumentParser
import Persistence

/// `latchkey migrate`.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database's tables up to date.",
        discussion: """
            `latchkey serve` does this by itself when it starts. Migrations run under a lock, forwards only, all or none.
            """)

    @Flag(help: "Only list what would be done.") var dryRun = false
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let database = try await options.load().openDatabase()
        let names = try await dryRun ? database.pendingMigrations() : database.migrate()
        await database.close()
        guard !names.isEmpty else { return Console.say("The tables are up to date.") }
        for name in names { Console.say(dryRun ? "to do  \(name)" : "done   \(name)") }
    }
}
