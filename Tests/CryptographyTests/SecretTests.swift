import Cryptography
import Testing

@Suite("a secret text")
struct SecretTests {
    private struct Settings {
        let name = "shop"
        let key = Secret("sk_test_canary")
    }

    @Test("gives its text only when asked")
    func reveal() {
        #expect(Secret("sk_test_canary").reveal() == "sk_test_canary")
    }

    @Test("however it is printed, it does not show")
    func redaction() {
        let settings = Settings()
        var shown = "\(settings.key) \(settings) \(Optional(settings.key) as Any) \([settings.key])"
        shown += String(reflecting: settings) + String(describing: settings.key) + String(reflecting: settings.key)
        dump(settings, to: &shown)
        #expect(!shown.contains("canary"))
        #expect(shown.contains("[redacted]") && shown.contains("shop"))
    }

    @Test("a mirror has no children")
    func mirror() {
        #expect(Mirror(reflecting: Secret("sk_test_canary")).children.isEmpty)
    }

    @Test("equals another of the same text only")
    func equality() {
        #expect(Secret("a") == Secret("a") && Secret("a") != Secret("b") && Secret("a") != Secret("aa"))
        #expect(Secret("") == Secret("") && Secret("") != Secret("a"))
    }
}
