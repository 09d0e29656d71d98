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
    private let styles: BrandStyles
    private let headers: PageHeaders
    /// What every forged link leads to, so that guessing costs us little; every language fits, plain and compressed.
    private let notFound: KeptPages

    init(settings: WebSettings, library: TemplateLibrary, catalogue: Catalogue, assets: Assets) {
        self.settings = settings
        self.library = library
        self.catalogue = catalogue
        self.assets = PageAssets(
            stylesheet: assets.path(of: Assets.stylesheet), script: assets.path(of: Assets.script),
            languages: catalogue.languages)
        styles = assets.styles
        headers = PageHeaders(settings)
        notFound = KeptPages(capacity: 2 * catalogue.languages.count)
    }

    /// The page behind a link.
    func link(_ glance: Glance, nonce: @autoclosure () -> String, for request: Request) throws -> Response {
        let (visit, words) = (glance.visit, words(for: request, glance.visit))
        return try glance.pages.page(face(words, request)) {
            let page = try LinkPage(
                merchant: visit.account.merchant, kind: visit.recovery.kind,
                isUnderWay: visit.recovery.state == .processing, words: words,
                assets: assets(of: visit.account.merchant), nonce: nonce())
            return try html(page, LinkPage.templates, headers: headers.quiet, for: request)
        }
    }

    /// The page where the payment is finished.
    func payment(_ visit: Visit, csrf: String, for request: Request) throws -> Response {
        let session = PaySession(
            publishableKey: visit.recovery.publishableKey ?? visit.account.merchant.publishableKey ?? "",
            account: visit.account.stripeAccount, stripeJS: settings.stripeJS, train: settings.train, csrf: csrf,
            address: "/pay/\(visit.recovery.id)\(query(for: request))", sum: visit.recovery.money.shown)
        let page = try PayPage(
            recovery: visit.recovery, merchant: visit.account.merchant, words: words(for: request, visit),
            assets: assets(of: visit.account.merchant), session: session, returnURL: visit.returnURL)
        let status: HTTPResponse.Status = page.mode == .gone ? .gone : .ok
        return try html(page, PayPage.templates, headers: headers.payment, status: status, for: request)
    }

    /// A page that says one thing; a problem document for who asked for JSON.
    func notice(
        _ notice: Notice, _ status: HTTPResponse.Status, visit: Visit? = nil, renewal: RenewalForm? = nil,
        for request: Request
    ) throws -> Response {
        if request.isForJSON { return .refusal(notice, status) }
        let (merchant, words) = (visit?.account.merchant, words(for: request, visit))
        let page = try NoticePage(
            notice, merchant: merchant, kind: visit?.recovery.kind ?? .payment, words: words,
            assets: merchant.map(assets(of:)) ?? assets, renewal: visit?.canBeRenewed == true ? renewal : nil)
        return try html(page, NoticePage.templates, headers: headers.quiet, status: status, for: request)
    }

    /// The page of a link that is not ours, or that is gone.
    func notFound(for request: Request) throws -> Response {
        if request.isForJSON { return .refusal(.notFound, .notFound) }
        return try notFound.page(face(words(for: request, nil), request)) {
            try notice(.notFound, .notFound, for: request)
        }
    }

    private func face(_ words: Words, _ request: Request) -> KeptPages.Face {
        KeptPages.Face(locale: words.locale, isGzipped: request.admitsGzip)
    }

    /// What a page's address ends with so that the language chosen on it stays: `?lang=de`, or nothing.
    func query(for request: Request) -> String {
        chosenLanguage(for: request).map { "?lang=\($0)" } ?? ""
    }

    /// The language chosen on the page: one of ours, whatever the address holds.
    private func chosenLanguage(for request: Request) -> String? {
        guard request.uri.query != nil else { return nil }
        return request.uri.queryParameters.get("lang").flatMap { catalogue.has($0) ? $0 : nil }
    }

    private func assets(of merchant: Merchant) -> PageAssets {
        var own = assets
        if let color = merchant.brand.color { own.stylesheet = styles.path(for: color) }
        own.logo = merchant.brand.logo.map { "/logo/\(merchant.id)/\($0)" }
        return own
    }

    /// The language chosen on the page, then the customer's own, then the browser's, then the merchant's.
    private func words(for request: Request, _ visit: Visit?) -> Words {
        let own = [chosenLanguage(for: request), visit?.recovery.customer.locale].compactMap(\.self)
        if let locale = own.lazy.compactMap(catalogue.locale(for:)).first { return catalogue.words(in: locale) }
        let accepted = request.headers[.acceptLanguage].map(Catalogue.preferences(acceptLanguage:)) ?? []
        return catalogue.words(in: catalogue.best(for: accepted, default: visit?.account.merchant.locale))
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
