/// The settings of a demonstration: all of them its own.
struct DemoSettings {
    let folder: DemoFolder
    let secrets: DemoSecrets
    let stage: DemoStage
    let listen: ListenAddress

    /// Sources that read no file and nothing of the environment.
    var sources: SettingsSources {
        let values: [SettingName: String] = [
            .listen: "\(listen)", .baseURL: listen.localURL, .database: "sqlite:\(folder.database)",
            .masterKey: secrets.masterKey, .apiKey: secrets.apiKey, .smtpURL: "smtp://127.0.0.1:\(stage.smtpPort)",
            .mailFrom: "Analytical Engines <payments@engines.example>",
            .merchantSupportEmail: "help@engines.example", .stripeSecretKey: stage.stripe.secretKey,
            .stripePublishableKey: stage.stripe.publishableKey, .stripeWebhookSecret: secrets.webhookSecret,
            .stripeAPIBase: stage.stripe.apiBase, .stripeScriptURL: stage.stripe.scriptURL, .reminders: "none",
        ]
        return SettingsSources(options: values, readsStandardFile: false, environment: [:])
    }
}
