import FoundationEssentials
import Messages
import Recoveries

/// Facts to compose from; each test changes what it is about.
enum Sample {
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let templates = checkout.appending(path: "templates").resolvingSymlinksInPath().path
    static let link = "https://pay.shop.example/l/AQEBZ5x0c2VjcmV0X3Rva2VuX29mX3RoZV9saW5r8P"

    /// What we ship, read once.
    static let catalogue = Result { try Catalogue(directory: "\(templates)/locales") }

    static func composer() throws -> MailComposer {
        MailComposer(
            catalogue: try catalogue.get(),
            templates: try TemplateLibrary(directory: templates))
    }

    static func money(_ amount: Int64, _ code: String) throws -> Money {
        struct UnknownCurrency: Error {}
        guard let currency = Currency(code) else { throw UnknownCurrency() }
        return Money(amount: amount, currency: currency)
    }

    static func facts(
        step: StepName = .authenticate, locale: String = "en", occasion: Notification.Occasion = .first
    ) throws -> MailFacts {
        let opened = Instant(seconds: 1_795_500_000)
        let expires = opened + .seconds(7 * 86_400)
        let merchant = Merchant(
            id: .default, name: "Shop", supportEmail: "help@shop.example", supportURL: "https://shop.example/help",
            createdAt: opened)
        let recovery = Recovery(
            merchant: .default, id: RecoveryID(at: opened, random: (1, 2)), paymentIntent: "pi_3OzCanaryIntent",
            step: step, declineReason: step == .newCard ? .insufficientFunds : nil, money: try money(1099, "jpy"),
            customer: Customer(
                email: "aiko@customer.example", name: "Aiko", locale: locale, timeZone: "Asia/Tokyo",
                stripeCustomer: "cus_Canary"),
            paymentMethod: PaymentMethodSummary(id: "pm_Canary", brand: "visa", last4: "3063"),
            description: "Monthly box, December", returnURL: "https://shop.example/canary-return",
            metadata: ["order": "canary-metadata"], publishableKey: "pk_test_Canary", createdAt: opened,
            expiresAt: expires)
        return MailFacts(
            merchant: merchant, from: "pay@shop.example", to: "aiko@customer.example", recovery: recovery,
            occasion: occasion, link: link, expiresAt: expires,
            notification: NotificationID(at: opened, random: (3, 4)), date: opened)
    }

    static func mail(_ facts: MailFacts) throws -> RenderedMail {
        switch try composer().compose(facts) {
        case .email(let mail): mail
        }
    }
}
