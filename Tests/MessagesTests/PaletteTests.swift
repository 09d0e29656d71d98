import Messages
import Recoveries
import Testing

@Suite("palette")
struct PaletteTests {
    private static let lightSheet = BrandColor(red: 255, green: 255, blue: 255)
    private static let darkSheet = BrandColor(red: 0x1E, green: 0x20, blue: 0x24)

    @Test("whatever a merchant's colour, words on its buttons can be read and buttons be seen")
    func contrast() {
        var least = (words: 21.0, active: 21.0, light: 21.0, dark: 21.0)
        for red in stride(from: 0, through: 255, by: 15) {
            for green in stride(from: 0, through: 255, by: 15) {
                for blue in stride(from: 0, through: 255, by: 15) {
                    let color = BrandColor(red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
                    let palette = Palette(color)
                    for button in [palette.light, palette.dark] {
                        least.words = min(least.words, button.ink.contrast(with: button.ground))
                        least.active = min(least.active, button.ink.contrast(with: button.active))
                    }
                    least.light = min(least.light, palette.light.edge.contrast(with: Self.lightSheet))
                    least.dark = min(least.dark, palette.dark.edge.contrast(with: Self.darkSheet))
                }
            }
        }
        #expect(least.words >= 4.5)
        #expect(least.active >= 4.5)
        #expect(least.light >= 3)
        #expect(least.dark >= 3)
    }

    @Test("a colour that can be read is taken as it is")
    func unchanged() throws {
        let color = try #require(BrandColor("#0b6e4f"))
        #expect(Palette(color).light.ground == color)
        #expect(Palette(color).light.edge == color)
    }
}
