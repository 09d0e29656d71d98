import Recoveries
import Testing

@testable import Messages

@Suite("mail")
struct MailComposerTests {
    private func parts(_ facts: MailFacts) throws -> (text: String, html: String) {
        let mail = try #require(try ParsedMail.read([try Sample.mail(facts)]).first)
        return (mail.parts[0].content, mail.parts[1].content)
    }

    @Test(
        "the subject says what is asked, how much and by whom",
        arguments: [
            (StepName.authenticate, "en", "Confirm your ¥1,099 payment to Shop"),
            (.newCard, "en", "Another card is needed for your payment to Shop"),
            (.authenticate, "ja", "Shop へのお支払い（¥1,099）のご確認をお願いします"),
            (.newCard, "ja", "Shop へのお支払いには別のカードが必要です"),
        ])
    func writesSubjects(step: StepName, locale: String, subject: String) throws {
        #expect(try Sample.mail(try Sample.facts(step: step, locale: locale)).subject == subject)
    }

    @Test("a reminder says so, and begins otherwise")
    func reminds() throws {
        let reminder = try Sample.facts(occasion: .reminder)
        #expect(try Sample.mail(reminder).subject == "Reminder: confirm your ¥1,099 payment to Shop")
        #expect(try parts(reminder).text.contains("is still waiting for you."))
    }

    @Test(
        "both parts name merchant, amount, purpose, card, end of the link, its host and its address",
        arguments: ["en", "ja"])
    func saysWhatMatters(locale: String) throws {
        let (text, html) = try parts(try Sample.facts(locale: locale))
        for fact in ["Shop", "¥1,099", "Monthly box, December", "Visa", "3063", "2026", "help@shop.example"] {
            #expect(text.contains(fact) && html.contains(fact), "\(fact)")
        }
        #expect(text.contains("\n\(Sample.link)\n"))
        #expect(html.ranges(of: Sample.link).count == 3)
        #expect(html.contains(" pay.shop.example"))
    }

    @Test("every decline reason has its own words in every locale", arguments: ["en", "ja"])
    func explains(locale: String) throws {
        let words = try Catalogue(directory: "\(Sample.templates)/locales").words(in: locale)
        let mails = try DeclineReason.allCases.map { reason in
            var facts = try Sample.facts(step: .newCard, locale: locale)
            facts.recovery.declineReason = reason
            return try Sample.mail(facts)
        }
        for (reason, mail) in zip(DeclineReason.allCases, try ParsedMail.read(mails)) {
            #expect(mail.parts[0].content.contains(try words("mail.reason.\(reason.rawValue)")))
        }
    }

    @Test("nothing alarms, blames or names fraud", arguments: [StepName.authenticate, .newCard])
    func keepsCalm(step: StepName) throws {
        let mails = try DeclineReason.allCases.flatMap { reason in
            try Notification.Occasion.allCases.map { occasion in
                var facts = try Sample.facts(step: step, occasion: occasion)
                facts.recovery.declineReason = reason
                return try Sample.mail(facts)
            }
        }
        for text in try ParsedMail.read(mails).map({ "\($0.fields) \($0.parts[0].content)".lowercased() }) {
            for word in ["!", "urgent", "fraud", "fail", "stolen", "immediately", "you must", "suspend"] {
                #expect(!text.contains(word), "\(word)")
            }
        }
    }

    @Test("no secret or identifier of Stripe's, no return address and no metadata is in a mail")
    func showsNoSecrets() throws {
        let (text, html) = try parts(try Sample.facts(step: .newCard))
        #expect(!(text + html).lowercased().contains("canary"))
    }

    @Test("a mail prints without its link")
    func printsNoLink() throws {
        let facts = try Sample.facts()
        let mail = try Sample.mail(facts)
        var dumped = ""
        dump(mail, to: &dumped)
        #expect(!"\(facts)\(mail)\(RenderedMessage.email(mail))\(dumped)".contains("AQEBZ5x0"))
    }

    @Test("a customer of no name, card or purpose still gets a whole mail")
    func doesWithLittle() throws {
        var facts = try Sample.facts(step: .newCard)
        facts.recovery.customer = Customer(email: "aiko@customer.example")
        facts.recovery.paymentMethod = nil
        facts.recovery.description = nil
        facts.recovery.declineReason = nil
        facts.merchant.supportEmail = nil
        facts.merchant.supportURL = "javascript:alert(1)"
        let (text, html) = try parts(facts)
        #expect(text.hasPrefix("Hello,\n") && text.contains("Questions? Please contact Shop."))
        #expect(!html.contains("javascript") && !text.contains("Card:") && !text.contains("For:"))
    }

    @Test(
        "the customer is asked to check a card only where one is named", arguments: try Sample.catalogue.get().locales)
    func namesNoUnknownCard(locale: String) throws {
        var facts = try Sample.facts(locale: locale)
        let words = try Sample.catalogue.get().words(in: locale)
        let (withCard, withoutCard) = (try words("mail.check"), try words("mail.check_no_card"))
        #expect(withCard != withoutCard)
        let named = try parts(facts)
        #expect(named.text.contains(withCard) && named.html.contains(withCard))
        for card in [nil, PaymentMethodSummary(id: "pm_1", brand: nil, last4: nil)] {
            facts.recovery.paymentMethod = card
            let nameless = try parts(facts)
            #expect(nameless.text.contains(withoutCard) && nameless.html.contains(withoutCard))
            #expect(!nameless.text.contains(withCard) && !nameless.html.contains(withCard))
        }
    }

    @Test("a step that asks nothing has no mail", arguments: [StepName.wait, .done, .gone])
    func refusesOtherSteps(step: StepName) throws {
        #expect(throws: MessageError.nothingToAsk(step)) { try Sample.mail(try Sample.facts(step: step)) }
    }

    @Test("the customer's country writes the figures, whoever has the words")
    func usesTheCountrysFigures() throws {
        var facts = try Sample.facts(locale: "en-GB")
        facts.recovery.money = try Sample.money(1099, "usd")
        #expect(try Sample.mail(facts).subject == "Confirm your US$10.99 payment to Shop")
    }
}
