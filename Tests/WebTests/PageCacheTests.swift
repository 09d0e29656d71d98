import Cryptography
import Persistence
import Recoveries
import Testing

@testable import Service
@testable import Web

@Suite("Pages that are kept for a moment", .timeLimit(.minutes(5)))
struct PageCacheTests {
    private static let gzip = [("Accept-Encoding", "gzip")]

    /// Runs `body` with a link whose page was fetched a moment ago.
    private func withKeptPage(
        merchant adapt: (inout Merchant) -> Void = { _ in }, _ body: (Site, RecoveryID, String) async throws -> Void
    ) async throws {
        try await Site.serving(merchant: adapt) { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            for _ in 0..<2 { #expect(try await site.send("GET", link).status == 200) }
            try await body(site, id, link)
        }
    }

    private func cache(of site: Site) -> PageCache {
        PageCache(
            VisitLink(
                database: site.database, directory: site.directory, addresses: site.addresses,
                surroundings: site.surroundings))
    }

    @Test("many looks at one link cost one read, in each language and coding; a forged token costs none")
    func oneRead() async throws {
        try await withKeptPage { site, _, link in
            let before = site.database.count
            for method in ["GET", "HEAD", "GET"] {
                for fields in [[], Self.gzip, [("Accept-Language", "de")], [("Accept-Language", "ja")]] {
                    #expect(try await site.send(method, link, fields).status == 200)
                }
            }
            #expect(try await site.send("GET", String(link.dropLast(2)) + "AA").status == 404)
            #expect(site.database.count == before)
            site.turnClock(by: .seconds(1))
            for _ in 0..<3 { _ = try await site.send("GET", link) }
            #expect(site.database.count == before + 1)
        }
    }

    @Test("everybody reads their own language, and gets the coding they asked for, first and later")
    func faces() async throws {
        try await withKeptPage { site, _, link in
            for _ in 0..<2 {
                for tag in ["en", "de", "ja", "ar", "fr"] {
                    let page = try await site.send("GET", link, [("Accept-Language", tag)])
                    #expect(page.text.contains("<html lang=\"\(tag)\""))
                    #expect(page["Content-Encoding"] == nil)
                    let chosen = try await site.send("GET", "\(link)?lang=\(tag)", Self.gzip)
                    #expect(chosen["Content-Encoding"] == "gzip")
                }
            }
        }
    }

    @Test("a link that is not ours is refused in everybody's language and coding, first and later")
    func refused() async throws {
        try await Site.serving { site in
            let forged = "/l/" + String(repeating: "A", count: 46)
            for _ in 0..<2 {
                for tag in ["en", "de", "ja", "ar"] {
                    let page = try await site.send("GET", forged, [("Accept-Language", tag)])
                    #expect(page.status == 404 && page.text.contains("<html lang=\"\(tag)\""))
                    #expect(page["Content-Encoding"] == nil)
                    let chosen = try await site.send("GET", "\(forged)?lang=\(tag)", Self.gzip)
                    #expect(chosen.status == 404 && chosen["Content-Encoding"] == "gzip")
                    #expect(try await site.send("HEAD", forged, [("Accept-Language", tag)]).status == 404)
                }
            }
        }
    }

    @Test("the next look sees a payment that was settled")
    func settled() async throws {
        try await withKeptPage { site, id, link in
            try await site.settle(id, as: .succeeded)
            #expect(try await site.send("GET", link).text.contains("already confirmed"))
        }
    }

    @Test("the next look sees what the merchant took back")
    func revoked() async throws {
        try await withKeptPage { site, id, link in
            let reply = try await site.call("POST", "/recoveries/\(id)/cancel")
            #expect(reply.status == 200)
            #expect(try await site.send("GET", link).status == 410)
        }
    }

    @Test("the next look sees that time ran out, though nobody wrote anything")
    func expired() async throws {
        try await withKeptPage { site, id, link in
            let cache = cache(of: site)
            let token = String(link.dropFirst("/l/".count))
            let expiry = try #require(
                try await site.database.base.read { try $0.links(of: id, merchant: .default) }.last?.expiresAt)
            site.turnClock(by: (expiry - site.now) - .milliseconds(1))
            let glance = try #require(try await cache.glance(at: token))
            #expect(try await site.send("GET", link).status == 200)
            let before = site.database.count
            site.turnClock(by: .milliseconds(1))
            let later = try await cache.glance(at: token)
            #expect(later === glance)
            #expect(try await site.send("GET", link).status == 410)
            #expect(site.database.count == before)
        }
    }

    @Test("the next look sees that the payment was opened again by a wish for a fresh link")
    func renewed() async throws {
        try await withKeptPage { site, id, link in
            try await site.settle(id, as: .expired)
            let cache = cache(of: site)
            let token = String(link.dropFirst("/l/".count))
            let before = try await cache.glance(at: token)
            #expect(before?.visit.recovery.state == .expired)
            let wish = [("Sec-Fetch-Site", "same-origin")]
            #expect(try await site.send("POST", link, wish, body: "act=renew").status == 303)
            let after = try await cache.glance(at: token)
            #expect(after?.visit.recovery.state == .open)
        }
    }

    @Test("the next look sees that another device took the link, and its owner is not mistaken for another")
    func claimed() async throws {
        try await withKeptPage(merchant: { $0.singleDevice = true }) { site, id, link in
            let phone = try await Browser(site, link: link, recovery: id)
            #expect(try await phone.secret().status == 200)
            for _ in 0..<2 {
                #expect(try await site.send("GET", link).status == 409)
                #expect(try await site.send("GET", link, [("Cookie", phone.cookie)]).status == 200)
            }
        }
    }

    @Test("the next look sees a merchant's new name")
    func merchant() async throws {
        try await Site.serving { site in
            var merchant = Merchant(
                id: try #require(MerchantID("second")), name: "Old name", createdAt: Instant(seconds: 1_700_000_000))
            try await site.directory.add(merchant, stripeSecretKey: nil, webhookSecrets: [])
            let link = try await insertLinks(1, of: merchant.id, in: site)[0]
            #expect(try await site.send("GET", link).text.contains("Old name"))
            merchant.name = "New name"
            _ = try await site.database.write { [merchant] connection in
                try connection.updateMerchant(
                    merchant, secrets: MerchantSecrets(stripeSecretKey: nil, webhookSecrets: []))
            }
            #expect(try await site.send("GET", link).text.contains("New name"))
        }
    }

    @Test("what was read before a write is not kept as if it were read after")
    func race() async throws {
        try await Site.serving { site in
            let id = try await site.open()
            let link = try await site.link(to: id)
            site.database.interveneAfterRead { try await site.settle(id, as: .succeeded) }
            #expect(
                try await site.send("GET", link).text.contains("Continue"), "it began before the payment was settled")
            #expect(try await site.send("GET", link).text.contains("already confirmed"))
        }
    }

    @Test("what another process writes is seen after a second")
    func elsewhere() async throws {
        try await withKeptPage { site, id, link in
            let other = try SQLiteDatabase(path: site.databasePath)
            try await Settlement(database: other, surroundings: site.surroundings).settle(
                try await site.recovery(id), as: .succeeded, step: .done)
            await other.close()
            site.turnClock(by: .seconds(1))
            #expect(try await site.send("GET", link).text.contains("already confirmed"))
        }
    }

    @Test("a clock that was set back ends what is kept")
    func clockSetBack() async throws {
        try await withKeptPage { site, _, link in
            let before = site.database.count
            site.turnClock(by: .seconds(-60))
            _ = try await site.send("GET", link)
            #expect(site.database.count == before + 1)
        }
    }

    @Test("however many links are looked at within a second, a bounded number is kept")
    func bounded() async throws {
        try await Site.serving { site in
            let cache = cache(of: site)
            var most = 0
            for link in try await insertLinks(3 * PageCache.capacity, of: .default, in: site) {
                #expect(try await cache.glance(at: String(link.dropFirst("/l/".count))) != nil)
                most = max(most, cache.count)
            }
            #expect(most == PageCache.capacity)
        }
    }

    /// Adds a recovery of a merchant with as many links, and gives their paths.
    private func insertLinks(_ count: Int, of merchant: MerchantID, in site: Site) async throws -> [String] {
        let pattern = try await site.recovery(try await site.open("pi_links"))
        var recovery = pattern
        recovery.id = site.surroundings.identifier()
        recovery.merchant = merchant
        recovery.paymentIntent = "pi_many"
        let links = (0..<count).map { _ in
            Link(
                merchant: merchant, id: site.surroundings.identifier(), recovery: recovery.id, createdAt: site.now,
                expiresAt: site.now + .seconds(60))
        }
        try await site.database.write { [recovery] connection in
            try connection.insertRecovery(recovery, sealedSecret: nil)
            for link in links { try connection.insertLink(link) }
        }
        return links.map { String(site.addresses.url(of: $0.id).dropFirst(site.settings.baseURL.count)) }
    }
}
