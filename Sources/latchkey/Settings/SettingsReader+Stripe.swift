import Cryptography

extension SettingsReader {
    /// Stripe's account of the first merchant.
    mutating func stripe(baseURL: WebAddress) -> Settings.Stripe {
        let secretKey = value(.stripeSecretKey) { try StripeKey($0, kinds: ["sk", "rk"]) }
        let publishableKey = value(.stripePublishableKey) { try StripeKey($0, kinds: ["pk"]) }
        compare(secretKey, publishableKey, baseURL)
        let webhookSecrets = list(.stripeWebhookSecret) { text in
            guard text.hasPrefix("whsec_"), text.utf8.count > 12 else {
                throw Complaint(
                    "It does not begin with whsec_. Stripe's dashboard shows it beside the webhook endpoint.")
            }
            return Secret(text)
        }
        let train = value(.stripeTrain, StripeTrain.init) ?? .v3
        return Settings.Stripe(
            secretKey: secretKey.map { Secret($0.text) }, publishableKey: publishableKey?.text,
            webhookSecrets: webhookSecrets ?? [], account: value(.stripeAccount, Settings.Stripe.account),
            apiBase: value(.stripeAPIBase) { try WebAddress($0).safe().text } ?? "https://api.stripe.com",
            scriptURL: value(.stripeScriptURL, Self.script) ?? train.scriptURL, train: train)
    }

    /// The two keys belong together, and money that is real is not sent over plain http.
    private mutating func compare(_ secretKey: StripeKey?, _ publishableKey: StripeKey?, _ baseURL: WebAddress) {
        if text(.stripeSecretKey) != nil, text(.stripePublishableKey) == nil {
            refuse(.stripePublishableKey, "It is not set, but LATCHKEY_STRIPE_SECRET_KEY is. Pages need both.")
        }
        if text(.stripePublishableKey) != nil, text(.stripeSecretKey) == nil {
            refuse(.stripeSecretKey, "It is not set, but LATCHKEY_STRIPE_PUBLISHABLE_KEY is. Set both or neither.")
        }
        if let secretKey, let publishableKey, secretKey.isLive != publishableKey.isLive {
            let (one, other) = secretKey.isLive ? ("live", "test") : ("test", "live")
            let problem = "It is a \(other) key, but LATCHKEY_STRIPE_SECRET_KEY is a \(one) key. Take both of one mode."
            refuse(.stripePublishableKey, problem)
        }
        if secretKey?.isLive == true, !baseURL.isSecure {
            refuse(
                .baseURL, "\(baseURL.text) is not encrypted, but LATCHKEY_STRIPE_SECRET_KEY is a live key. Use https.")
        }
    }

    private static func script(_ text: String) throws(Complaint) -> String {
        let address = try WebAddress(text).safe()
        return text.hasSuffix("/") ? address.text + "/" : address.text
    }
}

extension Settings.Stripe {
    /// Reads a Connect account: `acct_` and letters and digits.
    static func account(_ text: String) throws(Complaint) -> String {
        let rest = text.utf8.dropFirst(5)
        let isPlain = rest.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
        guard text.hasPrefix("acct_"), (1...250).contains(rest.count), isPlain else {
            throw Complaint(
                "“\(text)” is not a connected account: those begin with acct_. Stripe's dashboard shows them under "
                    + "Connected accounts.")
        }
        return text
    }
}

/// A key of Stripe's: a kind, a mode and the rest.
struct StripeKey {
    let text: String
    let isLive: Bool

    /// Checks the form; the complaint does not show the key.
    init(_ text: String, kinds: [String]) throws(Complaint) {
        let parts = text.split(separator: "_", maxSplits: 2)
        let modes = ["test", "live"]
        guard parts.count == 3, kinds.contains(String(parts[0])), modes.contains(String(parts[1])) else {
            let forms = kinds.flatMap { kind in modes.map { "\(kind)_\($0)_" } }.joined(separator: " or ")
            throw Complaint("It does not begin with \(forms). Stripe's dashboard shows it under Developers, API keys.")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Complaint("It has a space or a character outside ASCII in it: copy it again.")
        }
        self.text = text
        isLive = parts[1] == "live"
    }
}
