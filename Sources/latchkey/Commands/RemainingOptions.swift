import ArgumentParser

/// The settings that are seldom given on the command line; `--help-hidden` lists them.
struct RemainingOptions: ParsableArguments {
    @Option(help: "A file that holds the master key.") var masterKeyFile: String?
    @Option(help: "Ids of master keys whose links are refused.") var masterKeyRetired: String?
    @Option(help: "How many connections to the mail server, 1 to 256.") var smtpConnections: String?
    @Option(help: "The sender: Name <address>.") var mailFrom: String?
    @Option(help: "Stripe's publishable key.") var stripePublishableKey: String?
    @Option(help: "The Connect account that payments are made on.") var stripeAccount: String?
    @Option(help: "Where Stripe's API is.") var stripeAPIBase: String?
    @Option(name: .customLong("stripe-js-url"), help: "Where browsers load Stripe.js.") var stripeScriptURL: String?
    @Option(name: .customLong("stripe-js-train"), help: "The release train of Stripe.js.") var stripeTrain: String?
    @Option(name: .customLong("apple-app-ids"), help: "iOS apps that links open: TEAMID.bundle.id.")
    var appleAppIDs: String?
    @Option(help: "Android apps that links open: package=fingerprint.") var androidApps: String?
    @Option(help: "The folder of mails, pages and locales.") var templates: String?
    @Option(name: .customLong("public"), help: "The folder of what browsers load.") var publicFolder: String?
    @Option(help: "The first merchant's name.") var merchantName: String?
    @Option(help: "Where its customers can ask by mail.") var merchantSupportEmail: String?
    @Option(help: "A page where its customers can ask.") var merchantSupportURL: String?
    @Option(help: "The locale of customers who name none.") var merchantLocale: String?
    @Option(help: "The colour of the first merchant's buttons: #0b6e4f.") var merchantColor: String?
    @Option(help: "A file with its logo.") var merchantLogo: String?
    @Option(help: "Whether the first browser to start a payment owns its link: true or false.")
    var singleDevice: String?
    @Option(help: "Whether Stripe's webhooks open recoveries: true or false.") var openAutomatically: String?
    @Option(help: "Origins that return_url may name.") var returnOrigins: String?
    @Option(help: "When to remind, in seconds after opening.") var reminders: String?
    @Option(help: "How long links live, in seconds.") var linkLifetime: String?

    /// Those that were given.
    var given: [SettingName: String] {
        let all: [SettingName: String?] = [
            .masterKeyFile: masterKeyFile, .masterKeyRetired: masterKeyRetired, .smtpConnections: smtpConnections,
            .mailFrom: mailFrom, .stripePublishableKey: stripePublishableKey, .stripeAccount: stripeAccount,
            .stripeAPIBase: stripeAPIBase,
            .stripeScriptURL: stripeScriptURL, .stripeTrain: stripeTrain, .appleAppIDs: appleAppIDs,
            .androidApps: androidApps, .templates: templates,
            .publicFolder: publicFolder, .merchantName: merchantName, .merchantSupportEmail: merchantSupportEmail,
            .merchantSupportURL: merchantSupportURL, .merchantLocale: merchantLocale,
            .merchantColor: merchantColor, .merchantLogo: merchantLogo, .singleDevice: singleDevice,
            .openAutomatically: openAutomatically, .returnOrigins: returnOrigins, .reminders: reminders,
            .linkLifetime: linkLifetime,
        ]
        return all.compactMapValues(\.self)
    }
}
