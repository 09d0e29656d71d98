import Recoveries
import Service
import Testing

@Suite("A merchant's brand and the customer's language", .timeLimit(.minutes(5)))
struct BrandTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

    @Test("pages take the merchant's colour in one stylesheet and show its logo with its name")
    func brand() async throws {
        let logo = try Logo(file: Self.png)
        let color = BrandColor("#0b6e4f")
        try await Site.serving(logo: logo, merchant: { $0.brand = Brand(color: color, logo: logo.name) }) { site in
            let page = try await site.send("GET", try await site.link(to: try await site.open()))
            let styles = page.text.matches(of: /<link rel="stylesheet" href="([^"]+)">/).map { String($0.output.1) }
            let style = try await site.send("GET", try #require(styles.first))
            #expect(styles.count == 1)
            #expect(style.text.contains("--brand:#0b6e4f;--on-brand:#ffffff"))
            #expect(style["Cache-Control"] == "public, max-age=31536000, immutable")
            let image = try #require(page.text.firstMatch(of: /<img class="logo" src="([^"]+)" alt="Shop">/))
            let picture = try await site.send("GET", String(image.output.1))
            #expect(picture.body == Self.png)
            #expect(picture["Content-Type"] == "image/png")
            #expect(picture["Content-Security-Policy"]?.contains("sandbox") == true)
        }
    }

    @Test(
        "a logo or a style of another name is not there",
        arguments: [
            "/logo/default/000000000000.png", "/logo/nobody/000000000000.png", "/logo/..%2f/x.png",
            "/brand/0b6e4f.000000000000.css", "/brand/zzzzzz.000000000000.css", "/brand/x",
        ])
    func absent(_ path: String) async throws {
        try await Site.serving { site in
            let reply = try await site.send("GET", path)
            #expect(reply.status == 404)
        }
    }

    @Test("a language chosen on the page outweighs all others, and stays on the way to the payment")
    func language() async throws {
        try await Site.serving { site in
            let id = try await site.open(locale: "en")
            let link = try await site.link(to: id)
            let page = try await site.send("GET", link + "?lang=ja", [("Accept-Language", "en")])
            #expect(page.text.contains(#"<html lang="ja""#))
            #expect(page.text.contains(#"<a href="?lang=en" lang="en">English</a>"#))
            let pressed = try await site.send("POST", link + "?lang=ja", [("Sec-Fetch-Site", "same-origin")], body: "")
            #expect(pressed["Location"] == "/pay/\(id)?lang=ja")
            let cookie = String(try #require(pressed["Set-Cookie"]).prefix { $0 != ";" })
            let pay = try await site.send("GET", "/pay/\(id)?lang=ja", [("Cookie", cookie)])
            #expect(pay.text.contains(#"<html lang="ja""#))
            #expect(pay.text.contains("/pay/\(id)?lang=ja"), "the script comes back to the same language")
        }
    }

    @Test(
        "what is no language of ours is not repeated", arguments: ["xx", "%22%3E%3Cscript%3E", "ja%0d%0aX:y", "EN", ""])
    func foreignLanguage(_ wanted: String) async throws {
        try await Site.serving { site in
            let id = try await site.open(locale: "en")
            let link = try await site.link(to: id)
            #expect(try await site.send("GET", link + "?lang=\(wanted)").text.contains(#"<html lang="en""#))
            let pressed = try await site.send(
                "POST", link + "?lang=\(wanted)", [("Sec-Fetch-Site", "same-origin")], body: "")
            #expect(pressed["Location"] == "/pay/\(id)")
        }
    }
}
