/// What the mail templates show, all of it in the customer's words already.
struct MailView: View {
    /// One line of the table of facts.
    struct Fact: Sendable {
        var label: String
        var value: String
        var isAmount = false
    }

    /// Where the customer can ask, and the words around it.
    struct Support: Sendable {
        var sentence: String
        var joiner: String
        var email: String?
        var url: String?
    }

    static let templates: [TemplateName] = [
        "mail/authenticate.html", "mail/authenticate.text", "mail/new_card.html", "mail/new_card.text",
        "mail/setup.html", "mail/setup.text",
    ]

    var locale: String
    var direction: TextDirection
    var merchant: String
    var subject: String
    var preheader: String
    var heading: String
    var greeting: String
    var lead: String
    var reason: String?
    var next: String
    var facts: [Fact]
    var button: String
    var link: String
    var linkHost: String
    var linkWrittenOut: String
    var linkInText: String
    var check: String?
    var safety: String
    var unexpected: String
    var support: Support
    var logo: String?
    var colors: MailColors

    var values: [String: ViewValue] {
        [
            "locale": .text(locale),
            "direction": .text(direction.rawValue),
            "ltr": .flag(direction == .ltr),
            "merchant": .text(merchant),
            "subject": .text(subject),
            "preheader": .text(preheader),
            "heading": .text(heading),
            "greeting": .text(greeting),
            "lead": .text(lead),
            "reason": .text(reason),
            "next": .text(next),
            "facts": .list(facts.map(\.values)),
            "button": .text(button),
            "link": .text(link),
            "link_host": .text(linkHost),
            "link_written_out": .text(linkWrittenOut),
            "link_in_text": .text(linkInText),
            "check": .text(check),
            "safety": .text(safety),
            "unexpected": .text(unexpected),
            "logo": .text(logo),
            "button_color": .text(colors.button),
            "button_ink": .text(colors.ink),
            "button_edge": .text(colors.edge),
            "dark_button_color": .text(colors.darkButton),
            "dark_button_ink": .text(colors.darkInk),
            "support": .text(support.sentence),
            "support_email": .text(support.email),
            "support_joiner": .text(support.email == nil || support.url == nil ? nil : support.joiner),
            "support_url": .text(support.url),
        ]
    }

    static let example = MailView(
        locale: "en", direction: .ltr, merchant: "Shop", subject: "Confirm your $10.99 payment to Shop",
        preheader: "Your bank asks for this.", heading: "Please confirm your payment", greeting: "Hello Aiko,",
        lead: "Your bank asks you to confirm a payment of $10.99 to Shop.", reason: "Your card was declined.",
        next: "It takes about a minute.", facts: [Fact(label: "Amount", value: "$10.99", isAmount: true)],
        button: "Confirm $10.99 payment", link: "https://pay.shop.example/l/example",
        linkHost: "The button opens pay.shop.example.", linkWrittenOut: "Copy this address:",
        linkInText: "Open this address:",
        check: "Check merchant, amount and card.", safety: "We never ask for your card number by mail.",
        unexpected: "If you do not recognise this payment, ask Shop.",
        support: Support(
            sentence: "Questions? Write to", joiner: "or at", email: "help@shop.example", url: "https://shop.example"),
        logo: "https://pay.shop.example/logo/default/example.png", colors: MailColors(nil))
}

extension MailView.Fact {
    var values: [String: ViewValue] {
        ["label": .text(label), "value": .text(value), "is_amount": .flag(isAmount)]
    }
}
