import Cryptography
import Persistence
import Recoveries
import Service
import Stripe
import Testing

@testable import latchkey

@Suite("Settings")
struct SettingsTests {
    @Test("nothing set means a service on loopback with SQLite beside it")
    func defaults() throws {
        let settings = try Settings.read([:])
        #expect(settings.baseURL.text == "http://127.0.0.1:8080")
        #expect(settings.listen == ListenAddress(host: "127.0.0.1", port: 8080))
        #expect(settings.database == .sqlite(path: "latchkey.sqlite"))
        #expect(settings.keyRing == nil)
        #expect(settings.mail == nil)
        #expect(settings.stripe.scriptURL == "https://js.stripe.com/v3/")
        #expect(settings.merchant.reminders == [86_400, 259_200])
        #expect(settings.linkLifetime == 604_800)
    }

    @Test("the base URL follows the address that is listened on")
    func baseURLFollowsListen() throws {
        #expect(try Settings.read([.listen: "0.0.0.0:9000"]).baseURL.text == "http://127.0.0.1:9000")
        #expect(try Settings.read([.listen: "[::1]:9000"]).baseURL.text == "http://[::1]:9000")
    }

    @Test("a setting of white space counts as not set")
    func blank() throws {
        #expect(try Settings.read([.baseURL: "  ", .smtpURL: ""]).mail == nil)
    }

    @Test(
        "a wrong value names its key",
        arguments: [
            (SettingName.baseURL, "ftp://pay.example.com"), (.baseURL, "https://pay.example.com/path"),
            (.baseURL, "http://pay.example.com"), (.baseURL, "pay.example.com"), (.listen, "8080"),
            (.database, "mysql://a"), (.database, "latchkey.sqlite"), (.listen, "127.0.0.1:0"),
            (.listen, "127.0.0.1:65536"), (.listen, "::1:8080"), (.listen, ":8080"),
            (.masterKey, "short"), (.masterKeyFile, "/nowhere"), (.masterKeyRetired, "256"), (.smtpURL, "http://a"),
            (.smtpConnections, "0"), (.smtpConnections, "257"), (.smtpConnections, "x"), (.mailFrom, "nobody"),
            (.mailFrom, "Shop <a@b.example"), (.stripeSecretKey, "pk_test_1"), (.stripePublishableKey, "sk_test_1"),
            (.stripeWebhookSecret, "secret"), (.stripeAccount, "acct_"), (.stripeAccount, "acct_1/x"),
            (.stripeAccount, "1Nv0FG"), (.stripeAPIBase, "http://api.example.com"), (.stripeTrain, "w4"),
            (.stripeScriptURL, "js"), (.apiKey, "tooshort"), (.templates, "/nowhere"), (.publicFolder, "/nowhere"),
            (.merchantName, "a\u{1}b"), (.merchantSupportEmail, "help"), (.merchantSupportURL, "help"),
            (.merchantSupportURL, "http://shop.example"), (.templates, "/tmp"),
            (.merchantLocale, "english"), (.openAutomatically, "perhaps"), (.returnOrigins, "https://a.example/b"),
            (.appleAppIDs, "com.example.shop"), (.appleAppIDs, "ABCDE12345"), (.appleAppIDs, "abcde12345.com.example"),
            (.appleAppIDs, "ABCDE12345.com..shop"), (.androidApps, "com.example.shop"), (.androidApps, "shop=AA:BB"),
            (.androidApps, "com.example.shop=AA:BB"), (.androidApps, "com.9shop=AA"),
            (.reminders, "10"), (.reminders, "soon"), (.linkLifetime, "1"), (.logLevel, "loud"),
            (.trustedProxies, "proxy.example"), (.trustedProxies, "10.0.0.1/8"), (.trustedProxies, "127.0.0.1,::/0"),
            (.addressRate, "-1"), (.merchantRate, "many"), (.connections, "0"), (.connectionsPerAddress, "-1"),
            (.headTimeout, "0"), (.requestTimeout, "5"), (.idleTimeout, "0"),
        ])
    func wrong(name: SettingName, value: String) throws {
        let faults = Settings.faults(of: [name: value])
        #expect(faults.contains { $0.name == name })
    }

    @Test("every fault is told at once, each with an example")
    func together() throws {
        let faults = Settings.faults(of: [.listen: "here", .logLevel: "loud", .reminders: "soon"])
        #expect(Set(faults.map(\.name)) == [.listen, .logLevel, .reminders])
        let text = "\(SettingsError(faults: faults))"
        #expect(text.contains("3 settings need mending."))
        #expect(text.contains("LATCHKEY_LOG_LEVEL") && text.contains("Example: LATCHKEY_LOG_LEVEL=info"))
    }

    @Test("what is wrong with a secret is told without the secret", arguments: SettingName.allCases.filter(\.isSecret))
    func secretsStaySecret(name: SettingName) throws {
        let canary = "canary-7f3a"
        let text = "\(SettingsError(faults: Settings.faults(of: [name: canary])))"
        #expect(text.contains(name.environmentName))
        #expect(!text.contains(canary))
    }

    @Test("payments are made on the keys' own account, or on the connected one that is named")
    func connectedAccount() throws {
        let now = Instant(seconds: 0)
        #expect(try Settings.read([:]).firstMerchant(at: now).stripeAccount == nil)
        let settings = try Settings.read([
            .stripeSecretKey: "sk_test_1", .stripePublishableKey: "pk_test_1", .stripeAccount: " acct_1Nv0FG ",
        ])
        #expect(settings.firstMerchant(at: now).access?.account == "acct_1Nv0FG")
        #expect(settings.firstMerchant(at: now).merchant.stripeAccount == "acct_1Nv0FG")
    }

    @Test("a secret read well does not print")
    func secretsDoNotPrint() throws {
        let canary = "canary7f3acanary7f3acanary7f3acanary7f3a"
        let settings = try Settings.read([
            .apiKey: canary, .smtpURL: "smtp://user:\(canary)@smtp.example.com", .mailFrom: "a@b.example",
            .stripeSecretKey: "sk_test_\(canary)", .stripePublishableKey: "pk_test_1",
            .stripeWebhookSecret: "whsec_\(canary)",
        ])
        var dumped = "\(settings)"
        dump(settings, to: &dumped)
        #expect(settings.stripe.secretKey?.reveal() == "sk_test_\(canary)")
        #expect(!dumped.contains(canary))
    }
}
