import HTTPTypes
import Hummingbird
import Messages
import Recoveries
import Service

/// Writes customers' pages: the right words, the right headers.
struct PageWriter: Sendable {
    private let settings: WebSettings
    private let library: TemplateLibrary
    private let catalogue: Catalogue
    private let assets: PageAssets
    private let headers: PageHeaders

    init(settings: WebSettings, library: TemplateLibrary, catalogue: Catalogue, assets: Assets) {
        self.settings = settings
        self.library = library
        self.catalogue = catalogue
        self.assets = PageAssets(
            stylesheet: assets.path(of: Assets.stylesheet), script: assets.path(of: Assets.script))
        headers = PageHeaders(settings)
    }

    /// The page behind a link.
    func link(_ visit: Visit, nonce: String, for request: Request) throws -> Response {
        let page = try LinkPage(
            merchant: visit.account.merchant, words: words(for: request, visit), assets: assets, nonce: nonce)
        return try html(page, LinkPage.templates, headers: headers.quiet, for: request)
    }

    /// The page where the payment is finished.
    func payment(_ visit: Visit, csrf: String, for request: Request) throws -> Response {
        let session = PaySession(
            publishableKey: visit.recovery.publishableKey ?? visit.account.merchant.publishableKey ?? "",
            account: visit.account.stripeAccount, stripeJS: settings.stripeJS, train: settings.train, csrf: csrf,
            urls: PageURLs(page: "/pay/\(visit.recovery.id)"))
        let page = try PayPage(
            recovery: visit.recovery, merchant: visit.account.merchant, words: words(for: request, visit),
            assets: assets, session: session, returnURL: visit.returnURL)
        let status: HTTPResponse.Status = page.mode == .gone ? .gone : .ok
        return try html(page, PayPage.templates, headers: headers.payment, status: status, for: request)
    }

    /// A page that says one thing; a problem document for who asked for JSON.
    func notice(
        _ notice: Notice, _ status: HTTPResponse.Status, visit: Visit? = nil, for request: Request
    ) throws -> Response {
        if request.isForJSON { return .refusal(notice, status) }
        let page = try NoticePage(
            notice, merchant: visit?.account.merchant, words: words(for: request, visit), assets: assets)
        return try html(page, NoticePage.templates, headers: headers.quiet, status: status, for: request)
    }

    /// The customer's own locale, then the browser's, then the merchant's.
    private func words(for request: Request, _ visit: Visit?) -> Words {
        let accepted = request.headers[.acceptLanguage].map(Catalogue.preferences(acceptLanguage:)) ?? []
        let own = [visit?.recovery.customer.locale].compactMap(\.self)
        return catalogue.words(in: catalogue.best(for: own + accepted, default: visit?.account.merchant.locale))
    }

    private func html(
        _ view: some View, _ templates: [TemplateName], headers: HTTPFields, status: HTTPResponse.Status = .ok,
        for request: Request
    ) throws -> Response {
        guard let template = templates.first else { return .internalError }
        let text = try library.render(view, with: template)
        return try .html(text, status: status, headers: headers, gzipped: request.admitsGzip)
    }
}

extension Visit {
    /// Where the customer goes afterwards, told what became of the payment.
    var returnURL: String? {
        recovery.returnURL.map { url in
            let end = url.firstIndex(of: "#") ?? url.endIndex
            let joiner = url[..<end].contains("?") ? "&" : "?"
            return "\(url[..<end])\(joiner)latchkey_status=\(recovery.state.rawValue)\(url[end...])"
        }
    }
}
