public import Recoveries

/// A merchant's colour as it can be read, in light and in dark: computed, so that no choice of a merchant's shuts anybody out.
///
/// Words on a button keep a contrast of 4.5 to 1, a button's edge 3 to 1 to the sheet it stands on.
/// Source: <https://www.w3.org/TR/WCAG22/#contrast-minimum> and `#non-text-contrast`.
public struct Palette: Sendable, Equatable {
    /// A button in one colour scheme.
    public struct Button: Sendable, Equatable {
        /// Its ground.
        public var ground: BrandColor
        /// Its words.
        public var ink: BrandColor
        /// Its edge: the ground, unless that is too close to the sheet.
        public var edge: BrandColor
        /// Its ground while it is pointed at or at work: a little further from the words, never closer.
        public var active: BrandColor
    }

    /// On a light sheet.
    public var light: Button
    /// On a dark one.
    public var dark: Button

    /// Computes the colours; light takes the merchant's colour as it is.
    public init(_ color: BrandColor) {
        light = Self.button(color, on: Self.lightSheet, towards: Self.black)
        let visible = color.reaching(3, against: Self.darkSheet, by: Self.white)
        dark = Self.button(visible, on: Self.darkSheet, towards: Self.white)
    }

    /// What the stylesheet and the mail's layout call a sheet.
    static let lightSheet = BrandColor(red: 0xFF, green: 0xFF, blue: 0xFF)
    static let darkSheet = BrandColor(red: 0x1E, green: 0x20, blue: 0x24)
    private static let white = lightSheet
    private static let black = BrandColor(red: 0, green: 0, blue: 0)

    private static func button(_ ground: BrandColor, on sheet: BrandColor, towards far: BrandColor) -> Button {
        // One of the two always reaches 4.5: their reaches overlap at a luminance of 0.18.
        let ink = ground.contrast(with: white) >= 4.5 ? white : black
        return Button(
            ground: ground, ink: ink, edge: ground.reaching(3, against: sheet, by: far),
            active: ground.mixed(with: ink == white ? black : white, by: 0.14))
    }
}

extension BrandColor {
    /// This colour, moved towards another only as far as a contrast asks for.
    fileprivate func reaching(_ contrast: Double, against sheet: BrandColor, by far: BrandColor) -> BrandColor {
        let steps = (0...20).lazy.map { self.mixed(with: far, by: Double($0) / 20) }
        return steps.first { $0.contrast(with: sheet) >= contrast } ?? far
    }
}

extension Palette {
    /// What follows the common stylesheet to put on a merchant's colour.
    public var css: String {
        ":root{\(light.css)}@media (prefers-color-scheme:dark){:root{\(dark.css)}}\n"
    }
}

extension Palette.Button {
    fileprivate var css: String { "--brand:\(ground);--on-brand:\(ink);--brand-edge:\(edge);--brand-active:\(active)" }
}
