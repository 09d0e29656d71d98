import ArgumentParser
import Transport

/// `latchkey doctor`.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tests each part for real and says what to mend.",
        discussion: """
            Opens the database, reads templates and assets, logs in to the mail server (no mail is sent), asks Stripe \
            with the secret key, and asks the base URL as a browser would.

            ✓ works   ✗ must be mended   – not set, or not tried
            Ends with status 1 when anything must be mended, and with 78 when a setting is wrong.
            """)

    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load()
        let https = HTTPEngine()
        var isWell = true
        await Checkup(settings: settings, https: https).run { finding in
            finding.lines.forEach { Console.say($0) }
            if finding.standing == .broken { isWell = false }
        }
        await https.shutdown()
        if !isWell { throw ExitCode.failure }
        Console.say("Latchkey can serve.")
    }
}
