extension SettingName {
    /// A value that would do, for messages and the documentation.
    var example: String {
        switch self {
        case .baseURL: "https://pay.example.com"
        case .listen: "127.0.0.1:8080"
        case .database: "sqlite:/var/lib/latchkey/latchkey.sqlite"
        case .masterKey, .masterKeyPrevious: "(the 44 characters that `latchkey key generate-master` prints)"
        case .masterKeyFile: "/etc/latchkey/master.key"
        case .masterKeyRetired: "17,203"
        case .smtpURL: "smtp://user:password@smtp.example.com:587"
        case .smtpConnections: "16"
        case .mailFrom: "Example Shop <payments@example.com>"
        case .stripeSecretKey: "sk_test_…"
        case .stripePublishableKey: "pk_test_…"
        case .stripeWebhookSecret: "whsec_…"
        case .stripeAccount: "acct_1Nv0FGQ9RKHgCVdK"
        case .stripeAPIBase: "https://api.stripe.com"
        case .stripeScriptURL: "https://js.stripe.com/v3/"
        case .stripeTrain: "v3"
        case .apiKey: "(32 or more characters, for instance what `openssl rand -hex 32` prints)"
        case .appleAppIDs: "ABCDE12345.com.example.shop"
        case .androidApps:
            "com.example.shop=14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5"
        case .templates: "/usr/share/latchkey/templates"
        case .publicFolder: "/usr/share/latchkey/public"
        case .trustedProxies: "127.0.0.1,::1,10.0.0.0/8"
        case .addressRate: "3000"
        case .merchantRate: "6000"
        case .connections: "4096"
        case .connectionsPerAddress: "256"
        case .headTimeout: "10"
        case .requestTimeout: "30"
        case .idleTimeout: "60"
        default: merchantExample
        }
    }

    private var merchantExample: String {
        switch self {
        case .merchantName: "Example Shop"
        case .merchantSupportEmail: "help@example.com"
        case .merchantSupportURL: "https://example.com/help"
        case .merchantLocale: "en"
        case .merchantColor: "#0b6e4f"
        case .merchantLogo: "/etc/latchkey/logo.png"
        case .singleDevice, .openAutomatically: "true"
        case .returnOrigins: "https://shop.example.com,https://example.com"
        case .reminders: "86400,259200"
        case .linkLifetime: "604800"
        default: "info"
        }
    }
}
