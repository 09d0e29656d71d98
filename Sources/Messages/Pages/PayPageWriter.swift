import Recoveries

/// Finds the words for one pay page: facts and a locale in, the parts of the view out.
struct PayPageWriter {
    let mode: PageMode
    /// The sum; `nil` where a card is saved.
    let amount: String?
    private let recovery: Recovery
    private let words: Words
    private let merchant: String
    private let figures: String

    init(recovery: Recovery, merchant: Merchant, words: Words) {
        mode = PageMode(recovery)
        self.recovery = recovery
        self.words = words
        self.merchant = PageFrame.name(of: merchant)
        figures = words.figureLocale(of: [recovery.customer.locale, merchant.locale])
        amount = recovery.kind == .setup ? nil : MoneyFormatter(locale: figures)(recovery.money)
    }

    func title() throws(CatalogueError) -> String {
        switch mode {
        case .authenticate, .newCard: try say("\(formKey).title")
        case .wait, .done: try say("\(mode.rawValue)\(suffix).title")
        case .gone: try say("gone.\(ending).title")
        }
    }

    func lead() throws(CatalogueError) -> String {
        switch mode {
        case .authenticate: try say("\(formKey).lead")
        case .newCard: try newCardLead()
        case .wait, .done: try say("\(mode.rawValue)\(suffix).lead")
        case .gone: try say("gone.\(ending).lead")
        }
    }

    func rows() throws(CatalogueError) -> [PayPage.Row] {
        var rows: [PayPage.Row] = []
        let description = PlainText.line(recovery.description ?? "", limit: 200)
        if !description.isEmpty {
            rows.append(PayPage.Row(label: try say("facts.description"), value: description))
        }
        if mode.isPaying, let card = try card() {
            let label = mode == .newCard ? "facts.card_tried" : "facts.card"
            rows.append(PayPage.Row(label: try say(label), value: card))
        }
        if mode == .done, let settled = recovery.settledAt {
            let moments = MomentFormatter(locale: figures, timeZone: recovery.customer.timeZone)
            rows.append(PayPage.Row(label: try say("facts.date"), value: moments.date(settled)))
        }
        return rows
    }

    private func newCardLead() throws(CatalogueError) -> String {
        let reason = recovery.declineReason ?? .unknown
        if recovery.kind == .setup, reason == .unknown { return try say("pay.setup.lead") }
        return try say("reason.\(reason.rawValue)")
    }

    func form() throws(CatalogueError) -> PayPage.Form? {
        guard mode.isPaying else { return nil }
        return PayPage.Form(
            button: try say("\(formKey).button"), anotherCard: try say("pay.another_card"),
            cardLabel: try say("pay.card_label"), cardHint: try say("pay.card_hint"),
            once: try say(recovery.kind == .setup ? "pay.nothing_now" : "pay.once"),
            noScript: try say("pay.no_script"))
    }

    func back(to url: String?) throws(CatalogueError) -> PayPage.Return? {
        guard mode == .done || mode == .gone, let url = url.flatMap(WebAddress.init) else { return nil }
        return PayPage.Return(url: url.description, button: try say("done.return"))
    }

    func scriptData(for session: PaySession?) throws -> String? {
        guard mode.needsScript, let session else { return nil }
        let strings =
            mode.isPaying
            ? try PageScriptStrings(
                words: words, kind: recovery.kind, merchant: merchant, amount: amount, card: try card()) : nil
        return try PageScriptData(
            mode: mode, kind: recovery.kind, session: session, locale: words.locale, strings: strings
        ).json()
    }

    /// How the recovery ended, as the catalogue names it; an open one whose PaymentIntent is gone counts as canceled.
    private var ending: String {
        if recovery.kind == .setup { return "setup" }
        return switch recovery.state {
        case .revoked, .failed: recovery.state.rawValue
        // One that ran out never gets here: its pages are the notice that offers a fresh link.
        case .open, .processing, .succeeded, .canceled, .expired: RecoveryState.canceled.rawValue
        }
    }

    private func card() throws(CatalogueError) -> String? {
        guard let card = recovery.paymentMethod, card.brand != nil || card.last4 != nil else { return nil }
        return try words.card(card)
    }

    /// The catalogue's name of the words for a page with a form.
    private var formKey: String {
        switch recovery.kind {
        case .payment: "pay.\(mode.rawValue)"
        case .setup: mode == .authenticate ? "pay.confirm_card" : "pay.setup"
        }
    }

    private var suffix: String { recovery.kind == .setup ? ".setup" : "" }

    private func say(_ key: String) throws(CatalogueError) -> String {
        var facts = ["merchant": merchant]
        facts["amount"] = amount
        return try words("page.\(key)", facts)
    }
}
