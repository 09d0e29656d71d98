/// The page on which a payment is finished, in each of its faces. Made of domain facts in `PayPage+Words.swift`.
public struct PayPage: View {
    /// One line of the facts below the amount.
    struct Row: Sendable {
        var label: String
        var value: String
    }

    /// What only a page with a form says.
    struct Form: Sendable {
        var button: String
        var anotherCard: String
        var cardLabel: String
        var cardHint: String
        var once: String
        var noScript: String
    }

    /// A way back to the merchant.
    struct Return: Sendable {
        var url: String
        var button: String
    }

    /// The script's address and what it is to know.
    struct Script: Sendable {
        var url: String
        var data: String
    }

    /// The templates that show this view.
    public static let templates: [TemplateName] = ["pages/pay"]

    /// The page's face.
    public let mode: PageMode
    let frame: PageFrame
    let heading: String
    let amount: String?
    let lead: String
    let rows: [Row]
    let form: Form?
    let lookAgain: String?
    let back: Return?
    let script: Script?

    /// The names that the templates can use.
    public var values: [String: ViewValue] {
        let own: [String: ViewValue] = [
            "mode": .text(mode.rawValue),
            "paying": .flag(mode.isPaying),
            "authenticating": .flag(mode == .authenticate),
            "waiting": .flag(mode == .wait),
            "done": .flag(mode == .done),
            "gone": .flag(mode == .gone),
            "heading": .text(heading),
            "amount": .text(amount),
            "lead": .text(lead),
            "has_facts": .flag(!rows.isEmpty),
            "facts": .list(rows.map(\.values)),
            "look_again": .text(lookAgain),
            "return_url": .text(back?.url),
            "return_button": .text(back?.button),
            "script": .text(script?.url),
            "script_data": .text(script?.data),
        ]
        return frame.values.merging(own) { $1 }.merging(formValues) { $1 }
    }

    private var formValues: [String: ViewValue] {
        [
            "button": .text(form?.button),
            "another_card": .text(form?.anotherCard),
            "card_label": .text(form?.cardLabel),
            "card_hint": .text(form?.cardHint),
            "once": .text(form?.once),
            "no_script": .text(form?.noScript),
        ]
    }

    /// A page with every part present.
    public static let example = PayPage(
        mode: .authenticate, frame: .example, heading: "Your payment is confirmed", amount: "$10.99",
        lead: "Your bank asks you to confirm this payment.", rows: [Row(label: "Card", value: "Visa ending in 4242")],
        form: Form(
            button: "Confirm $10.99 payment", anotherCard: "Use another card", cardLabel: "Card details",
            cardHint: "They go to Stripe.", once: "You are charged only once.", noScript: "This page needs JavaScript."),
        lookAgain: "Look again", back: Return(url: "https://shop.example/", button: "Back to Shop"),
        script: Script(url: "/assets/pay.js", data: "{}"))
}

extension PayPage.Row {
    var values: [String: ViewValue] { ["label": .text(label), "value": .text(value)] }
}

extension PayPage: CustomStringConvertible {
    /// Names the face only: the script's data hold a token.
    public var description: String { "PayPage(\(mode.rawValue))" }
}
