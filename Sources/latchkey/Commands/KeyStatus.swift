import ArgumentParser
import Cryptography
import Persistence
import Recoveries
import Service

/// `latchkey key status`.
struct KeyStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows the master keys by id: where each stands, and what still depends on it.",
        discussion: """
            LINKS counts the live links that a key may have signed: those made before it was last seen to sign. The \
            secrets are client secrets of open recoveries and Stripe keys and webhook secrets of merchants; `latchkey \
            key reseal` seals them with the key that signs.
            """)

    @Flag(help: "Print JSON.") var json = false
    @OptionGroup(title: "Settings") var options: SettingsOptions

    func run() async throws {
        let settings = try await options.load(requiring: [.masterKey])
        let reports = try await Stores.using(settings) { try await $0.keyRegister.report() }
        if json { return try Console.json(reports.map(Line.init)) }
        let header = ["KEY", "STANDING", "SIGNED FROM", "LAST SIGNED", "LINKS", "LAST ENDS", "SECRETS"]
        TextTable(header, reports.map(cells)).show(orSay: "There are no master keys.")
        for report in reports { advice(on: report).map { Console.say("\n\($0)") } }
    }

    private func cells(_ report: KeyReport) -> [String] {
        let (links, record) = (report.dependants.links, report.record)
        return [
            "\(report.id)", report.standing.word, record?.signedSince?.text ?? "–", record?.signedLast?.text ?? "–",
            "\(links.count)", links.until?.text ?? "–", "\(report.dependants.secretCount)",
        ]
    }

    private func advice(on report: KeyReport) -> String? {
        switch report.standing {
        case .current: nil
        case .previous where report.record?.signedSince == nil:
            "Key \(report.id) has not signed yet: `latchkey key rotate --to \(report.id)` lets it."
        case .previous where report.dependants.isEmpty:
            "Nothing depends on key \(report.id) any more: `latchkey key retire \(report.id)` ends it."
        case .previous: "Key \(report.id) is needed for \(report.dependants.words)."
        case .retired where report.dependants.secretCount > 0, .unknown where !report.dependants.isEmpty:
            "Key \(report.id) is \(report.standing.word), and dead with it: \(report.dependants.words)."
        case .retired, .unknown: nil
        }
    }

    private struct Line: Encodable {
        let key: UInt8
        let standing: String
        let signedSince, lastSigned, linksUntil: Int64?
        let links, clientSecrets, merchantSecrets: Int

        init(_ report: KeyReport) {
            let dependants = report.dependants
            key = report.id
            standing = report.standing.rawValue
            signedSince = report.record?.signedSince?.seconds
            lastSigned = report.record?.signedLast?.seconds
            links = dependants.links.count
            linksUntil = dependants.links.until?.seconds
            clientSecrets = dependants.clientSecrets
            merchantSecrets = dependants.secretCount - dependants.clientSecrets
        }
    }
}

extension KeyStanding {
    fileprivate var word: String {
        switch self {
        case .current: "signs"
        case .previous: "verifies"
        case .retired: "retired"
        case .unknown: "not configured"
        }
    }
}
