import ArgumentParser
import Cryptography
import Recoveries

/// `latchkey link`.
struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Looks at links.", subcommands: [LinkInspect.self])
}

/// `latchkey link inspect`.
struct LinkInspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Says what a link's token is and whether it is genuine.",
        discussion: """
            Takes the token or the whole URL. Needs the master key; asks no database, so it works on any machine that \
            has the key. Ends with status 1 when the link would be refused.

            Example: latchkey link inspect https://pay.example.com/l/AQ…
            """)

    @Argument(help: "The 46 characters after /l/, or the URL.") var token: String
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let inspection = try LinkTokens(ring: settings.requiredKeyRing()).inspect(bare)
        Console.say("link       \(LinkID(bytes: inspection.id.bytes).map(\.description) ?? "unknown")")
        Console.say("version    \(inspection.version)")
        Console.say("key        \(inspection.keyID), \(inspection.standing.words)")
        Console.say("signature  \(inspection.isAuthentic.map { $0 ? "genuine" : "forged" } ?? "cannot be checked")")
        Console.say("verdict    \(inspection.isAccepted ? "accepted" : "refused")")
        if !inspection.isAccepted { throw ExitCode.failure }
    }

    private var bare: String {
        let tail = token.split(separator: "/l/", maxSplits: 1).last.map(String.init) ?? token
        return String(tail.prefix { $0 != "?" && $0 != "#" })
    }
}

extension KeyStanding {
    fileprivate var words: String {
        switch self {
        case .current: "the current master key"
        case .previous: "a previous master key"
        case .retired: "retired"
        case .unknown: "not configured here"
        }
    }
}
