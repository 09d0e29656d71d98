import ArgumentParser
import Service

/// `latchkey key reseal`.
struct KeyReseal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseal",
        abstract: "Seals with the master key that signs what earlier ones sealed.",
        discussion: """
            `latchkey serve` does it by itself after each start, and again every hour. It may be cut off and repeated, \
            and run beside a service that knows the same keys. Ends with status 1 when a secret could not be opened.
            """)

    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let outcome = try await Stores.using(settings) { stores in
            try await stores.openKeys(of: settings)
            return try await stores.resealSecrets.run()
        }
        Console.say("client secrets sealed anew       \(outcome.clientSecrets)")
        Console.say("merchants' secrets sealed anew   \(outcome.merchantSecrets)")
        guard outcome.unreadable > 0 else { return }
        throw Complaint(
            "\(outcome.unreadable) secrets cannot be opened. `latchkey key status` tells which master key they need.")
    }
}
