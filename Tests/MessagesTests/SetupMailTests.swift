import Messages
import Recoveries
import Testing

@Suite("a mail that asks for a card to be saved")
struct SetupMailTests {
    @Test(
        "it speaks of a card in every locale, and of no amount", arguments: try Sample.catalogue.get().locales,
        [Notification.Occasion.first, .reminder, .asked])
    func words(locale: String, occasion: Notification.Occasion) throws {
        for step in [StepName.newCard, .authenticate] {
            var facts = try Sample.facts(step: step, locale: locale, occasion: occasion)
            facts.recovery.kind = .setup
            facts.recovery.money = .none
            let mail = try Sample.mail(facts)
            let words = try Sample.catalogue.get().words(in: locale)
            let key = occasion == .reminder ? "mail.setup.subject_reminder" : "mail.setup.subject"
            #expect(mail.subject == (try words(key, ["merchant": "Shop"])))
            #expect(!mail.subject.contains("{"))
        }
    }
}
