import Recoveries

/// The colours of a mail's button, as attributes and styles take them.
struct MailColors: Sendable {
    let button, ink, edge: String
    let darkButton, darkInk: String

    /// - Parameter color: the merchant's; `nil` for Latchkey's own black and white.
    init(_ color: BrandColor?) {
        guard let color else {
            (button, ink, edge, darkButton, darkInk) = ("#16181d", "#ffffff", "#16181d", "#f1f2f4", "#16181d")
            return
        }
        let palette = Palette(color)
        button = "\(palette.light.ground)"
        ink = "\(palette.light.ink)"
        edge = "\(palette.light.edge)"
        darkButton = "\(palette.dark.ground)"
        darkInk = "\(palette.dark.ink)"
    }
}
