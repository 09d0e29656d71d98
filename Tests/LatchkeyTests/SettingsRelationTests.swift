import Cryptography
import Testing

@testable import latchkey

@Suite("Settings that depend on each other")
struct SettingsRelationTests {
    @Test("Stripe's two keys come together")
    func keyPair() {
        #expect(Settings.faults(of: [.stripeSecretKey: "sk_test_1"]).map(\.name) == [.stripePublishableKey])
        #expect(Settings.faults(of: [.stripePublishableKey: "pk_test_1"]).map(\.name) == [.stripeSecretKey])
    }

    @Test("a test key and a live key do not go together")
    func modes() {
        let faults = Settings.faults(of: [
            .stripeSecretKey: "sk_test_1", .stripePublishableKey: "pk_live_1", .baseURL: "https://pay.example.com",
        ])
        #expect(faults.map(\.name) == [.stripePublishableKey])
    }

    @Test("a live key needs https")
    func liveNeedsHTTPS() throws {
        let keys: [SettingName: String] = [.stripeSecretKey: "sk_live_1", .stripePublishableKey: "pk_live_1"]
        #expect(Settings.faults(of: keys).map(\.name) == [.baseURL])
        let secure = keys.merging([.baseURL: "https://pay.example.com"]) { own, _ in own }
        #expect(try Settings.read(secure).baseURL.isSecure)
    }

    @Test("a mail server needs a sender")
    func sender() {
        #expect(Settings.faults(of: [.smtpURL: "smtp://127.0.0.1:25"]).map(\.name) == [.mailFrom])
    }

    @Test("the merchant is called as its mail is signed, unless it has a name")
    func merchantName() throws {
        #expect(try Settings.read([.mailFrom: "The Shop <a@shop.example>"]).merchant.name == "The Shop")
        #expect(try Settings.read([.mailFrom: "a@shop.example"]).merchant.name == "shop.example")
        #expect(try Settings.read([.mailFrom: "a@b.example", .merchantName: "Café"]).merchant.name == "Café")
    }

    @Test("the master key is read from its file, white space around it and all")
    func masterKeyFile() throws {
        let key = try MasterKey.generate(using: SystemRandom())
        let settings = try Settings.read([.masterKeyFile: "key"], files: ["key": key.base64().reveal() + "\n"])
        #expect(settings.keyRing?.currentKeyID == key.id)
    }

    @Test("a master key stands in one place")
    func masterKeyTwice() throws {
        let key = try MasterKey.generate(using: SystemRandom()).base64().reveal()
        let faults = Settings.faults(of: [.masterKey: key, .masterKeyFile: "key"], files: ["key": key])
        #expect(faults.map(\.name) == [.masterKeyFile])
    }

    @Test("the master key that signs cannot be retired")
    func retired() throws {
        let key = try MasterKey.generate(using: SystemRandom())
        let faults = Settings.faults(of: [.masterKey: key.base64().reveal(), .masterKeyRetired: "\(key.id)"])
        #expect(faults.map(\.name) == [.masterKeyRetired])
    }

    @Test("previous master keys verify")
    func previous() throws {
        let keys = try (0..<64).map { _ in try MasterKey.generate(using: SystemRandom()) }
        let current = try #require(keys.first)
        let other = try #require(keys.first { $0.id != current.id })
        let settings = try Settings.read([
            .masterKey: current.base64().reveal(), .masterKeyPrevious: other.base64().reveal(),
        ])
        #expect(settings.keyRing?.standing(of: other.id) == .previous)
    }

    @Test("what a command needs and is not set is a fault")
    func required() throws {
        #expect(Settings.faults(of: [:], requiring: [.masterKey]).map(\.name) == [.masterKey])
        let key = try MasterKey.generate(using: SystemRandom()).base64().reveal()
        let settings = try Settings.read([.masterKeyFile: "key"], requiring: [.masterKey], files: ["key": key])
        #expect(settings.keyRing != nil)
    }

    @Test("a host with letters beyond ASCII is said as browsers say it: that is what their Origin is compared with")
    func internationalHost() throws {
        let settings = try Settings.read([.baseURL: "https://Zahlen.Müller.example"])
        #expect(settings.baseURL.text == "https://zahlen.xn--mller-kva.example")
        let port = try Settings.read([
            .baseURL: "https://pay.example:443", .returnOrigins: "https://müller.example:443",
        ])
        #expect(port.baseURL.text == "https://pay.example", "browsers leave the port out")
        #expect(port.merchant.returnOrigins == ["https://xn--mller-kva.example"])
    }

    @Test("the address of Stripe.js follows the train, unless it is set")
    func train() throws {
        #expect(
            try Settings.read([.stripeTrain: "clover"]).stripe.scriptURL == "https://js.stripe.com/clover/stripe.js")
        #expect(try Settings.read([.stripeTrain: "Edelweiss"]).stripe.scriptURL.hasSuffix("/edelweiss/stripe.js"))
        for slip in ["basill", "dahlie", "acaci", "e", "edelweiß", "e/../x", "v4"] {
            #expect(throws: (any Error).self, "\(slip)") { try Settings.read([.stripeTrain: slip]) }
        }
        let local = "http://127.0.0.1:8420/js.stripe.com/v3/"
        #expect(try Settings.read([.stripeScriptURL: local]).stripe.scriptURL == local)
    }

    @Test("reminders are sorted, and can be none")
    func reminders() throws {
        #expect(try Settings.read([.reminders: "7200, 3600,3600"]).merchant.reminders == [3600, 7200])
        #expect(try Settings.read([.reminders: "none"]).merchant.reminders == [])
    }
}
