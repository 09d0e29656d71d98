import ArgumentParser
import Cryptography
import Logging
import Recoveries
import Service

/// `latchkey serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves links, pages and the API, and sends the mail.",
        discussion: """
            Needs a master key (LATCHKEY_MASTER_KEY) and a mail server (LATCHKEY_SMTP_URL, LATCHKEY_MAIL_FROM). Put a \
            proxy that ends TLS before it, and set LATCHKEY_BASE_URL to its https address.

            Logs go to standard error, one line each. When connections are taken, one line on standard output says so. \
            SIGTERM or Ctrl-C ends it: what is being sent is finished or given back, nothing is lost. SIGKILL loses \
            nothing either.

            Example: LATCHKEY_CONFIG=/etc/latchkey/latchkey.yaml latchkey serve
            """)

    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey, .smtpURL])
        let logger = startLogging(settings.logLevel)
        let composition = try await buildComposition(settings, logger: logger) { _ in
            Console.say("Latchkey is ready: \(settings.baseURL.text) (listening on \(settings.listen)).")
        }
        try await showFirstKey(of: composition)
        try await composition.run()
    }

    /// A service that nobody can call is of no use: the first merchant gets a key if it has none.
    private func showFirstKey(of composition: Composition) async throws {
        guard let key = try await composition.stores.apiKeys.createFirst(for: .default) else { return }
        Console.complain(
            """
            The first merchant had no API key, so here is one. It is shown this once:

                \(key.reveal())

            """)
    }
}

/// Sends every log entry to standard error, and gives the command's own logger. Once per process.
func startLogging(_ level: Logger.Level) -> Logger {
    LoggingSystem.bootstrap { LineLogHandler(label: $0, level: level) }
    return Logger(label: "latchkey")
}
