public import Recoveries

/// A page that says one thing, and what to do next.
public struct NoticePage: View {
    /// The templates that show this view.
    public static let templates: [TemplateName] = ["pages/notice"]

    let frame: PageFrame
    let heading: String
    let lead: String
    let retry: String?
    let renewal: (button: String, form: RenewalForm)?

    /// Makes the page.
    ///
    /// - Parameters:
    ///   - merchant: whose payment it is about; `nil` when that is not known, or not for the asker to know.
    ///   - kind: whether it is about a payment or about a card to be saved.
    ///   - renewal: how to ask for a fresh link, where one can be sent.
    public init(
        _ notice: Notice, merchant: Merchant? = nil, kind: IntentKind = .payment, words: Words, assets: PageAssets,
        renewal: RenewalForm? = nil
    ) throws(CatalogueError) {
        let key = notice == .confirmed && kind == .setup ? "confirmed_setup" : notice.key
        let leadKey = notice == .expired && renewal == nil ? "lead_ask" : "lead"
        heading = try words("page.notice.\(key).title")
        lead = try words("page.notice.\(key).\(leadKey)", Self.facts(of: notice, merchant, words))
        if let renewal { self.renewal = (try words("page.renew"), renewal) } else { self.renewal = nil }
        retry = notice.canBeRetried ? try words("page.notice.retry") : nil
        frame = try PageFrame(title: heading, merchant: merchant, words: words, assets: assets)
    }

    private static func facts(of notice: Notice, _ merchant: Merchant?, _ words: Words) -> [String: String] {
        var facts: [String: String] = [:]
        if let merchant { facts["merchant"] = PageFrame.name(of: merchant) }
        if let wait = notice.wait { facts["wait"] = WaitFormatter(locale: words.locale)(wait) }
        return facts
    }

    private init() {
        frame = .example
        heading = "This link has expired"
        lead = "Please ask for a new one."
        retry = "Try again"
        renewal = ("Send me a fresh link", RenewalForm(action: "/pay/example/renew", nonce: "example"))
    }

    /// A page with every part present.
    public static let example = NoticePage()

    /// The names that the templates can use.
    public var values: [String: ViewValue] {
        frame.values.merging([
            "heading": .text(heading), "lead": .text(lead), "retry": .text(retry),
            "renew": .text(renewal?.button), "renew_action": .text(renewal?.form.action),
            "renew_nonce": .text(renewal?.form.nonce),
        ]) { $1 }
    }
}
