import Testing

@testable import Service

@Suite("Where a customer may be sent afterwards")
struct ReturnURLTests {
    @Test(
        "an origin is said as browsers say it",
        arguments: [
            ("https://shop.example/a?b#c", "https://shop.example"),
            ("https://Shop.example:443/", "https://shop.example"),
            ("https://xn--mller-kva.example/x", "https://xn--mller-kva.example"),
            ("https://shop.example:8443", "https://shop.example:8443"), ("http://127.0.0.1:80/", "http://127.0.0.1"),
            ("http://[::1]:3000/", "http://[::1]:3000"),
        ])
    func origins(_ url: String, _ origin: String) {
        #expect(ReturnURL.origin(of: url) == origin)
    }

    @Test(
        "what is no plain https address has none",
        arguments: [
            "http://shop.example/", "https://user@shop.example/", "https://shop.example\\@evil.example/",
            "//shop.example",
            "javascript:alert(1)", "https://müller.example/", "https:///x", "",
        ])
    func none(_ url: String) {
        #expect(ReturnURL.origin(of: url) == nil)
    }
}
