import Cryptography
import Foundation
import Recoveries
import Testing

@testable import Service
@testable import Web

@Suite("The page of a connected account", .timeLimit(.minutes(5)))
struct ConnectTests {
    /// A browser with a session for a payment on `acct_1`.
    private func browser(_ site: Site) async throws -> Browser {
        let id = try #require(MerchantID("bakery"))
        let bakery = Merchant(
            id: id, name: "Bakery", publishableKey: "pk_test_2", stripeAccount: "acct_1", createdAt: site.now)
        try await site.directory.add(bakery, stripeSecretKey: Secret("sk_test_2"), webhookSecrets: [])
        let key = try await site.apiKeys.create(for: id, name: "test").key.reveal()
        site.stripe.setIntent("pi_1", status: "requires_action")
        let opened = try await site.call(
            "POST", "/recoveries", #"{"payment_intent":"pi_1","notify":false}"#, key: key)
        #expect(site.stripe.lastAccount == "acct_1")
        let recovery = try #require((opened.json["id"] as? String).flatMap { RecoveryID($0) })
        let link = try await site.call("POST", "/recoveries/\(recovery)/links", key: key)
        let url = try #require(link.json["url"] as? String)
        return try await Browser(
            site, link: String(url.dropFirst(site.settings.baseURL.count)), recovery: recovery)
    }

    @Test("the script is told the account, and so is an app; nothing in the address can name another")
    func told() async throws {
        try await Site.serving { site in
            let browser = try await browser(site)
            let csrf = try await browser.csrf()
            for query in [
                "", "?account=acct_evil", "?account=acct_evil&stripeAccount=acct_evil&stripe_account=acct_evil",
            ] {
                let page = try await site.send(
                    "GET", "/pay/\(browser.recovery)\(query)", [("Cookie", browser.cookie)])
                #expect(page.text.contains("&quot;account&quot;:&quot;acct_1&quot;"))
                #expect(!page.text.contains("acct_evil"))
                let secret = try await site.send(
                    "POST", "/pay/\(browser.recovery)/secret\(query)",
                    [("Cookie", browser.cookie), ("X-CSRF-Token", csrf)], body: "")
                #expect(secret.json["account"] as? String == "acct_1")
                #expect(site.stripe.lastAccount == "acct_1")
            }
        }
    }
}
