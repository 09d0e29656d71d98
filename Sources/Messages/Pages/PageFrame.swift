import Recoveries

/// What every page shows: its language, its title, the merchant and where to ask.
struct PageFrame: Sendable {
    var locale: String
    var direction: TextDirection
    var title: String
    var stylesheet: String
    var merchant: String?
    var logo: String?
    var languageLabel: String?
    var language: String?
    var languages: [PageLanguage] = []
    var support: String?
    var supportJoiner: String?
    var supportEmail: String?
    var supportURL: String?

    /// - Parameter title: the page's title without the merchant's name, or with it where the words have it.
    init(title: String, merchant: Merchant?, words: Words, assets: PageAssets) throws(CatalogueError) {
        locale = words.locale
        direction = words.direction
        self.title = title
        stylesheet = assets.stylesheet
        if assets.languages.count > 1 {
            languageLabel = try words("page.language")
            language = words.languageName
            languages = assets.languages.filter { $0.tag != words.locale }
        }
        guard let merchant else { return }
        logo = assets.logo
        let name = Self.name(of: merchant)
        self.merchant = name
        supportEmail = merchant.supportEmail.flatMap(Mailbox.init)?.address
        supportURL = merchant.supportURL.flatMap(WebAddress.init)?.description
        let key = supportEmail != nil ? "email" : supportURL != nil ? "url" : "none"
        support = try words("page.support.\(key)", ["merchant": name])
        if supportEmail != nil && supportURL != nil { supportJoiner = try words("page.support.both_joiner") }
    }

    /// The merchant's name as pages show it.
    static func name(of merchant: Merchant) -> String {
        PlainText.line(merchant.name, limit: 60)
    }

    var values: [String: ViewValue] {
        [
            "locale": .text(locale),
            "direction": .text(direction.rawValue),
            "title": .text(title),
            "stylesheet": .text(stylesheet),
            "merchant": .text(merchant),
            "logo": .text(logo),
            "language_label": .text(languageLabel),
            "language": .text(language),
            "languages": .list(
                languages.map { ["tag": .text($0.tag), "name": .text($0.name), "address": .text("?lang=\($0.tag)")] }),
            "support": .text(support),
            "support_joiner": .text(supportJoiner),
            "support_email": .text(supportEmail),
            "support_url": .text(supportURL),
        ]
    }
}

extension PageFrame {
    private init(example title: String) {
        locale = "en"
        direction = .ltr
        self.title = title
        stylesheet = "/assets/latchkey.css"
        merchant = "Shop"
        logo = "/logo/default/example.png"
        languageLabel = "Language"
        language = "English"
        languages = [PageLanguage(tag: "ja", name: "日本語")]
        support = "Questions? Write to"
        supportJoiner = "or at"
        supportEmail = "help@shop.example"
        supportURL = "https://shop.example/help"
    }

    /// A frame with every part present.
    static let example = PageFrame(example: "Your payment to Shop")
}
