import Foundation
import Recoveries
import Testing

@testable import Messages

@Suite("link page and notices")
struct LinkPageTests {
    @Test("the link page needs no script, shows no sum and loads nothing but our stylesheet", arguments: ["en", "ja"])
    func bare(locale: String) throws {
        let html = try PageSample.link(locale: locale)
        #expect(!html.contains("<script") && !html.contains("style=") && !html.contains("1,099"))
        #expect(
            html.matches(of: /<(link|img|iframe|source|script)\b[^>]*/).map { String($0.output.0) } == [
                #"<link rel="stylesheet" href="/assets/latchkey.abc.css""#
            ])
    }

    @Test("the link page's button sends the nonce back to the same address")
    func form() throws {
        let html = try PageSample.link()
        #expect(html.contains(#"<form method="post">"#))
        #expect(html.contains(#"<input type="hidden" name="nonce" value="nonce-1">"#))
        #expect(html.contains(#"id="continue" type="submit""#))
    }

    @Test("a merchant's page of another scheme is not linked, an address that is none not shown")
    func support() throws {
        var merchant = try Sample.facts().merchant
        merchant.supportURL = "javascript:alert(1)"
        merchant.supportEmail = "no address"
        let html = try PageSample.link(merchant: merchant)
        #expect(!html.contains("alert") && !html.contains("mailto:"))
        #expect(html.contains("Questions? Please contact Shop."))
    }

    @Test(
        "when to come back is told in whole minutes, at least one",
        arguments: [
            (Duration.seconds(0), "1 minute"), (.seconds(60), "1 minute"), (.milliseconds(60_001), "2 minutes"),
            (.seconds(3600), "60 minutes"), (.seconds(7200), "2 hours"), (.seconds(86_400), "24 hours"),
        ])
    func minutes(wait: Duration, words: String) throws {
        #expect(try PageSample.notice(.tooMany(retryAfter: wait)).contains("Time to wait: \(words)."))
    }

    @Test("the pages' templates use only names that their views offer")
    func names() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: Sample.templates)
        let sources = try files.filter { $0.hasSuffix(".mustache") }.map { file in
            let text = try String(contentsOfFile: "\(Sample.templates)/\(file)", encoding: .utf8)
            return TemplateSource(name: TemplateName(String(file.dropLast(9))), file: file, text: text)
        }
        var checker = TemplateChecker(sources: Dictionary(sources.map { ($0.name, $0) }) { first, _ in first })
        for view in Views.pages {
            for name in view.templates { checker.check(name, shows: view.example.values, directory: "templates") }
        }
        #expect(checker.problems.map(\.description) == [])
    }
}
