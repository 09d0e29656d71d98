import Recoveries
import Testing

@Suite("Colours")
struct BrandColorTests {
    @Test(
        "a colour is read as CSS writes it",
        arguments: [("#0b6e4f", "#0b6e4f"), ("0B6E4F", "#0b6e4f"), ("#fa0", "#ffaa00"), ("#000000", "#000000")])
    func reads(text: String, written: String) {
        #expect(BrandColor(text)?.description == written)
    }

    @Test("anything else is none", arguments: ["", "#", "#12", "#12345", "#1234567", "red", "+12345", "#１２３"])
    func refuses(text: String) {
        #expect(BrandColor(text) == nil)
    }

    @Test("contrast is WCAG's")
    func contrast() throws {
        let (black, white) = (try #require(BrandColor("#000")), try #require(BrandColor("#fff")))
        #expect(black.contrast(with: white) == 21)
        #expect(white.contrast(with: white) == 1)
        let grey = try #require(BrandColor("#767676"))
        #expect(abs(grey.contrast(with: white) - 4.54) < 0.01)
    }
}
