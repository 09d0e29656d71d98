/// Where the service is reached, and how its pages load Stripe.js.
public struct WebSettings: Sendable {
    /// The public base URL, without a slash at its end, such as `https://pay.shop.example`.
    public var baseURL: String
    /// The address to listen on.
    public var host: String
    /// The port to listen on; 0 takes a free one.
    public var port: Int
    /// Where Stripe.js is loaded from.
    public var stripeJS: String
    /// Stripe.js's release train: `v3`, `acacia`, `basil`, `clover`, or a later one.
    public var train: String
    /// The apps that links open when they are installed.
    public var apps: AppLinks
    /// What keeps some clients from taking the service away from the rest.
    public var guarding: GuardSettings

    /// Makes settings of their parts.
    public init(
        baseURL: String, host: String, port: Int, stripeJS: String, train: String, apps: AppLinks = AppLinks(),
        guarding: GuardSettings = GuardSettings()
    ) {
        self.baseURL = baseURL
        self.host = host
        self.port = port
        self.stripeJS = stripeJS
        self.train = train
        self.apps = apps
        self.guarding = guarding
    }

    /// Whether customers come by https; cookies are then bound to it.
    var isSecure: Bool { baseURL.hasPrefix("https://") }

    /// The origin of the base URL, as browsers send it.
    var origin: String { Self.origin(of: baseURL) }

    /// The origin that Stripe.js comes from, when it is not Stripe's own.
    var foreignStripeOrigin: String? {
        let origin = Self.origin(of: stripeJS)
        return origin == "https://js.stripe.com" ? nil : origin
    }

    private static func origin(of url: String) -> String {
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.prefix(3).joined(separator: "/").lowercased()
    }
}
