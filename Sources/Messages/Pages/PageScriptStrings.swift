import Recoveries

/// Every word that the pay page's script may say, in the customer's locale.
public struct PageScriptStrings: Sendable, Equatable, Codable {
    /// The main button, with another card; the page itself shows the one for the card on file.
    public var pay: String
    /// The second button's way back to the card on file; absent when nothing is known of that.
    public var sameCard: String?
    /// What the main button says at work, and what is said beside it while the bank is asked.
    public var starting, bank, bankHint, checking: String
    /// What went wrong; ``tooMany`` holds `{wait}` for the script to fill.
    public var loading, tryAgain, offline, unreachable, tooMany, unfinished, failed: String
    /// Words by ``DeclineReason``, and `incomplete` for a form that is not filled in.
    public var reasons: [String: String]
    /// Stripe's codes by the ``DeclineReason`` that they lead to, with spaces between them.
    public var codes: [String: String]

    init(
        words: Words, kind: IntentKind, merchant: String, amount: String?, card: String?
    ) throws(CatalogueError) {
        var facts = ["merchant": merchant, "wait": "{wait}"]
        facts["amount"] = amount
        let known = facts
        func say(_ key: String) throws(CatalogueError) -> String { try words("page.\(key)", known) }
        pay = try say(kind == .setup ? "pay.setup.button" : "pay.new_card.button")
        sameCard = if let card { try words("page.pay.same_card", ["card": card]) } else { nil }
        starting = try say("working.starting")
        bank = try say("working.bank")
        bankHint = try say("working.bank_hint")
        checking = try say("working.checking")
        loading = try say("problem.loading")
        tryAgain = try say("problem.try_again")
        // A payment's words say that it is charged only once; a saved card is not charged at all.
        offline = try say(kind == .setup ? "problem.unreachable" : "problem.offline")
        unreachable = try say("problem.unreachable")
        tooMany = try say("problem.too_many")
        unfinished = try say("problem.unfinished")
        failed = try say("problem.failed")
        let tellable = DeclineReason.allCases.filter { !$0.codes.isEmpty }
        codes = Dictionary(uniqueKeysWithValues: tellable.map { ($0.rawValue, $0.codes.joined(separator: " ")) })
        reasons = [:]
        for reason in DeclineReason.allCases.map(\.rawValue) + ["incomplete"] {
            reasons[reason] = try say("reason.\(reason)")
        }
        if kind == .setup { reasons[DeclineReason.unknown.rawValue] = try say("reason.unknown_setup") }
    }
}
