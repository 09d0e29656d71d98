import Recoveries
import Testing

@Suite("a merchant's name")
struct MerchantIDTests {
    @Test("plain names are taken", arguments: ["a", "default", "shop-42", "0", String(repeating: "x", count: 40)])
    func good(name: String) {
        #expect(MerchantID(name)?.description == name)
    }

    @Test(
        "other names are not",
        arguments: ["", "-a", "A", "a_b", "a/b", "a.b", "a b", "é", "支", "a\n", String(repeating: "x", count: 41)])
    func wrong(name: String) {
        #expect(MerchantID(name) == nil)
    }

    @Test("the configured merchant is called default")
    func first() {
        #expect(MerchantID("default") == .default)
    }
}
