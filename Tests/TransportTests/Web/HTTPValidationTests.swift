import Testing
import Transport

@Suite("HTTP requests that are not sent")
struct HTTPValidationTests {
    @Test(
        "only absolute https URLs without user and password are sent to",
        arguments: [
            "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "https://", "https:///x", "/x", "",
            "https://user:pw@example.com/", "https://example.com/a b", "https://example.com/\r\nX: y",
            "https://exämple.com/", "https://example.com\\@other.example/", "https://example.com/\0",
        ])
    func urls(_ url: String) async {
        #expect(await HTTPEngine().fault(OutboundRequest(.get, url))?.kind == .invalidInput)
    }

    @Test(
        "a header field cannot bring in another, nor set what the transport sets",
        arguments: [
            ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "a\0b"), ("X\r\nY", "b"), ("X Y", "b"), ("X:", "b"), ("", "b"),
            ("Content-Length", "5"), ("transfer-encoding", "chunked"),
        ])
    func headers(_ name: String, _ value: String) async {
        let request = OutboundRequest(.get, "https://example.com/", headers: [(name, value)])
        #expect(await HTTPEngine().fault(request)?.kind == .invalidInput)
    }

    @Test("a GET has no body")
    func bodyOfGet() async {
        let fault = await HTTPEngine().fault(OutboundRequest(.get, "https://example.com/", body: [1]))
        #expect(fault?.kind == .invalidInput)
    }

    @Test("a request does not print its path, query or headers")
    func redacted() {
        let request = OutboundRequest(
            .post, "https://api.example.com:8443/v1/tok_path?secret=1", headers: [("Authorization", "Bearer sk_1")])
        var dumped = ""
        dump(request, to: &dumped)
        #expect("\(request)" == "POST https://api.example.com:8443")
        for text in [String(reflecting: request), dumped] {
            #expect(!text.contains("sk_1") && !text.contains("tok_path") && !text.contains("secret"))
        }
    }
}
