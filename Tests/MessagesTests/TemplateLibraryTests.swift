import Foundation
import Testing

@testable import Messages

@Suite("templates")
struct TemplateLibraryTests {
    private static func real(_ name: String) throws -> String {
        try String(contentsOfFile: "\(Sample.templates)/\(name).mustache", encoding: .utf8)
    }

    /// The templates we ship, with some replaced.
    private func load(_ changes: [String: String]) throws -> TemplateLibrary {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: Sample.templates)
        var files: [String: String] = [:]
        for path in paths where path.hasSuffix(".mustache") {
            files[path] = try Self.real(String(path.dropLast(9)))
        }
        files.merge(changes.map { ("\($0.key).mustache", $0.value) }) { $1 }
        let folder = try TemporaryFolder(files)
        return try withExtendedLifetime(folder) { try TemplateLibrary(directory: $0.path) }
    }

    private func refusal(_ changes: [String: String]) -> [String] {
        let error = #expect(throws: TemplateError.self) { try load(changes) }
        return error?.problems.map(\.description) ?? []
    }

    @Test("what we ship has no problem")
    func shipsWell() throws {
        #expect(try TemplateLibrary(directory: Sample.templates).check() == [])
    }

    @Test("a missing or empty folder is an error that names it")
    func namesTheFolder() throws {
        let error = #expect(throws: TemplateError.self) { try TemplateLibrary(directory: "/nowhere/templates") }
        #expect(error?.problems.first?.file == "/nowhere/templates")
        let empty = try TemporaryFolder(["README": ""])
        #expect(throws: TemplateError.self) { try TemplateLibrary(directory: empty.path) }
    }

    @Test(
        "a variable that the view does not offer is found, with file and line",
        arguments: [
            "{{>mail/part.html}}", "a\n{{amont}}", "{{#facts}}{{lable}}{{/facts}}", "{{#lable}}x{{/lable}}",
            "{{^lable}}x{{/lable}}", "{{facts.label}}", "{{merchant.name}}", "{{facts}}",
            "{{#facts}}{{/facts}}{{label}}",
            "{{<mail/layout.html}}{{$message}}{{amont}}{{/message}}{{/mail/layout.html}}", "{{.}}",
        ])
    func findsUnknownNames(source: String) throws {
        let library = try load(["mail/new_card.html": source, "mail/part.html": "{{unknown}}"])
        let problem = try #require(library.check().first)
        #expect(library.check().count == 1)
        #expect(problem.file.hasSuffix(".html.mustache") && problem.line == (source.hasPrefix("a\n") ? 2 : 1))
    }

    @Test("names of an enclosing section are offered, and comments are not looked at")
    func findsNoMore() throws {
        let source = "{{! {{x}} }}{{#facts}}{{label}} {{merchant}}{{/facts}}{{^reason}}{{subject}}{{/reason}}"
        #expect(try load(["mail/new_card.html": source]).check() == [])
    }

    @Test("a missing template or partial is found")
    func findsMissingFiles() throws {
        let missing = try load(["mail/new_card.html": "{{>mail/foot.html}}"]).check()
        #expect(
            missing.map(\.problem) == ["there is no template mail/foot.html; check its path under the templates folder"]
        )
        let folder = try TemporaryFolder(["other.mustache": ""])
        let problems = try withExtendedLifetime(folder) { try TemplateLibrary(directory: $0.path).check() }
        #expect(problems.contains { $0.file == "\(folder.path)/mail/authenticate.html.mustache" })
    }

    @Test("a partial that shows itself ends")
    func endsRecursion() throws {
        #expect(try load(["mail/new_card.html": "{{#reason}}{{>mail/new_card.html}}{{/reason}}"]).check() == [])
    }

    @Test("a text template without its pragma is refused", arguments: ["mail/new_card.text", "mail/layout.text"])
    func wantsThePragma(name: String) throws {
        let bare = try Self.real(name).replacing("{{%CONTENT_TYPE:TEXT}}", with: "")
        let problems = refusal([name: bare])
        #expect(problems.count == 1 && problems[0].hasSuffix("must begin with {{%CONTENT_TYPE:TEXT}}"))
    }

    @Test("text and HTML do not show each other's partials")
    func keepsKindsApart() throws {
        let text = "{{%CONTENT_TYPE:TEXT}}{{>mail/part.html}}"
        #expect(try load(["mail/new_card.text": text, "mail/part.html": "x"]).check().count == 1)
        let html = try load(["mail/new_card.html": "{{>mail/part.text}}", "mail/part.text": "{{%CONTENT_TYPE:TEXT}}x"])
        #expect(html.check().count == 1)
    }

    @Test(
        "what could show a customer's words as markup is refused",
        arguments: [
            "{{{merchant}}}", "{{&merchant}}", "<a href={{link}}>", "{{=<% %>=}}", "{{%CONTENT_TYPE:TEXT}}{{merchant}}",
            "{{>*merchant}}", "{{uppercased(merchant)}}",
        ])
    func refusesUnescaped(source: String) throws {
        #expect(refusal(["mail/new_card.html": source]).count == 1)
    }

    @Test("a template that does not parse is refused with its line")
    func namesTheLine() {
        let problems = refusal(["mail/new_card.html": "a\n{{#reason}}\nb"])
        #expect(problems.count == 1 && problems[0].contains("new_card.html.mustache: 3: does not parse"))
    }

    @Test("HTML escapes every scalar that matters, also one with an accent")
    func escapesScalars() throws {
        var view = MailView.example
        view.merchant = "\"\u{301}<\u{302}&'>"
        let library = try load([
            "mail/new_card.html": "<b title=\"{{merchant}}\">",
            "mail/new_card.text": "{{%CONTENT_TYPE:TEXT}}{{merchant}}",
        ])
        #expect(
            try library.render(view, with: "mail/new_card.html")
                == "<b title=\"&quot;\u{301}&lt;\u{302}&amp;&#39;&gt;\">")
        #expect(try library.render(view, with: "mail/new_card.text") == view.merchant)
    }

    @Test("an absent text hides its section and is not looked for further out")
    func hidesAbsentTexts() throws {
        var view = MailView.example
        view.reason = nil
        let library = try load(["mail/new_card.html": "{{#reason}}a{{/reason}}{{^reason}}b{{/reason}}[{{reason}}]"])
        #expect(try library.render(view, with: "mail/new_card.html") == "b[]")
    }

    @Test("a template that is not there is an error")
    func refusesUnknownTemplates() throws {
        let library = try TemplateLibrary(directory: Sample.templates)
        #expect(throws: TemplateError.self) { try library.render(MailView.example, with: "mail/other.html") }
    }

    @Test("every view's example offers every name its other values do")
    func declaresNames() throws {
        let facts = try Sample.facts()
        let catalogue = try Catalogue(directory: "\(Sample.templates)/locales")
        let view = try MailWriter(facts, catalogue: catalogue).view()
        #expect(Set(view.values.keys) == Set(MailView.example.values.keys))
    }
}
