public import Recoveries

/// The page behind a link: who asks, and one button. It shows no amount, needs no script and loads nothing of others,
/// so that a mail scanner learns nothing and changes nothing.
public struct LinkPage: View {
    /// The templates that show this view.
    public static let templates: [TemplateName] = ["pages/link"]

    let frame: PageFrame
    let heading: String
    let lead: String
    let button: String
    let nonce: String

    /// Makes the page for a merchant's link.
    ///
    /// - Parameters:
    ///   - isUnderWay: the customer has done their part, and the bank is working on it.
    ///   - nonce: sent back by the form as `nonce`.
    public init(
        merchant: Merchant, kind: IntentKind = .payment, isUnderWay: Bool = false, words: Words, assets: PageAssets,
        nonce: String
    ) throws(CatalogueError) {
        let suffix = kind == .setup ? ".setup" : ""
        let key = "page.link\(suffix)"
        let title = try words("\(key).title", ["merchant": PageFrame.name(of: merchant)])
        frame = try PageFrame(title: title, merchant: merchant, words: words, assets: assets)
        heading = try words(isUnderWay ? "page.wait\(suffix).title" : "\(key).heading")
        lead = try words(isUnderWay ? "page.wait\(suffix).lead" : "\(key).lead")
        button = try words(isUnderWay ? "page.wait.look_again" : "\(key).button")
        self.nonce = nonce
    }

    private init() {
        frame = .example
        heading = "You have a payment to finish"
        lead = "The next page shows the amount."
        button = "Continue to the payment"
        nonce = "example"
    }

    /// A page with every part present.
    public static let example = LinkPage()

    /// The names that the templates can use.
    public var values: [String: ViewValue] {
        frame.values.merging([
            "heading": .text(heading), "lead": .text(lead), "button": .text(button), "nonce": .text(nonce),
        ]) { $1 }
    }
}

extension LinkPage: CustomStringConvertible {
    /// Names the merchant only: the nonce stays unsaid.
    public var description: String { "LinkPage(\(frame.merchant ?? ""))" }
}
