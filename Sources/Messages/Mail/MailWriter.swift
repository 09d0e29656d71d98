import FoundationEssentials
import Recoveries

/// Finds the words for one mail: facts and a locale in, a view out.
struct MailWriter {
    private let facts: MailFacts
    private let words: Words
    private let merchant: String
    private let amount: String?
    private let expires: String

    init(_ facts: MailFacts, catalogue: Catalogue) {
        self.facts = facts
        let preferred = facts.recovery.customer.locale
        let locale = catalogue.best(for: [preferred].compactMap(\.self), default: facts.merchant.locale)
        words = catalogue.words(in: locale)
        let figures = words.figureLocale(of: [preferred, facts.merchant.locale])
        merchant = PlainText.line(facts.merchant.name, limit: 60)
        amount = facts.recovery.kind == .setup ? nil : MoneyFormatter(locale: figures)(facts.recovery.money)
        expires = MomentFormatter(locale: figures, timeZone: facts.recovery.customer.timeZone)
            .dateAndTime(facts.expiresAt)
    }

    func view() throws(MessageError) -> MailView {
        guard [.authenticate, .newCard].contains(facts.recovery.step) else {
            throw .nothingToAsk(facts.recovery.step)
        }
        do throws(CatalogueError) {
            return try writtenView()
        } catch {
            throw .words(error)
        }
    }

    private func writtenView() throws(CatalogueError) -> MailView {
        let step = "mail.\(facts.words)"
        let host = URL(string: facts.link)?.host() ?? facts.link
        return MailView(
            locale: words.locale, direction: words.direction, merchant: merchant,
            subject: try say(facts.occasion == .reminder ? "\(step).subject_reminder" : "\(step).subject"),
            preheader: try say("\(step).preheader"), heading: try say("\(step).heading"), greeting: try greeting(),
            lead: try say("\(step).lead_\(facts.occasion.rawValue)"), reason: try reason(),
            next: try say("\(step).next"), facts: try table(), button: try say("\(step).button"), link: facts.link,
            linkHost: try words("mail.link.host", ["host": host]), linkWrittenOut: try say("mail.link.written_out"),
            linkInText: try say("mail.link.text"), check: try check(), safety: try say("mail.safety"),
            unexpected: try say("mail.unexpected"), support: try support(), logo: facts.logo,
            colors: MailColors(facts.merchant.brand.color))
    }

    private func say(_ key: String) throws(CatalogueError) -> String {
        var known = ["merchant": merchant]
        known["amount"] = amount
        return try words(key, known)
    }

    private func greeting() throws(CatalogueError) -> String {
        let name = PlainText.line(facts.recovery.customer.name ?? "", limit: 60)
        return name.isEmpty ? try words("mail.greeting_nameless") : try words("mail.greeting", ["name": name])
    }

    private func reason() throws(CatalogueError) -> String? {
        guard facts.recovery.step == .newCard, facts.recovery.kind == .payment else { return nil }
        return try say("mail.reason.\((facts.recovery.declineReason ?? .unknown).rawValue)")
    }

    /// What to look at before paying: no more than the table below shows.
    private func check() throws(CatalogueError) -> String? {
        guard amount != nil else { return nil }
        return try say(card == nil ? "mail.check_no_card" : "mail.check")
    }

    /// The card, where Stripe said anything about it.
    private var card: PaymentMethodSummary? {
        facts.recovery.paymentMethod.flatMap { $0.brand != nil || $0.last4 != nil ? $0 : nil }
    }

    private func table() throws(CatalogueError) -> [MailView.Fact] {
        var rows: [MailView.Fact] = []
        if let amount {
            rows.append(MailView.Fact(label: try say("mail.facts.amount"), value: amount, isAmount: true))
        }
        let description = PlainText.line(facts.recovery.description ?? "", limit: 200)
        if !description.isEmpty {
            rows.append(MailView.Fact(label: try say("mail.facts.description"), value: description))
        }
        if let card {
            rows.append(MailView.Fact(label: try say("mail.facts.card"), value: try words.card(card)))
        }
        return rows + [MailView.Fact(label: try say("mail.facts.expires"), value: expires)]
    }

    private func support() throws(CatalogueError) -> MailView.Support {
        let email = facts.merchant.supportEmail.flatMap(Mailbox.init)?.address
        let url = facts.merchant.supportURL.flatMap(WebAddress.init)?.description
        let key = email != nil ? "email" : url != nil ? "url" : "none"
        return MailView.Support(
            sentence: try say("mail.support.\(key)"), joiner: try say("mail.support.both_joiner"), email: email,
            url: url)
    }
}
