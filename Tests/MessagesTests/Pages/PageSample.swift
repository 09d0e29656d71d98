import Foundation
import Messages
import Recoveries
import Testing

/// Pages to look at; each test changes what it is about.
enum PageSample {
    static let assets = PageAssets(stylesheet: "/assets/latchkey.abc.css", script: "/assets/pay.abc.js")
    static let session = PaySession(
        publishableKey: "pk_test_Shop", account: "acct_Shop", stripeJS: "https://js.stripe.com/v3/",
        csrf: "csrf-canary",
        address: "/pay/rec_1")

    static func words(_ locale: String = "en") throws -> Words {
        try Sample.catalogue.get().words(in: locale)
    }

    static func recovery(
        state: RecoveryState = .open, step: StepName = .authenticate, reason: DeclineReason? = nil,
        kind: IntentKind = .payment
    ) throws -> Recovery {
        var recovery = try Sample.facts(step: step).recovery
        recovery.state = state
        recovery.kind = kind
        if kind == .setup { recovery.money = .none }
        recovery.declineReason = reason
        recovery.settledAt = state.isSettled ? recovery.createdAt : nil
        return recovery
    }

    static func pay(
        _ recovery: Recovery, locale: String = "en", merchant: Merchant? = nil, returnURL: String? = nil
    ) throws -> String {
        let page = try PayPage(
            recovery: recovery, merchant: try merchant ?? Sample.facts().merchant, words: try words(locale),
            assets: assets, session: session, returnURL: returnURL)
        return try show(page, "pages/pay")
    }

    static func link(merchant: Merchant? = nil, kind: IntentKind = .payment, locale: String = "en") throws -> String {
        let page = try LinkPage(
            merchant: try merchant ?? Sample.facts().merchant, kind: kind, words: try words(locale), assets: assets,
            nonce: "nonce-1")
        return try show(page, "pages/link")
    }

    static func notice(
        _ notice: Notice, kind: IntentKind = .payment, renewal: RenewalForm? = nil, locale: String = "en"
    ) throws -> String {
        let page = try NoticePage(
            notice, merchant: try Sample.facts().merchant, kind: kind, words: try words(locale), assets: assets,
            renewal: renewal)
        return try show(page, "pages/notice")
    }

    /// What the page's script gets.
    static func data(_ recovery: Recovery, locale: String = "en") throws -> PageScriptData {
        let json = try #require(data(in: try pay(recovery, locale: locale)))
        return try JSONDecoder().decode(PageScriptData.self, from: Data(json.utf8))
    }

    /// The text of the `data-page` attribute as a browser reads it.
    static func data(in html: String) -> String? {
        let entities = ["&quot;": "\"", "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"]
        // A browser reads scalar by scalar, whatever a combining accent makes of its neighbour.
        let attribute = /data-page="([^"]*)"/.matchingSemantics(.unicodeScalar)
        let entity = /&(quot|#39|lt|gt|amp);/.matchingSemantics(.unicodeScalar)
        guard let text = html.firstMatch(of: attribute)?.1 else { return nil }
        return String(text).replacing(entity) { entities[String($0.output.0)] ?? "" }
    }

    private static func show(_ view: some View, _ name: TemplateName) throws -> String {
        try TemplateLibrary(directory: Sample.templates).render(view, with: name)
    }
}
