/// Every setting by its one name, which is spelled in three ways.
///
/// `base_url` in `latchkey.yaml`, `LATCHKEY_BASE_URL` in the environment, `--base-url` on the command line.
enum SettingName: String, CaseIterable {
    case baseURL = "base_url"
    case listen
    case database
    case masterKey = "master_key"
    case masterKeyFile = "master_key_file"
    case masterKeyPrevious = "master_key_previous"
    case masterKeyRetired = "master_key_retired"
    case smtpURL = "smtp_url"
    case smtpConnections = "smtp_connections"
    case mailFrom = "mail_from"
    case stripeSecretKey = "stripe_secret_key"
    case stripePublishableKey = "stripe_publishable_key"
    case stripeWebhookSecret = "stripe_webhook_secret"
    case stripeAccount = "stripe_account"
    case stripeAPIBase = "stripe_api_base"
    case stripeScriptURL = "stripe_js_url"
    case stripeTrain = "stripe_js_train"
    case appleAppIDs = "apple_app_ids"
    case androidApps = "android_apps"
    case apiKey = "api_key"
    case templates
    case publicFolder = "public"
    case merchantName = "merchant_name"
    case merchantSupportEmail = "merchant_support_email"
    case merchantSupportURL = "merchant_support_url"
    case merchantLocale = "merchant_locale"
    case merchantColor = "merchant_color"
    case merchantLogo = "merchant_logo"
    case singleDevice = "single_device"
    case openAutomatically = "open_automatically"
    case returnOrigins = "return_origins"
    case reminders
    case linkLifetime = "link_lifetime"
    case logLevel = "log_level"
    case trustedProxies = "trusted_proxies"
    case addressRate = "address_rate"
    case merchantRate = "merchant_rate"
    case connections
    case connectionsPerAddress = "connections_per_address"
    case headTimeout = "head_timeout"
    case requestTimeout = "request_timeout"
    case idleTimeout = "idle_timeout"

    /// What the environment's names begin with.
    static let environmentPrefix = "LATCHKEY_"

    /// The name in the environment, by which messages call a setting.
    var environmentName: String { Self.environmentPrefix + rawValue.uppercased() }

    /// The option of the command line.
    var optionName: String { "--" + rawValue.replacing("_", with: "-") }

    /// Whether the value must never be shown. Such a setting is not taken on the command line, which `ps` shows.
    var isSecret: Bool {
        switch self {
        case .masterKey, .masterKeyPrevious, .smtpURL, .stripeSecretKey, .stripeWebhookSecret, .apiKey: true
        default: false
        }
    }
}
